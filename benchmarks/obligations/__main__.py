"""`python -m benchmarks.obligations [--quick]`: ends with 1 only if results disagree."""

from __future__ import annotations

import sys

from benchmarks.obligations import columns, county
from benchmarks.obligations.measuring import Disagreement, duckdb, show


def main() -> int:
    quick = "--quick" in sys.argv[1:]
    if duckdb() is None:
        print("DuckDB is not installed: its figures are absent.")
    try:
        show([*columns.rows(quick), *county.rows(quick)])
    except Disagreement as problem:
        print(f"RESULTS DISAGREE: {problem}")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""Writes the documents that are generated; with --check, says which are out of date.

plans/schema.json    the JSON Schema of plan files, from their grammar
ARCHITECTURE.md      its picture of the storeys, from the contract in .importlinter
docs/clauses.md      each clause of the plan and the tests that prove it, from their marks
"""

from __future__ import annotations

import argparse
import ast
import configparser
import re
import sys
from collections import defaultdict
from collections.abc import Callable
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path

from wenming.project import command

ROOT = Path(__file__).resolve().parent.parent
BEGIN, END = "<!-- storeys: generated from .importlinter -->\n```\n", "```\n<!-- end -->"


def main() -> int:
    """Write, or compare."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true")
    only_look = parser.parse_args().check
    stale = [place for place in DOCUMENTS if not is_current(ROOT / place)]
    for place in stale:
        print(f"{place}: {'out of date; make docs' if only_look else 'written'}")
        if not only_look:
            (ROOT / place).write_text(DOCUMENTS[place](), encoding="utf-8")
    return int(only_look and bool(stale))


def is_current(path: Path) -> bool:
    """Does it stand there as it would be written?"""
    made = DOCUMENTS[path.relative_to(ROOT).as_posix()]()
    return path.exists() and path.read_text(encoding="utf-8") == made


def architecture() -> str:
    """The page as it is, with the picture as the contract has it."""
    page = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    before, rest = page.split(BEGIN)
    after = rest.split(END, 1)[1]
    return before + BEGIN + storeys() + END + after


def storeys() -> str:
    """One storey a line, neighbours between bars; what is still to be built is left out."""
    contract = configparser.ConfigParser()
    contract.read(ROOT / ".importlinter", encoding="utf-8")
    lines = contract["importlinter:contract:storeys"]["layers"].split("\n")
    return "".join(f"{line}\n" for line in map(_built, filter(None, lines)) if line)


def _built(storey: str) -> str:
    return " | ".join(room for room in map(str.strip, storey.split("|")) if "(" not in room)


def clauses() -> str:
    """Clause by clause, the test files that carry its mark."""
    proved = defaultdict(set)
    for path in sorted((ROOT / "tests").rglob("test_*.py")):
        for clause in _marks(ast.parse(path.read_text(encoding="utf-8"))):
            proved[clause].add(path.relative_to(ROOT / "tests").as_posix())
    rows = [f"| {clause} | {', '.join(sorted(proved[clause]))} |" for clause in sorted(proved)]
    return "\n".join([CLAUSES, "| clause | tests |", "|---|---|", *rows, ""])


def _marks(module: ast.Module) -> set[str]:
    return {
        str(arg.value)
        for node in ast.walk(module)
        if isinstance(node, ast.Call) and re.search(r"\bmark\.clause$", ast.unparse(node.func))
        for arg in node.args
        if isinstance(arg, ast.Constant)
    }


def schema() -> str:
    """As `wenming plan schema` prints it."""
    with redirect_stdout(StringIO()) as said:
        command.main(["plan", "schema"])
    return said.getvalue()


CLAUSES = """\
# The plan's clauses and the tests that prove them

Written by `make docs` from the marks `@pytest.mark.clause(…)` of the tests.
"""
DOCUMENTS: dict[str, Callable[[], str]] = {
    "plans/schema.json": schema,
    "ARCHITECTURE.md": architecture,
    "docs/clauses.md": clauses,
}

if __name__ == "__main__":
    sys.exit(main())

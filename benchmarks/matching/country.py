"""A million requests, two million volunteers: made up in one process, solved in another."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy as np

from benchmarks.matching.instances import SIZES, Instance, made_up, market
from benchmarks.matching.measuring import Disagreement, Row, agree, show, timed
from wenming.engines.matching.compiling import compiled
from wenming.engines.matching.network import lay, read

__all__ = ["main"]

FILE = Path("build/matching-country.npz")


def main() -> None:
    """Make it up, unless it is there, and have it solved."""
    if not FILE.exists():
        requests, volunteers, _ = SIZES["country"]
        print("making up the instance: some minutes", flush=True)
        FILE.parent.mkdir(exist_ok=True)
        np.savez(FILE, **made_up(requests, volunteers)._asdict())
    if subprocess.run([sys.executable, "-m", __name__], check=False).returncode:
        raise Disagreement("the country, see above")


def _solved() -> None:
    stored = np.load(FILE)
    counts = (int(stored["requests"]), int(stored["volunteers"]))
    of = market(Instance(*counts, *(stored[name] for name in Instance._fields[2:])), crews=False)
    network = lay(of)
    took = timed(lambda: compiled()["serve_all"](network))
    flow = read(of, network)
    print(
        f"{len(of.cost):,} edges, {int(flow.missing.sum())} missing; primal {flow.cost} =", end=""
    )
    print(f" dual {flow.bound}")
    agree("our dual and our primal", flow.bound, flow.cost)
    bound = timed(lambda: int(of.cost.sum()))
    show([Row("A1 one to one, country", "nobody", took, bound=bound)])


if __name__ == "__main__":
    _solved()

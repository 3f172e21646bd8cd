"""Times and tables of the benchmarks."""

from __future__ import annotations

import resource
import time
from collections.abc import Callable, Iterable
from importlib import import_module
from importlib.util import find_spec
from typing import Any, NamedTuple, TypeVar

Result = TypeVar("Result")


class Row(NamedTuple):
    """One line of the table: our seconds, a peer's, and what nobody can beat."""

    what: str
    peer: str
    ours: float
    theirs: float | None
    bound: float


class Disagreement(Exception):
    """Ours and a peer's results are not the same: the only reason to fail."""


def timed(work: Callable[[], Result], repeats: int = 1) -> tuple[float, Result]:
    """The shortest of some runs, and what the last one gave."""
    best = float("inf")
    for _ in range(repeats):
        start = time.perf_counter()
        result = work()
        best = min(best, time.perf_counter() - start)
    return best, result


def agree(what: str, ours: object, theirs: object) -> None:
    if ours != theirs:
        raise Disagreement(f"{what}: ours is not the peer's")


def duckdb() -> Any | None:
    """The peer, if it is installed."""
    return import_module("duckdb") if find_spec("duckdb") else None


def show(rows: Iterable[Row]) -> None:
    print(f"\n{'work':58} {'ours':>10} {'peer':>10}  {'':18} {'peer/ours':>9} {'bound':>10}")
    for row in rows:
        theirs = "absent" if row.theirs is None else _seconds(row.theirs)
        ratio = "" if row.theirs is None else f"{row.theirs / row.ours:.1f} x"
        times = f"{_seconds(row.ours):>10} {theirs:>10}  {row.peer:18}"
        print(f"{row.what:58} {times} {ratio:>9} {_seconds(row.bound):>10}")
    print("bound: one linear pass over the columns or records")
    print(f"most memory held: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20:.1f} GB")


def _seconds(value: float) -> str:
    return f"{value:.2f} s" if value >= 1 else f"{value * 1000:.2f} ms"

"""Times and tables of the benchmarks."""

from __future__ import annotations

import resource
import time
from collections.abc import Callable, Iterable
from importlib import import_module
from importlib.util import find_spec
from typing import Any, NamedTuple, TypeVar

Result = TypeVar("Result")


class Took(NamedTuple):
    """Seconds by the clock and seconds of all processors: the latter hold on a busy machine."""

    wall: float
    cpu: float

    def and_also(self, other: Took) -> Took:
        return Took(self.wall + other.wall, self.cpu + other.cpu)


NOTHING = Took(0, 0)


class Row(NamedTuple):
    """One line of the table: what we took, what a peer took, and what nobody can beat."""

    what: str
    peer: str
    ours: Took
    theirs: Took | None
    bound: Took


class Disagreement(Exception):
    """Ours and a peer's results are not the same: the only reason to fail."""


def timed(work: Callable[[], Result], repeats: int = 1) -> tuple[Took, Result]:
    """The quickest of some runs, and what the last one gave."""
    best = Took(float("inf"), float("inf"))
    for _ in range(repeats):
        wall, cpu = time.perf_counter(), time.process_time()
        result = work()
        best = min(best, Took(time.perf_counter() - wall, time.process_time() - cpu))
    return best, result


def agree(what: str, ours: object, theirs: object) -> None:
    if ours != theirs:
        raise Disagreement(f"{what}: ours is not the peer's")


def duckdb() -> Any | None:
    """The peer, if it is installed."""
    return import_module("duckdb") if find_spec("duckdb") else None


def show(rows: Iterable[Row]) -> None:
    every = list(rows)
    head = f"{'ours':>10} {'peer':>10} {'bound':>10} {'ratio':>7} {'of CPU':>7}  peer"
    print(f"\n{'work':56} {head}")
    for row in every:
        print(f"{row.what:56} {_seconds(row.ours)} {_line(row)}  {row.peer}")
    print("bound: one linear pass over the columns or records; ratio: the peer's time over ours")
    print(f"most memory held: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20:.1f} GB")


def _line(row: Row) -> str:
    if row.theirs is None:
        return f"{'absent':>10} {_seconds(row.bound)} {'':7} {'':7}"
    by_clock, by_cpu = row.theirs.wall / row.ours.wall, row.theirs.cpu / row.ours.cpu
    return f"{_seconds(row.theirs)} {_seconds(row.bound)} {by_clock:6.1f}x {by_cpu:6.1f}x"


def _seconds(took: Took) -> str:
    shown = f"{took.wall:.2f} s" if took.wall >= 1 else f"{took.wall * 1000:.2f} ms"
    return f"{shown:>10}"

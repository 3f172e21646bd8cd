"""Times and tables of the benchmark."""

from __future__ import annotations

import resource
import time
from collections.abc import Callable, Iterable
from typing import NamedTuple, TypeVar

Result = TypeVar("Result")


class Took(NamedTuple):
    """Seconds by the clock and seconds of the processor: the latter hold on a busy machine."""

    wall: float
    cpu: float


NOTHING = Took(0, 0)


class Row(NamedTuple):
    """One line: what we took, what a peer took, and what nobody can beat."""

    what: str
    peer: str
    ours: Took
    theirs: Took | None
    bound: Took


class Disagreement(Exception):
    """Ours and a peer's results are not the same: the only reason to fail."""


def timed(
    work: Callable[[], Result], repeats: int = 1, *, before: Callable[[], object] | None = None
) -> tuple[Took, Result]:
    """The quickest of some runs, and what the last one gave; `before` each, untimed."""
    best = Took(float("inf"), float("inf"))
    for _ in range(repeats):
        if before is not None:
            before()
        wall, cpu = time.perf_counter(), time.process_time()
        result = work()
        took = Took(time.perf_counter() - wall, time.process_time() - cpu)
        best = min(best, took, key=lambda one: one.cpu)
    return best, result


def agree(what: str, ours: int, theirs: int) -> None:
    if ours != theirs:
        raise Disagreement(f"{what}: {ours} is not {theirs}")


def show(rows: Iterable[Row]) -> None:
    print(f"\n{'work':36} {'ours':>10} {'peer':>10} {'bound':>10} {'ratio':>8} {'of CPU':>8}  peer")
    for row in rows:
        bound = _seconds(row.bound) if row.bound.wall else " " * 10
        if row.theirs is None:
            print(f"{row.what:36} {_seconds(row.ours)} {'':10} {bound} {'':8} {'':8}  {row.peer}")
            continue
        wall, cpu = row.theirs.wall / row.ours.wall, row.theirs.cpu / row.ours.cpu
        theirs = _seconds(row.theirs)
        print(
            f"{row.what:36} {_seconds(row.ours)} {theirs} {bound}"
            f" {wall:7.1f}x {cpu:7.1f}x  {row.peer}",
            flush=True,
        )
    print(
        "bound: one pass over the edges; ratio: the peer's time over ours; times are of the clock"
    )
    print(f"most memory held: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20:.1f} GB")


def _seconds(took: Took) -> str:
    shown = f"{took.wall:.2f} s" if took.wall >= 1 else f"{took.wall * 1000:.2f} ms"
    return f"{shown:>10}"

"""Times and tables of the benchmark."""

from __future__ import annotations

import resource
import time
from collections.abc import Callable, Iterable
from statistics import median
from typing import NamedTuple

__all__ = ["Disagreement", "Row", "Took", "agree", "in_turns", "seconds", "show", "timed"]

SLOW = 10.0  # seconds of the processor after which one run is enough

# What is set up without being timed, and then what is timed.
Work = Callable[[], Callable[[], object]]


class Took(NamedTuple):
    """Seconds by the clock and seconds of the processor: the latter hold on a busy machine."""

    wall: float
    cpu: float


class Row(NamedTuple):
    """One line: what we took, what a peer took, and what nobody can beat."""

    what: str
    peer: str
    ours: Took
    theirs: Took | None = None
    bound: Took | None = None


class Disagreement(Exception):
    """Ours and a peer's results are not the same: the only reason to fail."""


def timed(work: Callable[[], object]) -> Took:
    wall, cpu = time.perf_counter(), time.process_time()
    work()
    return Took(time.perf_counter() - wall, time.process_time() - cpu)


def in_turns(works: dict[str, Work], rounds: int) -> dict[str, Took]:
    """The median of each; in every round all have their turn, but for those that are slow."""
    runs: dict[str, list[Took]] = {name: [] for name in works}
    for _ in range(rounds):
        for name, work in works.items():
            if not runs[name] or runs[name][0].cpu < SLOW:
                runs[name].append(timed(work()))
    return {
        name: Took(median(one.wall for one in took), median(one.cpu for one in took))
        for name, took in runs.items()
    }


def agree(what: str, ours: int, theirs: int) -> None:
    if ours != theirs:
        raise Disagreement(f"{what}: {ours} is not {theirs}")


def show(rows: Iterable[Row]) -> None:
    """Each line as soon as it is known. A ratio is of processor times, the peer's over ours."""
    print(
        f"\n{'processor time':36} {'ours':>10} {'bound':>10} {'peer':>10} {'ratio':>9}", flush=True
    )
    for row in rows:
        bound = seconds(row.bound.cpu) if row.bound else ""
        line = f"{row.what:36} {seconds(row.ours.cpu):>10} {bound:>10}"
        if row.theirs is None:
            print(f"{line} {'':10} {'':9}  {row.peer}", flush=True)
        else:
            ratio = row.theirs.cpu / max(row.ours.cpu, 1e-9)
            print(f"{line} {seconds(row.theirs.cpu):>10} {ratio:8.1f}x  {row.peer}", flush=True)
    held = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    print(
        f"bound: one pass over the edges; medians of runs in turns; most memory held: {held:.1f} GB"
    )


def seconds(took: float) -> str:
    return f"{took:.2f} s" if took >= 1 else f"{took * 1000:.2f} ms"

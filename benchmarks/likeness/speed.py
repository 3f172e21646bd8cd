"""How fast: a town of some years, at once and one at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from time import perf_counter, process_time
from typing import Any

from benchmarks.likeness import made_up
from benchmarks.likeness.made_up import Labelled
from wenming.engines import likeness
from wenming.engines.likeness import Vectoriser

__all__ = ["rows"]

SEED = 7


def rows(
    labelled: Sequence[Labelled], vectoriser: Vectoriser, count: int
) -> Iterator[tuple[str, str, str]]:
    """Times with what is known of each text kept; `kept` is filled before the clock starts."""
    drawn = made_up.many(labelled, count + 1, SEED)
    _keep(vectoriser, drawn)
    *needs, new = [need for need, _ in drawn]
    vectoriser.vectors([need.text for need in needs])
    *took, found = _timed(lambda: likeness.group(needs, vectoriser=vectoriser))
    yield f"{count} needs at once ({len(found.groups)} groups)", *took
    *took, _ = _timed(lambda: likeness.group([*needs, new], vectoriser=vectoriser, before=found))
    yield "the same with one more, groups kept", *took
    *took, _ = _timed(lambda: likeness.place(new, found, needs, vectoriser=vectoriser))
    yield f"where one need belongs among {count}", *took
    *took, _ = _timed(lambda: likeness.duplicates(new, needs))
    yield f"probable duplicates of one need among {count}", *took


def _keep(vectoriser: Vectoriser, drawn: Sequence[tuple[Any, str]]) -> None:
    """What the model says of a text is what it said of the text this one comes from."""
    if isinstance(vectoriser, likeness.Meaning):
        vectoriser.vectors(sorted({base for _, base in drawn}))
        for need, base in drawn:
            vectoriser.kept[need.text] = vectoriser.kept[base]


def _timed(work: Callable[[], Any]) -> tuple[str, str, Any]:
    """By the clock, of all processors (which holds on a busy machine), and what came of it."""
    wall, cpu = perf_counter(), process_time()
    result = work()
    return _seconds(perf_counter() - wall), _seconds(process_time() - cpu), result


def _seconds(seconds: float) -> str:
    return f"{seconds:.2f} s" if seconds >= 1 else f"{seconds * 1000:.0f} ms"

"""The proposal as a sketch: where needs are, and from where somebody comes. The list says the same.

A drawing without streets: `BOX` units wide and high, north up, as far apart as in the village.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from wenming.engines import matching
from wenming.needs.proposing import Proposal

__all__ = ["BOX", "Mark", "sketch"]

BOX: Final = (100.0, 60.0)
MARGIN: Final = 8.0
# Marks nearer to each other than this are moved apart, so that their numbers can be read.
APART: Final = 7.0
GOLDEN: Final = math.pi * (3 - math.sqrt(5))


@dataclass(frozen=True, slots=True)
class Mark:
    """A need by its number in the list, and where who is proposed comes from, if anybody is."""

    number: int
    x: float
    y: float
    x_from: float | None = None
    y_from: float | None = None


def sketch(proposal: Proposal, result: matching.Result, hidden: Collection[str]) -> list[Mark]:
    """Nothing where all are at one place, or nobody knows where.

    `hidden` are needs whose person the reader may not know: where they live is not drawn.
    """
    requests = {one.id: one.place for one in proposal.problem.requests if one.id not in hidden}
    teams = {one.id: one.place for one in proposal.problem.teams}
    comes = {one.request: teams[one.team] for one in result.assignments if one.request in requests}
    places = [*requests.values(), *comes.values()]
    if len(set(places)) < 2:
        return []
    numbers = {one.id: number for number, one in enumerate(proposal.problem.requests, 1)}
    return list(_marks(numbers, requests, comes, _Frame(places)))


class _Frame:
    """Metres to the box, the same scale both ways."""

    def __init__(self, places: Sequence[matching.Place]) -> None:
        east, north = [one.x for one in places], [one.y for one in places]
        self.middle = ((min(east) + max(east)) / 2, (min(north) + max(north)) / 2)
        wide, high = max(east) - min(east), max(north) - min(north)
        room = [length - 2 * MARGIN for length in BOX]
        self.scale = min(room[0] / max(wide, 1), room[1] / max(high, 1))

    def at(self, place: matching.Place) -> tuple[float, float]:
        x = BOX[0] / 2 + (place.x - self.middle[0]) * self.scale
        return x, BOX[1] / 2 - (place.y - self.middle[1]) * self.scale


def _marks(
    numbers: Mapping[str, int],
    requests: Mapping[str, matching.Place],
    comes: Mapping[str, matching.Place],
    frame: _Frame,
) -> Iterator[Mark]:
    taken: list[tuple[float, float]] = []
    for request, place in requests.items():
        x, y = _beside(frame.at(place), taken)
        taken.append((x, y))
        origin = comes.get(request)
        x_from, y_from = frame.at(origin) if origin else (None, None)
        yield Mark(numbers[request], x, y, x_from, y_from)


def _beside(
    wanted: tuple[float, float], taken: Sequence[tuple[float, float]]
) -> tuple[float, float]:
    """The nearest free spot on a spiral around where it is, within the box."""
    for turn in range(400):
        away = APART * 0.35 * math.sqrt(turn)
        x = wanted[0] + away * math.cos(turn * GOLDEN)
        y = wanted[1] + away * math.sin(turn * GOLDEN)
        inside = all(
            APART / 2 <= at <= most - APART / 2 for at, most in zip((x, y), BOX, strict=True)
        )
        if inside and all(math.dist((x, y), other) >= APART for other in taken):
            return x, y
    return wanted

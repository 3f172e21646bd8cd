"""Groups of needs that ask for the like: all at once, kept as needs arrive, and for one alone.

What lies in a group stays there; new needs join a group or form new ones, by average linkage
(`linkage`). What is nearly the text of a need that a person placed goes where that went
(`learning`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from .counting import counted
from .describing import as_grouping, figure, why
from .identity import a_new_id, recognised
from .learning import followers
from .light import usual
from .linkage import agglomerate
from .people import Standing, standing
from .seen import Seen
from .values import ALONE, Grouping, Need, Settings, Suggestion, Vectoriser, Word

__all__ = ["group", "place"]

OTHERS = 3
NOTHING = Grouping()
USUAL = Settings()


def group(
    needs: Iterable[Need],
    *,
    vectoriser: Vectoriser | None = None,
    before: Grouping = NOTHING,
    words: Iterable[Word] = (),
    settings: Settings = USUAL,
    afresh: bool = False,
) -> Grouping:
    """All needs in groups, or alone; the order in which they are given makes no difference.

    `before` is the grouping as it was; `words` are what people said since, in their order (or ever:
    to hear it twice changes nothing). Needs that are gone are left out. `afresh` forgets what the
    engine found and keeps what people said; a group found again has the id it had.
    """
    seen = Seen.of(needs, vectoriser or usual())
    told = standing(before, words, seen.needs)
    alike = _alike(seen, settings)
    former = dict(told.lying)
    if afresh:
        told.lying.clear()
    leaders = followers(_free(seen, told), told.placed, former, seen, alike)
    told.lying |= {need: told.placed[leader] for need, leader in leaders.items()}
    if afresh:
        _, lots = _joined({}, _free(seen, told), seen, alike)
        told.lying |= recognised(lots, former)
    groups, lots = _joined(told.groups(), _free(seen, told), seen, alike)
    new = {a_new_id(lot, told.ids): lot for lot in lots if len(lot) > 1}
    return as_grouping(groups | new, told, seen, settings)


def place(
    need: Need,
    grouping: Grouping,
    needs: Iterable[Need],
    *,
    vectoriser: Vectoriser | None = None,
    settings: Settings = USUAL,
) -> Suggestion:
    """Where a need belongs, as `group` would have it if no other were new; nothing is changed.

    `needs` are those of the grouping. A need that is in it already is looked at as if it were not.
    """
    known = [other for other in needs if other.id != need.id]
    seen = Seen.of([need, *known], vectoriser or usual())
    told = standing(grouping, (), (other.id for other in known))
    alike, groups = _alike(seen, settings), told.groups()
    likeness = {one: float(seen.centre(lot) @ seen.row(need.id)) for one, lot in groups.items()}
    leader = followers([need.id], told.placed, told.lying, seen, alike).get(need.id)
    best = told.placed[leader] if leader else max(likeness, key=likeness.__getitem__, default=ALONE)
    if leader is None and likeness.get(best, alike) < alike:
        best = ALONE
    ranked = sorted(likeness.keys() - {best}, key=lambda one: (-likeness[one], counted(one)))
    others = tuple((one, figure(likeness[one])) for one in ranked[:OTHERS])
    if best == ALONE:
        return Suggestion(need.id, ALONE, others=others)
    nearest, words = why(need.id, groups[best], seen)
    return Suggestion(need.id, best, figure(likeness[best]), nearest, words, others)


def _joined(
    stood: Mapping[str, Sequence[str]], free: Sequence[str], seen: Seen, alike: float
) -> tuple[dict[str, list[str]], list[list[str]]]:
    """The groups that stood with the free needs that join them; and the lots of those that do not."""
    names = [*stood]
    starts = [*stood.values(), *([need] for need in free)]
    groups: dict[str, list[str]] = {}
    lots: list[list[str]] = []
    for places in agglomerate(
        np.array([seen.centre(start) for start in starts], np.float32),
        [len(start) for start in starts],
        [place < len(names) for place in range(len(starts))],
        alike,
    ):
        needs = sorted((need for place in places for need in starts[place]), key=counted)
        if places[0] < len(names):
            groups[names[places[0]]] = needs
        else:
            lots.append(needs)
    return groups, lots


def _free(seen: Seen, told: Standing) -> list[str]:
    return [need for need in seen.needs if need not in told]


def _alike(seen: Seen, settings: Settings) -> float:
    return seen.vectoriser.alike if settings.alike is None else settings.alike

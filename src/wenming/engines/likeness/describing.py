"""What is said of groups: who is in each and why, how many households, common or not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence

import numpy as np

from .counting import counted
from .naming import names, said
from .people import Standing
from .seen import Seen
from .values import Group, Grouping, Kind, Member, Settings

__all__ = ["as_grouping", "figure", "why"]

WORDS = 3


def as_grouping(
    groups: Mapping[str, Sequence[str]], told: Standing, seen: Seen, settings: Settings
) -> Grouping:
    """The groups as they are shown, and the needs that are in none."""
    readings = {
        name: [seen.reading(need) for need in needs]
        for name, needs in sorted(groups.items(), key=lambda it: counted(it[0]))
    }
    called = names(readings, told.names)
    found = [
        _group(name, called[name], needs, told=told, seen=seen, settings=settings)
        for name, needs in groups.items()
    ]
    together = {need for needs in groups.values() for need in needs}
    alone = [
        Member(need, by_hand=need in told.placed) for need in seen.needs if need not in together
    ]
    found.sort(key=lambda group: (-group.households, -len(group.members), counted(group.id)))
    return Grouping(tuple(found), tuple(alone))


def why(need: str, others: Sequence[str], seen: Seen) -> tuple[str, tuple[str, ...]]:
    """Which of the others a need is most like, and what it says that they say too."""
    likeness = seen.rows_of(others) @ seen.row(need)
    return others[int(likeness.argmax())], _shared(need, _counts([need, *others], seen), seen)


def figure(likeness: float) -> float:
    """From nought to one, as it is shown."""
    return round(min(max(float(likeness), 0.0), 1.0), 3)


def _group(
    name: str, called: str, needs: Sequence[str], *, told: Standing, seen: Seen, settings: Settings
) -> Group:
    of = [seen.needs[need] for need in needs]
    households = len({need.household for need in of} - {""}) + sum(not one.household for one in of)
    villages = len({need.village for need in of} - {""})
    common = households >= settings.households and villages >= settings.villages
    return Group(
        id=name,
        name=called,
        members=_members(needs, told.placed, seen),
        households=households,
        villages=villages,
        kind=Kind.COMMON if common else Kind.INDIVIDUAL,
        named_by_hand=name in told.names,
    )


def _members(needs: Sequence[str], placed: Collection[str], seen: Seen) -> tuple[Member, ...]:
    """Each with its why, the most like first."""
    rows = seen.rows_of(needs)
    likeness = rows @ rows.T
    np.fill_diagonal(likeness, 0)
    means = likeness.sum(axis=1) / max(len(needs) - 1, 1)
    np.fill_diagonal(likeness, -np.inf)
    nearest = likeness.argmax(axis=1)
    counts = _counts(needs, seen)
    found = [
        Member(
            need=need,
            likeness=figure(means[place]),
            nearest=needs[nearest[place]] if len(needs) > 1 else "",
            words=_shared(need, counts, seen),
            by_hand=need in placed,
        )
        for place, need in enumerate(needs)
    ]
    return tuple(sorted(found, key=lambda member: (-member.likeness, counted(member.need))))


def _counts(needs: Sequence[str], seen: Seen) -> Counter[str]:
    """How many of the needs say what."""
    return Counter(word for need in needs for word in said(seen.reading(need)))


def _shared(need: str, counts: Counter[str], seen: Seen) -> tuple[str, ...]:
    """What the need says and others say too, the most telling first."""
    tells = said(seen.reading(need))
    shared = [word for word in tells if counts[word] > 1]
    return tuple(sorted(shared, key=lambda word: -tells[word] * counts[word])[:WORDS])

"""Which earlier needs probably ask for the very same thing: the warning when a need is entered.

Without numpy and without a dictionary, so that a page may ask.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from .counting import counted
from .values import Duplicate, Need, Same, Settings
from .wording import Reader, a_reader, overlap, pairs

__all__ = ["duplicates"]

METRES_A_DEGREE = 111_195
USUAL = Settings()


class Look(NamedTuple):
    """As much of a text as is seen without a dictionary."""

    ideas: frozenset[str]
    pairs: frozenset[str]


def duplicates(
    need: Need,
    among: Iterable[Need],
    *,
    reader: Reader | None = None,
    settings: Settings = USUAL,
) -> list[Duplicate]:
    """Those of `among` that probably ask for what `need` asks for, the most like first.

    `among` are the needs to look through, such as those still open. Of one household, or for one
    place, `same` likeness is enough; with only the village in common it takes `same_words`.
    """
    looked = reader or a_reader()
    own = _look(looked, need.text)
    found: list[Duplicate] = []
    for other in among:
        because = tuple(_in_common(need, other, settings))
        if other.id == need.id or not because:
            continue
        theirs = _look(looked, other.text)
        likeness = _likeness(own, theirs)
        if likeness >= (settings.same_words if because == (Same.VILLAGE,) else settings.same):
            shared = tuple(sorted(own.ideas & theirs.ideas))
            found.append(Duplicate(other.id, round(likeness, 3), because, shared))
    return sorted(found, key=lambda one: (-one.likeness, counted(one.need)))


def _in_common(need: Need, other: Need, settings: Settings) -> Iterator[Same]:
    if need.household and need.household == other.household:
        yield Same.HOUSEHOLD
    in_one_village = bool(need.village) and need.village == other.village
    if _within(need, other, settings.near) or (in_one_village and _same_words(need, other)):
        yield Same.PLACE
    if in_one_village:
        yield Same.VILLAGE


def _within(need: Need, other: Need, metres: float) -> bool:
    """On the ground, near enough for the short distances that are asked about."""
    if need.at is None or other.at is None:
        return False
    north = need.at[0] - other.at[0]
    east = (need.at[1] - other.at[1]) * math.cos(math.radians(need.at[0]))
    return math.hypot(north, east) * METRES_A_DEGREE <= metres


def _same_words(need: Need, other: Need) -> bool:
    """Do the words for the place say the same, or the one more than the other?"""
    one, two = "".join(need.place.split()), "".join(other.place.split())
    return bool(one and two) and (one in two or two in one)


def _look(reader: Reader, text: str) -> Look:
    asked = (found.idea for found in reader.ideas(text))
    return Look(frozenset(idea.name for idea in asked if not idea.aside), pairs(text))


def _likeness(one: Look, two: Look) -> float:
    """Half from the ideas, if either has any, and half from the pairs of characters."""
    written = overlap(one.pairs, two.pairs)
    if not one.ideas and not two.ideas:
        return written
    return (written + overlap(one.ideas, two.ideas)) / 2

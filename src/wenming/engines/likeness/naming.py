"""Names for groups, from what their members say and others do not: “路灯、巷子”."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain

from .wording import Reading

__all__ = ["names", "said"]

IDEA, ASIDE, WORD = 2.0, 0.4, 1.0
LEAST_SHARE = 0.2  # of the members, and two of them, say the second part of a name


def said(reading: Reading) -> dict[str, float]:
    """What a text says that may tell of a group, and how well it tells.

    Ideas by their names, then words; a word that is in an idea's wording is not repeated.
    """
    ideas = {found.idea.name: ASIDE if found.idea.aside else IDEA for found in reading.ideas}
    wordings = [*ideas, *(found.wording for found in reading.ideas)]
    words = [word for word in reading.words if len(word) > 1]
    return ideas | {word: WORD for word in words if not any(word in one for one in wordings)}


def names(groups: Mapping[str, Sequence[Reading]], given: Mapping[str, str]) -> dict[str, str]:
    """A name for each group, no two the same: the one it was given, or else a proposal.

    What tells the group best from the others, and besides, in their own words, what many of its
    members say. A word that one member alone says, which may be a person's name, is in no name; ""
    where there is nothing else.
    """
    weights = {key: _weights(readings) for key, readings in groups.items()}
    spread = Counter(chain.from_iterable(weights.values()))
    found: dict[str, str] = {}
    taken = set(given.values())
    for key, readings in groups.items():
        ranked = _ranked(weights[key], spread, len(groups))
        found[key] = given[key] if key in given else _name(ranked, _often(readings), taken)
        taken.add(found[key])
    return found


def _weights(readings: Iterable[Reading]) -> dict[str, float]:
    """The ideas of a group and the words that two of its members say, with how well they tell."""
    counts: Counter[str] = Counter()
    each: dict[str, float] = {}
    for reading in readings:
        told = said(reading)
        counts.update(told.keys())
        each |= told
    return {word: each[word] * n for word, n in counts.items() if n > 1 or each[word] != WORD}


def _ranked(weights: Mapping[str, float], spread: Mapping[str, int], groups: int) -> list[str]:
    """What is said in the group, that first which is said often here and in few other groups."""
    tells = {word: weight * math.log(1 + groups / spread[word]) for word, weight in weights.items()}
    return sorted(tells, key=lambda word: (-tells[word], word))


def _often(readings: Sequence[Reading]) -> list[str]:
    """The very words of enough members, the commonest first."""
    counts = Counter(chain.from_iterable(_very_words(reading) for reading in readings))
    least = max(2, LEAST_SHARE * len(readings))
    often = [word for word, count in counts.items() if count >= least]
    return sorted(often, key=lambda word: (-counts[word], -len(word), word))


def _very_words(reading: Reading) -> set[str]:
    """Of more than one character, and not of circumstances alone."""
    asides = {found.wording for found in reading.ideas if found.idea.aside}
    words = {*reading.words, *(found.wording for found in reading.ideas)} - asides
    return {word for word in words if len(word) > 1}


def _name(ranked: Sequence[str], often: Sequence[str], taken: set[str]) -> str:
    """The first of the one and of the other, if they share no character.

    If that is taken, with one more, or else with a number.
    """
    parts = [*ranked[:1]]
    parts += [word for word in often if not set(word) & set("".join(parts))][:1]
    name = "、".join(parts)
    longer = ("、".join([*parts, word]) for word in ranked if word not in parts)
    numbered = (f"{name} {number}" for number in range(2, len(taken) + 3))
    return next(one for one in chain([name], longer, numbered) if not one or one not in taken)

"""Names for groups, from what their members say and others do not."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence

from .wording import Reading

__all__ = ["names", "said"]

IDEA, ASIDE, WORD = 2.0, 0.4, 1.0
PARTS = 2
LEAST_SHARE = 0.2  # of the members say the second part of a name


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

    "" where nobody says anything that tells.
    """
    counted = {key: _weights(readings) for key, readings in groups.items()}
    spread = Counter(word for weights in counted.values() for word in weights)
    taken = set(given.values())
    found: dict[str, str] = {}
    for key, weights in counted.items():
        if key in given:
            found[key] = given[key]
            continue
        tells = {
            word: weight * math.log(1 + len(groups) / spread[word])
            for word, weight in weights.items()
        }
        ranked = sorted(tells, key=lambda word: (-tells[word], word))
        shares = {word: weights[word] / len(groups[key]) for word in ranked}
        found[key] = _name(_parts(ranked, shares), ranked, taken)
        taken.add(found[key])
    return found


def _weights(readings: Sequence[Reading]) -> Counter[str]:
    weights: Counter[str] = Counter()
    for reading in readings:
        weights.update(said(reading))
    return weights


def _parts(ranked: Sequence[str], shares: Mapping[str, float]) -> list[str]:
    """The best, and the next that enough members say and that shares no character with it."""
    parts = list(ranked[:1])
    for word in ranked[1:]:
        fits = shares[word] >= LEAST_SHARE and not any(set(word) & set(part) for part in parts)
        if fits and len(parts) < PARTS:
            parts.append(word)
    return parts


def _name(parts: Sequence[str], ranked: Sequence[str], taken: set[str]) -> str:
    """The parts together; if that is taken, with one more, or else with a number."""
    name = "、".join(parts)
    longer = ("、".join([*parts, word]) for word in ranked if word not in parts)
    numbered = (f"{name} {number}" for number in range(2, len(taken) + 3))
    return next(one for one in (name, *longer, *numbered) if not one or one not in taken)

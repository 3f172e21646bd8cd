"""Vectors from words alone: ideas of the thesaurus, words, and pairs of characters.

Needs no model. It knows that 看先生 is 看病 because the thesaurus says so, that 路灯 in two texts is
the same word, and that 路灯 and 路登 share a character. What is weighed how was measured
(`benchmarks/likeness`). The row of a text depends on that text alone, so rows may be kept.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from typing import TYPE_CHECKING
from zlib import crc32

import numpy as np

from .thesaurus import Thesaurus
from .wording import READINGS_KEPT, Reading, a_reader

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from .values import Vectors

__all__ = ["Light", "usual"]

WIDTH = 1024  # columns that words and pairs share; each idea has its own
SIGN = 1 << 20  # the bit that tells whether a feature is added or taken away
IDEA, ASIDE, WORD, PAIR = 1.0, 0.1, 0.2, 0.1


class Light:
    """The vectoriser that needs nothing besides."""

    alike = 0.22

    def __init__(self, thesaurus: Thesaurus | None = None) -> None:
        self.reader = a_reader(thesaurus)
        ideas = dict.fromkeys(idea.name for idea in self.reader.thesaurus.ideas.values())
        self._columns = {name: WIDTH + place for place, name in enumerate(ideas)}
        self._weights = lru_cache(READINGS_KEPT)(self._weigh)

    def vectors(self, texts: Sequence[str]) -> Vectors:
        rows = np.zeros((len(texts), WIDTH + len(self._columns)), np.float32)
        for row, text in zip(rows, texts, strict=True):
            places, weights = self._weights(text)
            row[places] = weights
        return rows

    def _weigh(self, text: str) -> tuple[NDArray[np.int64], Vectors]:
        """Where the row of a text is not nought; its length is one, if it says anything."""
        reading, row = self.reader.read(text), defaultdict[int, float](float)
        for idea, _ in reading.ideas:
            row[self._columns[idea.name]] = ASIDE if idea.aside else IDEA
        for feature, weight in _written(reading):
            place = crc32(feature.encode())
            row[place % WIDTH] += weight if place & SIGN else -weight
        length = math.hypot(*row.values()) or 1.0
        return np.array([*row], np.int64), np.array([*row.values()], np.float32) / length


@cache
def usual() -> Light:
    """The one with the field's thesaurus, shared so that what it weighed is not weighed again."""
    return Light()


def _written(reading: Reading) -> Iterator[tuple[str, float]]:
    """The words and pairs of a text, and how much they count; the first letter keeps them apart."""
    for word in reading.words:
        yield f"w{word}", WORD
    for pair in sorted(reading.pairs):
        yield f"p{pair}", PAIR

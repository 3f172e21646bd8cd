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

WIDTH = 2048
SIGN = 1 << 20  # the bit that tells whether a feature is added or taken away
IDEA, ASIDE, WORD, PAIR = 1.0, 0.3, 0.45, 0.15


class Light:
    """The vectoriser that needs nothing besides."""

    alike = 0.25

    def __init__(self, thesaurus: Thesaurus | None = None) -> None:
        self.reader = a_reader(thesaurus)
        self._weights = lru_cache(READINGS_KEPT)(self._weigh)

    def vectors(self, texts: Sequence[str]) -> Vectors:
        rows = np.zeros((len(texts), WIDTH), np.float32)
        for row, text in zip(rows, texts, strict=True):
            places, weights = self._weights(text)
            row[places] = weights
        return rows

    def _weigh(self, text: str) -> tuple[NDArray[np.int64], Vectors]:
        """Where the row of a text is not nought; its length is one, if it says anything."""
        row: defaultdict[int, float] = defaultdict(float)
        for feature, weight in _features(self.reader.read(text)):
            place = crc32(feature.encode())
            row[place % WIDTH] += weight if place & SIGN else -weight
        length = math.hypot(*row.values()) or 1.0
        return np.array([*row], np.int64), np.array([*row.values()], np.float32) / length


@cache
def usual() -> Light:
    """The one with the field's thesaurus, shared so that what it weighed is not weighed again."""
    return Light()


def _features(reading: Reading) -> Iterator[tuple[str, float]]:
    """What is counted of a text, and for how much; the first letter keeps the kinds apart."""
    for found in reading.ideas:
        yield f"i{found.idea.name}", ASIDE if found.idea.aside else IDEA
    for word in reading.words:
        yield f"w{word}", WORD
    for pair in sorted(reading.pairs):
        yield f"p{pair}", PAIR

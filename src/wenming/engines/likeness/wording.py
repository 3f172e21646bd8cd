"""What a text says: its ideas, its words, its pairs of characters. No numbers yet."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache
from importlib import import_module
from itertools import pairwise
from typing import Protocol

from .thesaurus import Found, Thesaurus, of_the_field, plain

__all__ = ["Reader", "Reading", "a_reader", "overlap", "pairs"]

SAYS_NOTHING = re.compile(r"[\W\d_]+")
READINGS_KEPT = 20_000


class Splitter(Protocol):
    """What is asked of rjieba."""

    def cut(self, text: str) -> list[str]: ...

    def add_word(self, word: str, freq: int | None, tag: str | None) -> int: ...


@dataclass(frozen=True, slots=True)
class Reading:
    """What one text says, each thing once, ideas and words in the order of the text."""

    ideas: tuple[Found, ...]
    words: tuple[str, ...]
    pairs: frozenset[str]


class Reader:
    """Reads texts with a thesaurus; what it has read it remembers."""

    def __init__(self, thesaurus: Thesaurus) -> None:
        self.thesaurus = thesaurus
        self.read = lru_cache(READINGS_KEPT)(self._read)

    def ideas(self, text: str) -> tuple[Found, ...]:
        """The ideas of a text; this alone loads nothing."""
        return tuple({one.idea: one for one in self.thesaurus.find(plain(text))}.values())

    def _read(self, text: str) -> Reading:
        said = dict.fromkeys(word for word in self._splitter.cut(plain(text)) if self._tells(word))
        return Reading(self.ideas(text), tuple(said), pairs(text))

    def _tells(self, word: str) -> bool:
        return word not in self.thesaurus.silent and not SAYS_NOTHING.fullmatch(word)

    @cached_property
    def _splitter(self) -> Splitter:
        """rjieba with the words of the field; loaded here, as its dictionary takes 30 MB."""
        splitter: Splitter = import_module("rjieba").Jieba()
        for word in self.thesaurus.ideas:
            splitter.add_word(word, None, None)
        return splitter


@lru_cache(4)
def a_reader(thesaurus: Thesaurus | None = None) -> Reader:
    """The reader of a thesaurus, of the field's if none is given: one for a whole process."""
    return Reader(thesaurus or of_the_field())


def pairs(text: str) -> frozenset[str]:
    """Neighbouring characters that nothing parts."""
    runs: Iterable[str] = SAYS_NOTHING.split(plain(text))
    return frozenset(one + two for run in runs for one, two in pairwise(run))


def overlap(one: Collection[str], two: Collection[str]) -> float:
    """How much of two lots is in both (Dice): 1 if they are the same, 0 if nothing is."""
    return 2 * len({*one} & {*two}) / max(len(one) + len(two), 1)

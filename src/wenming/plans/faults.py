"""A fault in a plan file: where, what stands there, what is allowed, what is nearest to it.

The words are kept here in both languages, for the command line has no catalogue and a fault may
be shown to somebody else than who found it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from itertools import islice

from wenming.base.language import Language
from wenming.plans.sentences import NOUNS, SENTENCES

__all__ = ["Fault", "Place", "nearest"]

MOST_SHOWN = 12
MOST_COMPARED = 150
LONGEST_COMPARED = 200
ALIKE = 0.6
SHORT = 4  # of so few letters one slip is a great part


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A line and a column, from 1, of a file of the plan."""

    file: str
    line: int = 1
    column: int = 1


@dataclass(frozen=True, slots=True)
class Fault:
    """Something in the plan that cannot stand. `what` is a noun of `sentences.NOUNS`."""

    place: Place
    code: str
    value: str = ""
    what: str = ""
    allowed: tuple[str, ...] = ()
    nearest: str = ""
    more: Mapping[str, str] = field(default_factory=dict)

    def words(self, language: Language = "zh") -> str:
        """The fault in a sentence: the value, what is allowed, the nearest match."""
        at = 0 if language == "zh" else 1
        noun = NOUNS.get(self.what, (self.what, self.what))[at]
        said = SENTENCES[self.code][at].format(value=_short(self.value), what=noun, **self.more)
        return said + self._allowed(at) + self._nearest(at)

    def line(self, language: Language = "zh", folder: str = "") -> str:
        """One line, as a compiler would say it; `folder` goes before the file's name."""
        return f"{folder}{self.place.file}:{self.place.line}: {self.words(language)}"

    def _allowed(self, at: int) -> str:
        if not self.allowed:
            return ""
        shown = ("、", ", ")[at].join(self.allowed[:MOST_SHOWN])
        rest = len(self.allowed) - MOST_SHOWN
        if rest > 0:
            shown += (f" 等（另有 {rest} 个）", f" and {rest} more")[at]
        return (f"可用：{shown}。", f" Allowed: {shown}.")[at]

    def _nearest(self, at: int) -> str:
        if not self.nearest:
            return ""
        return (f"最接近的是「{self.nearest}」。", f' Nearest: "{self.nearest}".')[at]


def nearest(value: str, known: Iterable[str], likeness: float = ALIKE) -> str:
    """The known word most like the value, or nothing if none is like it."""
    folded = {word.casefold(): word for word in _of_like_length(value, known)}
    cutoff = min(likeness, 0.5) if likeness == ALIKE and len(value) < SHORT else likeness
    found = get_close_matches(value.casefold(), folded, n=1, cutoff=cutoff)
    return folded[found[0]] if found else ""


def _of_like_length(value: str, known: Iterable[str]) -> Iterable[str]:
    """Words that can be alike at all, and not more than a reader would wait for."""
    size = len(value)
    if size > LONGEST_COMPARED:
        return ()
    alike = (word for word in known if size <= 3 * len(word) and len(word) <= 3 * size)
    return islice(alike, MOST_COMPARED)


def _short(value: str) -> str:
    one_line = " ".join(value.split())
    return one_line if len(one_line) <= 60 else one_line[:57] + "…"

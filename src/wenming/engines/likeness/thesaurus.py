"""Ideas of the field and the many ways to say them, as data that a town can add to.

`field.txt` is the one that comes with the engine; its head explains how a line is written.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import NamedTuple

__all__ = ["Found", "Idea", "Thesaurus", "of_the_field", "plain", "written"]


@dataclass(frozen=True, slots=True)
class Idea:
    """Something residents ask for; or, if it is `aside`, only a circumstance of it."""

    name: str
    aside: bool = False


class Found(NamedTuple):
    """An idea in a text, and the wording that told of it."""

    idea: Idea
    wording: str


def plain(text: str) -> str:
    """The text in one width and case."""
    return unicodedata.normalize("NFKC", text).casefold()


class Thesaurus:
    """Which wording means which idea, and which words say nothing."""

    def __init__(self, ideas: dict[str, Idea], silent: frozenset[str]) -> None:
        self.ideas, self.silent = ideas, silent
        self._longest = max(map(len, ideas), default=0)

    def and_also(self, text: str) -> Thesaurus:
        """With the lines of a town besides; where both have a wording, the town's holds."""
        own = written(text)
        return Thesaurus({**self.ideas, **own.ideas}, self.silent | own.silent)

    def find(self, text: str) -> Iterator[Found]:
        """The ideas of a text from its first to its last character; the longest wording wins."""
        start = 0
        while start < len(text):
            wording = self._longest_at(text, start)
            if wording:
                yield Found(self.ideas[wording], wording)
            start += len(wording) or 1

    def _longest_at(self, text: str, start: int) -> str:
        for length in range(min(self._longest, len(text) - start), 0, -1):
            if (wording := text[start : start + length]) in self.ideas:
                return wording
        return ""


def written(text: str) -> Thesaurus:
    """A thesaurus from its lines: `idea：wording wording`, `~circumstance：…`, `!silent words`."""
    ideas: dict[str, Idea] = {}
    silent: set[str] = set()
    for line in filter(None, (line.partition("#")[0].strip() for line in text.splitlines())):
        if line.startswith("!"):
            silent |= set(line[1:].split())
            continue
        name, _, wordings = line.removeprefix("~").partition("：")
        idea = Idea(name.strip(), aside=line.startswith("~"))
        ideas |= dict.fromkeys(plain(f"{idea.name} {wordings}").split(), idea)
    return Thesaurus(ideas, frozenset(silent))


@cache
def of_the_field() -> Thesaurus:
    """The one that comes with the engine."""
    return written(files(__package__).joinpath("field.txt").read_text(encoding="utf-8"))

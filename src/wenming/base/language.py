"""The two languages of a page, for what is kept in both: the town's words, the plan's, a fault's."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Literal

from django.utils.functional import Promise
from django.utils.translation import get_language, override

__all__ = ["InBoth", "Language", "all_in_both", "here", "in_both", "page_language"]

Language = Literal["zh", "en"]
# Code → its words in Chinese and in English.
InBoth = Mapping[str, tuple[str, str]]


def page_language() -> Language:
    """The one in which this page is written."""
    return "en" if get_language() == "en" else "zh"


def in_both(text: str | Promise) -> tuple[str, str]:
    """What a text says in Chinese and in English, whatever the page speaks."""
    with override("zh-hans"):
        chinese = str(text)
    with override("en"):
        return chinese, str(text)


def all_in_both(words: Callable[[], Mapping[str, str]]) -> dict[str, tuple[str, str]]:
    """Code → its words in Chinese and in English; `words` tells them in the page's language."""
    with override("zh-hans"):
        chinese = dict(words())
    with override("en"):
        english = dict(words())
    return {code: (word, english.get(code, word)) for code, word in chinese.items()}


def here(words: InBoth) -> dict[str, str]:
    """Code → its word in the page's language."""
    place = 1 if page_language() == "en" else 0
    return {code: both[place] for code, both in words.items()}

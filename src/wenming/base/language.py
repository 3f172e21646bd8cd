"""The two languages of a page, for what is kept in both: the town's words, the plan's, a fault's."""

from __future__ import annotations

from typing import Literal

from django.utils.translation import get_language

__all__ = ["Language", "page_language"]

Language = Literal["zh", "en"]


def page_language() -> Language:
    """The one in which this page is written."""
    return "en" if get_language() == "en" else "zh"

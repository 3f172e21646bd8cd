"""The plan's own words in the page's language."""

from __future__ import annotations

from django import template

from wenming.base.language import page_language
from wenming.plans.grammar import Words

__all__ = ["said"]

register = template.Library()


@register.filter
def said(words: Words) -> str:
    """English where the page is English and the plan has it; else the plan's Chinese."""
    return (words.en or words.zh) if page_language() == "en" else words.zh

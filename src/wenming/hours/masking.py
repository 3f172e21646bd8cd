"""A name that says no more than needed."""

from __future__ import annotations

__all__ = ["masked_name"]


def masked_name(name: str) -> str:
    """林阿妹 → 林**: the first character, and as many stars as there are others, two at most."""
    told = name.strip()
    return told[:1] + "*" * min(2, max(1, len(told) - 1)) if told else ""

"""The order of ids: that of counting, so that it does not matter how many figures a number has."""

from __future__ import annotations

__all__ = ["counted"]


def counted(name: str) -> tuple[int, str]:
    """ "9" comes before "10"."""
    return len(name), name

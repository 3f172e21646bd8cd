"""Pages that a phone keeps for where there is no network (docs/look.md, Without network)."""

from __future__ import annotations

from typing import TypeVar

from django.http import HttpResponse

__all__ = ["KEPT", "kept"]

KEPT = "Offline-Page"
R = TypeVar("R", bound=HttpResponse)


def kept(response: R) -> R:
    """Let the browser's worker keep this page; it is wiped when the person signs out."""
    response[KEPT] = "keep"
    return response

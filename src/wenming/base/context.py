"""What the page frame needs on every page."""

from __future__ import annotations

from django.http import HttpRequest

__all__ = ["frame"]


def frame(request: HttpRequest) -> dict[str, object]:
    """The edition; the rest of the frame comes from Django's own processors."""
    return {"edition": getattr(request, "edition", "standard")}

"""The town, for the page frame."""

from __future__ import annotations

from django.http import HttpRequest

from wenming.organisation.models import Town

__all__ = ["town"]


def town(request: HttpRequest) -> dict[str, object]:
    """The town of this address, if there is one, and whether its data is made up."""
    found: Town | None = getattr(request, "town", None)
    return {"town": found, "is_demo": bool(found and found.is_demo)}

"""The town, for the page frame."""

from __future__ import annotations

from django.http import HttpRequest

from wenming.organisation.models import Town

__all__ = ["town"]


def town(request: HttpRequest) -> dict[str, object]:
    """The town of this address, if there is one, and whether its data is made up."""
    found: Town | None = getattr(request, "town", None)
    return {"town": found, "is_demo": found.is_demo if found else _all_made_up}


def _all_made_up() -> bool:
    """Before a town is chosen: whether there is none but made-up ones."""
    return set(Town.objects.order_by().values_list("is_demo", flat=True).distinct()) == {True}

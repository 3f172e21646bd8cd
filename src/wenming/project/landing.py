"""Where one arrives after signing in: at work, or at one's own page."""

from __future__ import annotations

from typing import cast

from django.http import HttpRequest
from django.urls import get_script_prefix, reverse

from wenming.organisation.http import Request, desks
from wenming.organisation.permissions import is_insider

__all__ = ["landing"]


def landing(request: HttpRequest) -> str:
    """The desk of this town, or of the one where one holds a post; else one's own page.

    Who holds posts in several towns and signs in at none of them chooses from the list of towns.
    """
    inside = cast("Request", request)
    if inside.town is not None and is_insider(inside.user, inside.town):
        return reverse("desk:home")
    elsewhere = desks(inside.user)
    if len(elsewhere) == 1:
        return elsewhere[0][1]
    return get_script_prefix() if elsewhere and inside.town is None else reverse("accounts:mine")

"""Where one arrives after signing in: at work, or at one's own page."""

from __future__ import annotations

from typing import cast

from django.http import HttpRequest
from django.urls import reverse

from wenming.organisation.http import Request
from wenming.organisation.permissions import is_insider

__all__ = ["landing"]


def landing(request: HttpRequest) -> str:
    """The desk for whoever holds a post in this town, one's own page for everybody else."""
    inside = cast("Request", request)
    if inside.town is not None and is_insider(inside.user, inside.town):
        return reverse("desk:home")
    return reverse("accounts:mine")

"""What this package shows in pages of packages below: my page, the desk."""

from __future__ import annotations

from typing import cast

from django.http import HttpRequest

from wenming.accounts.models import User
from wenming.base.slots import Fill
from wenming.needs.queries import asked_by, asked_of, tally
from wenming.organisation.http import Request

__all__ = ["desk", "my"]


def my(request: HttpRequest, subject: object) -> Fill | None:
    """What I am asked to do, and what I asked for."""
    town, user = cast("Request", request).town, cast("User", subject)
    if town is None:
        return None
    context = {"asked_of": asked_of(user, town), "asked_by": asked_by(user, town)}
    return Fill("needs/parts/my.html", context) if any(context.values()) else None


def desk(request: HttpRequest, subject: object) -> Fill | None:
    """How many wait for an answer, how many too long, how many for somebody to go."""
    counted = tally(cast("User", subject), cast("Request", request).town)
    return Fill("needs/parts/desk.html", {"tally": counted}) if counted.any else None

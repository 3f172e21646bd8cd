"""A request as this package sees it. The town is known one storey above; here it has a number."""

from __future__ import annotations

from typing import Protocol, cast

from django.http import HttpRequest

from wenming.accounts.models import User

__all__ = ["Request", "town_of"]


class Request(HttpRequest):
    """Of somebody who is signed in."""

    user: User


class Town(Protocol):
    """As much of a town as sign-in needs."""

    pk: int
    is_demo: bool


def town_of(request: object) -> Town | None:
    """The town of the address, if there is one."""
    return cast("Town | None", getattr(request, "town", None))

"""A request after the middleware: who is there, in which town, in which edition."""

from __future__ import annotations

import re

from django.http import HttpRequest, QueryDict
from django.urls import get_script_prefix, reverse
from django_htmx.middleware import HtmxDetails

from wenming.accounts.models import User
from wenming.base import clock
from wenming.organisation.holding import held_by
from wenming.organisation.models import Town

__all__ = ["Request", "address", "desks", "sent"]

TOWN = re.compile(r"t/[-\w]+/$")


class Request(HttpRequest):
    """`user` is somebody; views open to all look at `is_authenticated` first."""

    user: User
    htmx: HtmxDetails
    town: Town
    edition: str


def sent(request: Request) -> QueryDict | None:
    """What was posted, be it nothing; None where a form is only looked at."""
    return request.POST if request.method == "POST" else None


def desks(user: User, without: Town | None = None) -> list[tuple[Town, str]]:
    """The towns in which this user holds a post today, each with the address of its desk."""
    towns = {held.town for held in held_by(user)} - {without.pk if without else 0}
    if not towns:
        return []
    here = TOWN.sub("", get_script_prefix())
    seen = Town.objects.seen_by(user, clock.today()).exclude(pk=without.pk if without else 0)
    return [(town, f"{here}t/{town.code}/desk/") for town in seen]


def address(town: Town, name: str, *args: object) -> str:
    """Where a page of this town is, for who reads of it on whichever page."""
    prefix = get_script_prefix()
    here = TOWN.sub("", prefix)
    return f"{here}t/{town.code}/{reverse(name, args=args).removeprefix(prefix)}"

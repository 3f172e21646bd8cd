"""What this package shows in pages of packages below and above: the way to groups, lists, the trend."""

from __future__ import annotations

from typing import cast

from django.db.models import Q
from django.http import HttpRequest

from wenming.base.slots import Fill
from wenming.groups.models import ServiceLine
from wenming.groups.permissions import may_sort
from wenming.groups.queries import LEAST_HOUSEHOLDS, now_published
from wenming.organisation.http import Request
from wenming.organisation.models import Town, Unit

__all__ = ["home", "needs_desk", "unit"]

MOST = 8


def needs_desk(request: HttpRequest, _subject: object) -> Fill:
    """Beside the list of needs."""
    inside = cast("Request", request)
    return Fill("groups/parts/needs_desk.html", {"sorting": may_sort(inside.user, inside.town)})


def home(_request: HttpRequest, subject: object) -> Fill | None:
    """On the front page, the lists of today."""
    found = now_published(cast("Town", subject))
    return Fill("groups/parts/home.html", {"lists": found}) if found else None


def unit(_request: HttpRequest, subject: object) -> Fill | None:
    """On a village's page, what is to be served there."""
    place = cast("Unit", subject)
    lists = now_published(place.town)
    lines = ServiceLine.objects.filter(list__in=lists, units=place, is_common=True)
    # Of a line for few it is not told where they live.
    told = lines.filter(Q(households__gte=LEAST_HOUSEHOLDS) | Q(needs__isnull=True)).distinct()
    found = list(told.select_related("list").order_by("list", "place")[:MOST])
    return Fill("groups/parts/unit.html", {"lines": found}) if found else None

"""What the interface reads: how a sent need stands, and what is public anyway."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, QuerySet

from wenming.activities.models import Activity, Shift
from wenming.activities.queries import activities_held
from wenming.base import clock
from wenming.exchange.models import Access, Sending
from wenming.needs.models import Service
from wenming.needs.plan import FOCUS, KINDS
from wenming.organisation.models import Town, Unit
from wenming.organisation.queries import choices
from wenming.volunteers.models import Team

__all__ = ["Figures", "Known", "activities", "figures", "known", "sent", "units"]


@dataclass(frozen=True, slots=True)
class Known:
    """What a sent need may name: units and words by their codes."""

    units: Mapping[str, Unit]
    kinds: frozenset[str]
    focus: frozenset[str]


@dataclass(frozen=True, slots=True)
class Figures:
    """Counts of one year of the town: nobody's record."""

    year: int
    activities: int
    services: int
    teams: int


def known(town: Town) -> Known:
    """Of the town today."""
    sites = Unit.objects.filter(town=town).on(clock.today()).sites().select_related("town")
    return Known(
        {unit.code: unit for unit in sites},
        frozenset(code for code, _word in choices(town, KINDS)),
        frozenset(code for code, _word in choices(town, FOCUS)),
    )


def sent(access: Access, number: str) -> Sending | None:
    """What this platform sent under this number."""
    rows = Sending.objects.from_platform(access.town, access.name).filter(number=number)
    return rows.select_related("need").first()


def units(town: Town) -> QuerySet[Unit]:
    """Those that exist today, in the tree's order."""
    return Unit.objects.filter(town=town).on(clock.today()).select_related("parent")


def activities(town: Town, since: date | None, unit: str) -> QuerySet[Activity]:
    """Announced or held, the latest first; drafts are not."""
    rows = Activity.objects.public().of(town).select_related("unit")
    rows = rows.filter(held_on__gte=since) if since else rows
    rows = rows.filter(unit__code=unit) if unit else rows
    shifts = Prefetch("shifts", queryset=Shift.objects.order_by("starts_at", "pk"))
    return rows.prefetch_related(shifts).order_by("-held_on", "-pk")


def figures(town: Town, year: int) -> Figures:
    """As many as can be looked up on the public pages."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    return Figures(
        year=year,
        activities=activities_held(town).filter(held_on__range=(first, last)).count(),
        services=Service.objects.filter(town=town, served_on__range=(first, last)).count(),
        teams=Team.objects.standing().of(town).in_force(last, last).count(),
    )

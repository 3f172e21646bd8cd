"""What was done in a year: each figure, and the very records that make it up.

A figure and its list are drawn from the same rows, so that the list never shows another number.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from django.db.models import Count, Max, Q, QuerySet, Sum

from wenming.activities.models import Activity
from wenming.engines.obligations.values import Span
from wenming.liaison.models import Visit
from wenming.organisation.models import Town, Unit

__all__ = [
    "Figures",
    "Held",
    "What",
    "active_units",
    "activities",
    "figures",
    "rows",
    "visits",
    "year_of",
]

AT_SITES = Q(unit__kind__in=Unit.SITES)


class What(StrEnum):
    """The lists behind the figures."""

    ACTIVITIES = "activities"
    UNITS = "units"
    VISITS = "visits"


@dataclass(frozen=True, slots=True)
class Figures:
    """A year's work in four numbers."""

    activities: int
    people: int
    units: int
    visits: int


@dataclass(frozen=True, slots=True)
class Held:
    """An activity in a list, with what is said under its name."""

    activity: Activity
    text: str


def year_of(day: date) -> Span:
    """The calendar year of the day."""
    return Span(day.replace(month=1, day=1), day.replace(month=12, day=31))


def figures(town: Town, span: Span, unit: Unit | None = None) -> Figures:
    """How much was done, by the town or by one unit of it."""
    held = activities(town, span, unit).aggregate(
        activities=Count("pk"),
        people=Sum("people", default=0),
        units=Count("unit", filter=AT_SITES, distinct=True),
    )
    return Figures(visits=visits(town, span, unit).count(), **held)


def activities(town: Town, span: Span, unit: Unit | None = None) -> QuerySet[Activity]:
    """Activities held, the latest first."""
    held = Activity.objects.held().of(town).within(span).order_by("-held_on", "-pk")
    return held.filter(unit=unit) if unit else held


def active_units(town: Town, span: Span) -> QuerySet[Unit, Any]:
    """Sites that held something, in the tree's order, with how often and when last."""
    held = activities(town, span).order_by().values("unit")
    counted = Q(
        activitys__held_on__range=(span.start, span.end), activitys__withdrawn_at__isnull=True
    )
    return (
        Unit.objects.filter(pk__in=held)
        .sites()
        .order_by("place", "pk")
        .annotate(number=Count("activitys", filter=counted))
        .annotate(last_on=Max("activitys__held_on", filter=counted))
        .values("code", "name", "name_en", "number", "last_on")
    )


def visits(town: Town, span: Span, unit: Unit | None = None) -> QuerySet[Visit]:
    """Visits on which a leader guided a unit on the spot, the latest first."""
    direct = Visit.objects.standing().of(town).filter(is_direct=True)
    made = direct.within(span).order_by("-visited_on", "-pk")
    return made.filter(unit=unit) if unit else made


def rows(what: What, town: Town, span: Span, unit: Unit | None) -> QuerySet[Any, Any]:
    """The records behind one figure. Sites are the town's; of one unit there is no such list."""
    if what is What.ACTIVITIES:
        return activities(town, span, unit).select_related("unit")
    if what is What.VISITS:
        return visits(town, span, unit).select_related("unit")
    return active_units(town, span)

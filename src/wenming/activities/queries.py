"""Reading activities and month plans: the public list, the current plan, the counts of a report."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet, Sum

from wenming.activities.models import Activity, MonthPlan
from wenming.base import clock
from wenming.engines.obligations.values import Span
from wenming.organisation.models import Town, Unit
from wenming.volunteers.models import Team

__all__ = [
    "Tally",
    "activities_held",
    "current_plan",
    "tallies",
    "teams_for",
]


def activities_held(town: Town) -> QuerySet[Activity]:
    """What may be seen of all: the town's activities that stand, the latest first."""
    return Activity.objects.held().of(town).order_by("-held_on", "-pk")


def current_plan(unit: Unit, day: date) -> MonthPlan | None:
    """The plan that hangs out for the month of this day, if one does."""
    return MonthPlan.objects.published().at(day).filter(unit=unit).first()


def teams_for(town: Town, unit: Unit | None) -> QuerySet[Team]:
    """Teams that may have held an activity: those of the unit, and those of the town as a whole."""
    teams = Team.objects.standing().of(town).select_related("unit")
    teams = teams.filter(Q(closed_on__isnull=True) | Q(closed_on__gte=clock.today()))
    if unit is not None:
        teams = teams.filter(Q(unit=unit) | Q(unit__kind=Unit.Kind.TOWN))
    return teams.order_by("unit__place", "shape", "name")


@dataclass(frozen=True, slots=True)
class Tally:
    """How many activities of one word, and how many people in all."""

    code: str
    activities: int
    people: int


def tallies(unit: Unit, span: Span, by: str) -> list[Tally]:
    """A unit's activities in the span, counted by `kind` or by `task`, the most first."""
    held = Activity.objects.held().filter(unit=unit).within(span)
    counted = held.order_by().values_list(by).annotate(n=Count("pk"), people=Sum("people"))
    rows = [Tally(code, number, people) for code, number, people in counted]
    return sorted(rows, key=lambda tally: (-tally.activities, tally.code))

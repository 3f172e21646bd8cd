"""A unit's month: what it has announced, and what it wrote down besides (4.1-c, 5.2-c)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from typing import Final

from django.db.models import QuerySet

from wenming.activities.gathering import month_of
from wenming.activities.models import Activity, MonthPlan, Shift
from wenming.organisation.models import Town, Unit
from wenming.plans.queries import document_of, plan_in_force
from wenming.plans.templatetags.plan_words import said

__all__ = ["Week", "announced_in", "by_week", "month_written", "shifts_in", "shifts_of", "theme_of"]

WRITTEN: Final = re.compile(r"((?:19|20)\d\d)-(0[1-9]|1[0-2])")


@dataclass(frozen=True, slots=True)
class Week:
    """One week of a month, from Monday, with what is on in it."""

    number: int
    first: date
    last: date
    shifts: Sequence[Shift]


def announced_in(unit: Unit, month: date) -> QuerySet[Activity]:
    """What the unit has announced for the month: the lines of its plan."""
    span = month_of(month)
    announced = Activity.objects.standing().filter(unit=unit, published_at__isnull=False)
    return announced.exclude(stage=Activity.Stage.CALLED_OFF).within(span).order_by("held_on", "pk")


def shifts_in(plan: MonthPlan) -> list[Shift]:
    """The shifts of what is announced for the plan's month, in the order of time."""
    return shifts_of(plan.unit, plan.month)


def shifts_of(unit: Unit, month: date) -> list[Shift]:
    """The shifts of what a unit has announced for a month."""
    announced = announced_in(unit, month)
    found = Shift.objects.filter(activity__in=announced).select_related("activity")
    return list(found.order_by("starts_at", "pk"))


def by_week(month: date, shifts: Iterable[Shift]) -> list[Week]:
    """Week by week; a week in which nothing is on is left out."""
    span = month_of(month)
    grouped = groupby(shifts, key=lambda shift: _monday(shift.day))
    return [
        Week(
            number=(monday - _monday(span.start)).days // 7 + 1,
            first=max(monday, span.start),
            last=min(monday + timedelta(days=6), span.end),
            shifts=list(found),
        )
        for monday, found in grouped
    ]


def month_written(text: str) -> date | None:
    """`2026-12` as its first day; nothing for anything else."""
    asked = WRITTEN.fullmatch(text)
    return date(int(asked[1]), int(asked[2]), 1) if asked else None


def theme_of(town: Town, month: date) -> str:
    """The theme that the town's plan gives the month, if it gives one."""
    plan = plan_in_force(town)
    themes = document_of(plan).calendar.themes if plan else ()
    written = f"{month:%Y-%m}"
    return next((said(theme) for theme in themes if theme.month == written), "")


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())

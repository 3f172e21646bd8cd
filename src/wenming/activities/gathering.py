"""The day of concentrated practice: when it is, as the plan says (5.2-a)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from itertools import accumulate
from typing import NamedTuple

from wenming.activities.models import Activity
from wenming.engines.obligations.periods import fixed_day
from wenming.engines.obligations.values import Span
from wenming.organisation.almanac import almanac
from wenming.organisation.models import Town
from wenming.plans.conversion import gathering_day
from wenming.plans.document import Document
from wenming.plans.queries import document_of, plan_in_force

__all__ = [
    "Meeting",
    "gathering_in",
    "last_gatherings",
    "month_of",
    "next_gathering",
    "on_the_day",
    "towns_gathering",
]

ONE_DAY = timedelta(days=1)


class Meeting(NamedTuple):
    """A gathering day, and the month to which it belongs (a moved day may fall outside)."""

    on: date
    month: date


def month_of(day: date) -> Span:
    """The month that holds this day."""
    start = day.replace(day=1)
    after = (start + timedelta(days=31)).replace(day=1)
    return Span(start, after - ONE_DAY)


def gathering_in(document: Document, month: date) -> Meeting | None:
    """The one of this month, moved as the plan says."""
    rule = gathering_day(document)
    if rule is None:
        return None
    span = month_of(month)
    known = almanac(month.year - 1, month.year + 1)
    return Meeting(fixed_day(rule, span, known), span.start)


def next_gathering(document: Document, today: date) -> Meeting | None:
    """The one that is today or comes next."""
    first = month_of(today).start - ONE_DAY
    months = accumulate(range(3), _month_after, initial=month_of(first).start)
    meetings = (gathering_in(document, month) for month in months)
    coming = [one for one in meetings if one is not None and one.on >= today]
    return min(coming, key=lambda one: one.on, default=None)


def towns_gathering(town: Town, day: date, month: date | None = None) -> Meeting | None:
    """The next one of a town with a plan that has any, or that of a month."""
    plan = plan_in_force(town)
    if plan is None:
        return None
    document = document_of(plan)
    return gathering_in(document, month) if month else next_gathering(document, day)


def last_gatherings(town: Town, before: date) -> Mapping[int, Activity]:
    """Unit → what it did on its last gathering day, of those within a year."""
    plan = plan_in_force(town)
    months = accumulate(range(12), _month_before, initial=before.replace(day=1))
    meetings = (gathering_in(document_of(plan), month) for month in months) if plan else ()
    days = {one.on for one in meetings if one is not None and one.on < before}
    found = Activity.objects.public().of(town).exclude(stage=Activity.Stage.CALLED_OFF)
    rows = found.filter(held_on__in=days).select_related("unit", "campaign")
    return {row.unit_id: row for row in rows.order_by("held_on", "pk")}


def on_the_day(town: Town, on: date) -> Mapping[int, Activity]:
    """Unit → what it has drafted or announced for this day."""
    found = Activity.objects.standing().of(town).filter(held_on=on)
    rows = found.exclude(stage=Activity.Stage.CALLED_OFF).select_related("unit")
    return {row.unit_id: row for row in rows.order_by("pk")}


def _month_before(month: date, _turn: int) -> date:
    return (month - ONE_DAY).replace(day=1)


def _month_after(month: date, _turn: int) -> date:
    return month_of(month).end + ONE_DAY

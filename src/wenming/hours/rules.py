"""What a town may set: how long one may object, what is a long day; numbers of its plan file.

`town: {numbers: {objection_days: 10}}`; what the plan does not say is as here.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date, timedelta
from typing import Final

from wenming.engines.obligations.values import Almanac
from wenming.organisation.almanac import almanac
from wenming.organisation.models import Town, Unit

__all__ = ["EARLY", "LATE", "LEARNING", "RECORD_WITHIN", "Rules", "due_on", "rules_of"]

# From how long before a shift, and until how long after it, one can sign in or out on the spot.
EARLY: Final = timedelta(hours=1)
LATE: Final = timedelta(hours=1)
# Taps that were made without network and arrive later than this after the shift prove less.
ARRIVES_WITHIN: Final = timedelta(days=3)
# Decree 67, article 11: the record is due so many working days after the activity.
RECORD_WITHIN: Final = 10
# Kinds of activity at which whoever attends is taught (3.3).
LEARNING: Final = frozenset({"training", "briefing"})


@dataclass(frozen=True, slots=True)
class Rules:
    """A town's own figures for hours."""

    objection_days: int = 7
    rating_days: int = 14
    long_day_hours: int = 8
    very_long_day_hours: int = 12
    travel_minutes: int = 20
    back_entries_a_month: int = 3
    same_confirmer_times: int = 10
    round_hours_times: int = 8


def rules_of(town: Town) -> Rules:
    """Those of the town's plan, else the common ones."""
    root = Unit.objects.filter(town=town, kind=Unit.Kind.TOWN).values_list("numbers", flat=True)
    told = root.first() or {}
    return Rules(**{f.name: int(told[f.name]) for f in fields(Rules) if f.name in told})


def due_on(held_on: date) -> date:
    """The last day on which the record of an activity is in time: ten working days after it."""
    days = almanac(held_on.year, held_on.year + 1)
    day, left = held_on, RECORD_WITHIN
    while left:
        day += timedelta(days=1)
        left -= _is_worked(day, days)
    return day


def _is_worked(day: date, days: Almanac) -> bool:
    if day.weekday() < 5:
        return day not in days.days_off
    return day in days.workdays

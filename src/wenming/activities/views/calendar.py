"""The calendar for everybody: by month and week, of the town, a unit, a team or a campaign."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from typing import Final

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.dateparse import parse_date

from wenming.activities import feeds
from wenming.activities.gathering import month_of
from wenming.activities.models import Campaign, Shift
from wenming.activities.months import month_written
from wenming.activities.queries import Scope, shifts_between
from wenming.base import clock
from wenming.engines.obligations.values import Span
from wenming.organisation.access import public
from wenming.organisation.http import Request
from wenming.organisation.models import Unit
from wenming.volunteers.models import Team

__all__ = ["calendar", "feed"]

# What a subscribed calendar holds: as far back, and as far ahead.
BACK, AHEAD = timedelta(days=31), timedelta(days=366)
WEEK: Final = timedelta(days=7)
# No number of a record has more figures.
LONGEST: Final = 18
ONE_DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Day:
    """One square of the month."""

    on: date
    shifts: Sequence[Shift]
    is_in_month: bool
    is_today: bool


@public
def calendar(request: Request) -> HttpResponse:
    """A month (`?month=2026-12`, and in it a `day`) or a week (`?week=2026-12-01`)."""
    scope, today = _scope(request), clock.today()
    week = _day(request, "week")
    if week is not None:
        monday = week - timedelta(days=week.weekday())
        span = Span(monday, monday + WEEK - ONE_DAY)
        days = _days(scope, span, today, month=None)
        shown = {"week": monday, "before": monday - WEEK, "after": monday + WEEK}
        context = {"scope": scope, "days": days, **shown, "last": span.end}
        return render(request, "activities/calendar_week.html", context)
    month = month_written(request.GET.get("month", "")) or today.replace(day=1)
    span = month_of(month)
    days = _days(scope, _whole_weeks(span), today, month=month)
    chosen = _day(request, "day") or _first_busy(days, today)
    context = {
        "scope": scope,
        "month": month,
        "before": month - ONE_DAY,
        "after": span.end + ONE_DAY,
        "weeks": [days[n : n + 7] for n in range(0, len(days), 7)],
        "chosen": next((day for day in days if day.on == chosen), None),
    }
    return render(request, "activities/calendar.html", context)


@public
def feed(request: Request) -> HttpResponse:
    """The same for a calendar that subscribes to it."""
    scope, today = _scope(request), clock.today()
    shifts = shifts_between(scope, Span(today - BACK, today + AHEAD), with_called_off=True)
    written = feeds.calendar(shifts, name=scope.name, link=_link(request))
    return HttpResponse(written, content_type=feeds.KIND)


def _scope(request: Request) -> Scope:
    """The town, or what the address names: `unit`, `team`, `campaign`."""
    town, asked = request.town, request.GET
    if code := asked.get("unit"):
        return Scope(town, unit=get_object_or_404(Unit.objects.filter(town=town), code=code))
    if number := _number(asked.get("team")):
        return Scope(town, team=get_object_or_404(Team.objects.standing().of(town), pk=number))
    if number := _number(asked.get("campaign")):
        found = get_object_or_404(Campaign.objects.standing().of(town), pk=number)
        return Scope(town, campaign=found)
    return Scope(town)


def _number(written: str | None) -> int:
    if written and not (written.isdecimal() and len(written) <= LONGEST):
        raise Http404
    return int(written) if written else 0


def _day(request: Request, name: str) -> date | None:
    """A day of the address; of what is no day there is no page."""
    written = request.GET.get(name, "")
    if not written:
        return None
    try:
        day = parse_date(written)
    except ValueError as error:
        raise Http404 from error
    if day is None or not 1900 < day.year < 2100:
        raise Http404
    return day


def _whole_weeks(span: Span) -> Span:
    end = span.end + timedelta(days=6 - span.end.weekday())
    return Span(span.start - timedelta(days=span.start.weekday()), end)


def _days(scope: Scope, span: Span, today: date, month: date | None) -> list[Day]:
    found = {
        day: list(shifts)
        for day, shifts in groupby(shifts_between(scope, span), key=lambda shift: shift.day)
    }
    days = (span.start + timedelta(days=n) for n in range((span.end - span.start).days + 1))
    return [
        Day(day, found.get(day, []), month in (None, day.replace(day=1)), day == today)
        for day in days
    ]


def _first_busy(days: Sequence[Day], today: date) -> date | None:
    """Where nobody chose a day: the next on which something is on."""
    busy = [day.on for day in days if day.shifts and day.is_in_month]
    return next((day for day in busy if day >= today), busy[0] if busy else None)


def _link(request: Request) -> Callable[[Shift], str]:
    def link(shift: Shift) -> str:
        page = reverse("activities_public:activity", args=[shift.activity_id])
        return request.build_absolute_uri(page)

    return link

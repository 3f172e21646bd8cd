"""Which period a day falls in, on which days of it a record counts, and the last day to hand it in.

A *span* is the period as it is named: this week, the third quarter, the month of a 5th. Its
*window* is the stretch of days on which a record counts: for most periods the whole span, for a
fixed day that day with its days before and after, and never outside the rule's own effect. A 5th
that moves to another day, even to one in the next month, still belongs to its month: the span
stays and the window moves.

Weeks are those of ISO 8601, from Monday; a year has 52 or 53 of them and a week across New Year is
one period.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable, Iterator
from datetime import date, timedelta

from .values import Almanac, Each, Every, Once, OnDay, Period, Rule, Shift, Span, Years

__all__ = ["days_in", "due", "is_workday", "previous", "span_at", "spans", "window"]

ONE_DAY = timedelta(days=1)
PLAIN = Almanac()  # no holidays: Monday to Friday are working days


def days_in(span: Span) -> int:
    """How many days a span has, both ends counted."""
    return (span.end - span.start).days + 1


def is_workday(day: date, almanac: Almanac) -> bool:
    """Whether people work on that day: the almanac first, Monday to Friday otherwise."""
    if day in almanac.workdays:
        return True
    return day not in almanac.days_off and day.weekday() < 5


def span_at(rule: Rule, day: date, almanac: Almanac = PLAIN) -> Span | None:
    """The period of the rule that holds the day; None where the rule asks for nothing in it.

    What is owed once is shown from the rule's start on and also after its date, for as long as
    the rule is in effect: an overdue duty does not go away.
    """
    found = _span_holding(rule, rule.period, day)
    return found if found and window(rule, found, almanac) else None


def spans(rule: Rule, since: date, until: date, almanac: Almanac = PLAIN) -> tuple[Span, ...]:
    """Every period of the rule from the one that holds `since` to the one that holds `until`."""
    return tuple(span for span in _spans(rule, since, until) if window(rule, span, almanac))


def previous(rule: Rule, span: Span, almanac: Almanac) -> Span | None:
    """The period before this one; None for the first, and for what is owed once."""
    if isinstance(rule.period, Once) or span.start == date.min:
        return None
    return span_at(rule, span.start - ONE_DAY, almanac)


def window(rule: Rule, span: Span, almanac: Almanac = PLAIN) -> Span | None:
    """The days of the span on which a record counts; None where the rule is not in effect."""
    if isinstance(rule.period, OnDay):
        return _window_around(rule, rule.period, span, almanac)
    return overlap(span, rule.start, rule.end)


def due(rule: Rule, span: Span, almanac: Almanac = PLAIN) -> date:
    """The last day on which a record about the span may be handed in: its window and the grace."""
    counting = window(rule, span, almanac) or span
    return counting.end + timedelta(days=rule.grace)


def overlap(span: Span, begins: date | None, ends: date | None) -> Span | None:
    """What of the span lies between two days that may be open."""
    start = span.start if begins is None else max(span.start, begins)
    end = span.end if ends is None else min(span.end, ends)
    if start > end:
        return None
    return span if (start, end) == (span.start, span.end) else Span(start, end)


def fixed_day(period: OnDay, span: Span, almanac: Almanac) -> date:
    """The day of that month on which it is to be, moved where the plan moves it."""
    day = span.start.replace(day=min(period.day, span.end.day))
    step = {Shift.STAY: 0, Shift.NEXT: 1, Shift.PREVIOUS: -1}[period.shift]
    while step and not is_workday(day, almanac):
        day += timedelta(days=step)
    return day


def _window_around(rule: Rule, period: OnDay, span: Span, almanac: Almanac) -> Span | None:
    day = fixed_day(period, span, almanac)
    if overlap(Span(day, day), rule.start, rule.end) is None:
        return None
    around = Span(day - timedelta(days=period.before), day + timedelta(days=period.after))
    return overlap(around, rule.start, rule.end)


def _spans(rule: Rule, since: date, until: date) -> Iterator[Span]:
    day = since
    if isinstance(rule.period, Years):
        day = max(since, date(rule.period.first, 1, 1))
    if isinstance(rule.period, Once) and rule.start:
        day = max(since, min(rule.start, rule.period.by))
    found = _span_holding(rule, rule.period, day) if day <= until else None
    while found and found.start <= until:
        yield found
        found = _span_after(rule, found)


def _span_after(rule: Rule, span: Span) -> Span | None:
    if isinstance(rule.period, Once):
        return None
    return _span_holding(rule, rule.period, span.end + ONE_DAY)


def _span_holding(rule: Rule, period: Period, day: date) -> Span | None:
    match period:
        case Each():
            return _HOLDING[period.every](day)
        case OnDay():
            return _months(1)(day)
        case Years():
            return _term_of_years(period, day)
    start = min(rule.start or date.min, period.by)
    expired = rule.end is not None and day > max(rule.end, period.by)
    return None if day < start or expired else Span(start, period.by)


def _term_of_years(period: Years, day: date) -> Span | None:
    if day.year < period.first:
        return None
    first = day.year - (day.year - period.first) % period.count
    return Span(date(first, 1, 1), date(first + period.count - 1, 12, 31))


def _day(day: date) -> Span:
    return Span(day, day)


def _week(day: date) -> Span:
    monday = day - timedelta(days=day.weekday())
    return Span(monday, monday + timedelta(days=6))


def _half_month(day: date) -> Span:
    if day.day <= 15:
        return Span(day.replace(day=1), day.replace(day=15))
    return Span(day.replace(day=16), _month_end(day.year, day.month))


def _months(size: int) -> Callable[[date], Span]:
    def holding(day: date) -> Span:
        first = (day.month - 1) // size * size + 1
        return Span(date(day.year, first, 1), _month_end(day.year, first + size - 1))

    return holding


def _month_end(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])


_HOLDING: dict[Every, Callable[[date], Span]] = {
    Every.DAY: _day,
    Every.WEEK: _week,
    Every.HALF_MONTH: _half_month,
    Every.MONTH: _months(1),
    Every.TWO_MONTHS: _months(2),
    Every.QUARTER: _months(3),
    Every.HALF_YEAR: _months(6),
    Every.YEAR: _months(12),
}

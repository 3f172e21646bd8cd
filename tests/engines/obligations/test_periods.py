"""Which period a day is in: leap years, week 53, fixed days that move."""

from __future__ import annotations

from datetime import date

import pytest

from tests.engines.obligations.world import MONTHLY, WEEKLY, a_rule, day, span
from wenming.engines.obligations import (
    Almanac,
    Each,
    Every,
    Once,
    OnDay,
    Period,
    Shift,
    Span,
    Years,
    days_in,
    due,
    is_workday,
    span_at,
    spans,
    window,
)


@pytest.mark.parametrize(
    ("every", "on", "start", "end"),
    [
        (Every.DAY, "2028-02-29", "2028-02-29", "2028-02-29"),
        (Every.WEEK, "2027-01-02", "2026-12-28", "2027-01-03"),  # week 53 of 2026
        (Every.WEEK, "2027-01-04", "2027-01-04", "2027-01-10"),
        (Every.HALF_MONTH, "2026-02-15", "2026-02-01", "2026-02-15"),
        (Every.HALF_MONTH, "2028-02-16", "2028-02-16", "2028-02-29"),
        (Every.MONTH, "2100-02-01", "2100-02-01", "2100-02-28"),  # a century is no leap year
        (Every.TWO_MONTHS, "2026-12-31", "2026-11-01", "2026-12-31"),
        (Every.QUARTER, "2026-05-31", "2026-04-01", "2026-06-30"),
        (Every.HALF_YEAR, "2026-07-01", "2026-07-01", "2026-12-31"),
        (Every.YEAR, "2028-12-31", "2028-01-01", "2028-12-31"),
    ],
)
def test_a_day_is_in_the_period_of_the_calendar(
    every: Every, on: str, start: str, end: str
) -> None:
    assert span_at(a_rule(period=Each(every)), day(on)) == span(start, end)


def test_a_leap_year_has_366_days_and_2026_53_weeks() -> None:
    assert days_in(span("2028-01-01", "2028-12-31")) == 366
    weeks = spans(a_rule(period=WEEKLY), day("2026-01-01"), day("2026-12-31"))
    assert len(weeks) == 53
    assert weeks[0] == span("2025-12-29", "2026-01-04")
    assert weeks[-1] == span("2026-12-28", "2027-01-03")


def test_terms_of_years_are_counted_from_the_first() -> None:
    rule = a_rule(period=Years(3, first=2022))
    assert span_at(rule, day("2026-06-01")) == span("2025-01-01", "2027-12-31")
    assert span_at(rule, day("2021-12-31")) is None
    assert spans(rule, day("2020-01-01"), day("2025-01-01")) == (
        span("2022-01-01", "2024-12-31"),
        span("2025-01-01", "2027-12-31"),
    )


def test_what_is_owed_once_stays_visible_after_its_date_while_the_rule_is_in_effect() -> None:
    rule = a_rule(period=Once(day("2026-06-30")), start=day("2026-01-01"), end=day("2026-12-31"))
    wanted = span("2026-01-01", "2026-06-30")
    assert span_at(rule, day("2025-12-31")) is None
    assert span_at(rule, day("2026-03-01")) == wanted
    assert span_at(rule, day("2026-11-01")) == wanted
    assert span_at(rule, day("2027-01-01")) is None
    assert spans(rule, day("2026-02-01"), day("2026-11-01")) == (wanted,)
    assert spans(rule, day("2025-02-01"), day("2025-11-01")) == ()


def test_what_is_owed_once_by_a_rule_without_start_is_owed_from_the_beginning() -> None:
    assert span_at(a_rule(period=Once(day("2026-06-30"))), day("2026-01-01")) == Span(
        date.min, day("2026-06-30")
    )


@pytest.mark.parametrize(
    ("period", "month", "on"),
    [
        (OnDay(5), "2026-09", "2026-09-05"),  # a Saturday
        (OnDay(5, Shift.NEXT), "2026-09", "2026-09-07"),
        (OnDay(5, Shift.PREVIOUS), "2026-09", "2026-09-04"),
        (OnDay(31), "2026-02", "2026-02-28"),
        (OnDay(30), "2028-02", "2028-02-29"),
        (OnDay(31, Shift.NEXT), "2026-10", "2026-11-02"),  # into the next month
        (OnDay(1, Shift.PREVIOUS), "2026-11", "2026-10-30"),  # into the month before
    ],
)
@pytest.mark.clause("5.2-a")
def test_a_fixed_day_moves_and_still_belongs_to_its_month(
    period: Period, month: str, on: str
) -> None:
    rule = a_rule(period=period)
    found = span_at(rule, day(f"{month}-01"))
    assert found is not None
    assert found.start == day(f"{month}-01")
    assert window(rule, found) == span(on, on)
    assert due(rule, found) == day(on)


@pytest.mark.clause("5.2-a")
def test_the_almanac_says_which_days_are_worked() -> None:
    almanac = Almanac(frozenset({day("2026-10-05")}), frozenset({day("2026-10-10")}))
    assert day("2026-10-05") not in span("2026-10-06", "2026-10-07")
    assert day("2026-10-07") in span("2026-10-06", "2026-10-07")
    assert not is_workday(day("2026-10-05"), almanac)  # a Monday of the holiday week
    assert is_workday(day("2026-10-10"), almanac)  # a Saturday that is worked
    rule = a_rule(period=OnDay(5, Shift.NEXT))
    assert window(rule, span("2026-10-01", "2026-10-31"), almanac) == span(
        "2026-10-06", "2026-10-06"
    )


def test_days_before_and_after_count_but_not_outside_the_rule() -> None:
    rule = a_rule(period=OnDay(5, before=3, after=2), start=day("2026-09-04"), grace=1)
    september = span("2026-09-01", "2026-09-30")
    assert window(rule, september) == span("2026-09-04", "2026-09-07")
    assert due(rule, september) == day("2026-09-08")
    assert span_at(rule, day("2026-08-20")) is None


def test_a_rule_asks_for_nothing_outside_its_effect() -> None:
    rule = a_rule(period=MONTHLY, start=day("2026-03-15"), end=day("2026-04-10"))
    assert spans(rule, day("2026-01-01"), day("2026-12-31")) == (
        span("2026-03-01", "2026-03-31"),
        span("2026-04-01", "2026-04-30"),
    )
    assert window(rule, span("2026-03-01", "2026-03-31")) == span("2026-03-15", "2026-03-31")
    assert due(rule, span("2026-01-01", "2026-01-31")) == day("2026-01-31")


def test_there_is_no_period_from_a_later_day_to_an_earlier() -> None:
    assert spans(a_rule(), day("2026-02-01"), day("2026-01-01")) == ()

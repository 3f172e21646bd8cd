"""Which days are days off: China's public holidays and the week-ends worked in exchange.

The State Council announces them year by year; `chinesecalendar` knows the years announced. For a
year not yet announced only Saturdays and Sundays are days off.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache

import chinese_calendar

from wenming.engines.obligations.values import Almanac

__all__ = ["almanac", "workday_after"]

SATURDAY = 5


def almanac(first: int, last: int) -> Almanac:
    """Days off and working week-ends from 1 January of `first` to 31 December of `last`."""
    years = [_year(year) for year in range(first, last + 1)]
    return Almanac(
        days_off=frozenset().union(*(known.days_off for known in years)),
        workdays=frozenset().union(*(known.workdays for known in years)),
    )


def workday_after(day: date, number: int) -> date:
    """The `number`th working day after `day`."""
    known, found = almanac(day.year, day.year + 1), day
    while number:
        found += timedelta(days=1)
        is_off = found.weekday() >= SATURDAY or found in known.days_off
        number -= found in known.workdays or not is_off
    return found


@lru_cache(maxsize=64)
def _year(year: int) -> Almanac:
    days = [date(year, 1, 1) + timedelta(days=n) for n in range(366)]
    days = [day for day in days if day.year == year]
    try:
        off = frozenset(day for day in days if chinese_calendar.is_holiday(day))
    except NotImplementedError:
        return Almanac()
    return Almanac(
        days_off=frozenset(day for day in off if day.weekday() < SATURDAY),
        workdays=frozenset(day for day in days if day.weekday() >= SATURDAY and day not in off),
    )

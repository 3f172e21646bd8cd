"""The stretch of time that is lived: from New Year of last year to yesterday evening."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

from django.conf import settings

__all__ = ["Stretch", "dice", "moment"]

DAY = timedelta(days=1)


def dice(*of: object) -> Random:
    """Chance that falls the same way each time for the same words."""
    return Random("/".join(map(str, of)))  # noqa: S311  (a made-up year, no secret)


def moment(day: date, hour: int, minute: int = 0) -> datetime:
    """A moment of the town's day."""
    return datetime.combine(day, time(hour, minute), ZoneInfo(settings.TIME_ZONE))


@dataclass(frozen=True, slots=True)
class Stretch:
    """The days of a made-up year as seen from `today`, whose own deeds nobody has entered yet.

    What a year asks for only a few times (services of a corps, visits) is there from `first`, so
    that forecasts know a whole year before this one; everyday work from `busy`.
    """

    today: date

    @property
    def first(self) -> date:
        return date(self.today.year - 1, 1, 1)

    @property
    def busy(self) -> date:
        """Last year's fourth quarter at the latest, and twelve months at least."""
        year_ago = date(self.today.year - 1, self.today.month, 1)
        return min(year_ago, date(self.today.year - 1, 10, 1))

    @property
    def last(self) -> date:
        return self.today - DAY

    def latest(self, month: int, day: int) -> date:
        """The last time that this day of the year came."""
        this_year = date(self.today.year, month, day)
        return this_year if this_year <= self.last else date(self.today.year - 1, month, day)

    def mondays(self) -> Iterator[date]:
        """Of every busy week."""
        monday = self.busy - self.busy.weekday() * DAY
        while monday <= self.last:
            yield monday
            monday += 7 * DAY

    def months(self) -> Iterator[date]:
        """The first day of every busy month, and of the one to come."""
        month = self.busy
        while month <= self.last + 31 * DAY:
            yield month
            month = (month + 31 * DAY).replace(day=1)

    def spread(self, times: int, chance: Random, *, slack: int = 9) -> Iterator[date]:
        """So many days in each of the two years, about evenly."""
        for year in (self.first.year, self.today.year):
            for turn in range(times):
                on = int((turn + 0.5) / times * 365) + chance.randint(-slack, slack)
                yield date(year, 1, 1) + DAY * max(0, min(on, 364))

"""The town's time, the only one there is: `now`, `today`, and `at` for those who tell it afterwards.

A day is a day of the town. Nothing else in the project asks the machine for the time, so that a
year of made-up activity and a test at midnight go through the very same actions.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime
from functools import lru_cache

from django.utils import timezone

__all__ = ["at", "left_open", "now", "today"]

_told: ContextVar[datetime | None] = ContextVar("told", default=None)
_open: ContextVar[tuple[datetime, date] | None] = ContextVar("open", default=None)


def now() -> datetime:
    """The moment, aware, in UTC."""
    if opened := _open.get():
        return opened[0]
    return _told.get() or timezone.now()


def today() -> date:
    """The day of the town."""
    if opened := _open.get():
        return opened[1]
    told = _told.get()
    return _day_of(told) if told else timezone.localdate(timezone.now())


@lru_cache(maxsize=1)
def _day_of(told: datetime) -> date:
    """A deed that is told afterwards asks many times on which day it is."""
    return timezone.localdate(told)


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    """Within, it is `moment` (aware)."""
    token = _told.set(moment)
    try:
        yield
    finally:
        _told.reset(token)


@contextmanager
def left_open(moment: datetime, day: date) -> Iterator[None]:
    """Within, stand-ins take the time's place: of a statement that is made before it is asked."""
    token = _open.set((moment, day))
    try:
        yield
    finally:
        _open.reset(token)

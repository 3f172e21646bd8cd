"""Quarters of the year."""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple

from wenming.engines.obligations.values import Span

__all__ = ["Quarter"]


class Quarter(NamedTuple):
    """One quarter of one year."""

    year: int
    number: int

    @classmethod
    def of(cls, day: date) -> Quarter:
        """The quarter that holds this day."""
        return cls(day.year, (day.month + 2) // 3)

    @property
    def before(self) -> Quarter:
        """The one before."""
        return Quarter.of(self.span.start - timedelta(days=1))

    @property
    def after(self) -> Quarter:
        """The next."""
        return Quarter.of(self.span.end + timedelta(days=1))

    @property
    def span(self) -> Span:
        """From its first day to its last."""
        last = date(self.year + self.number // 4, self.number % 4 * 3 + 1, 1) - timedelta(days=1)
        return Span(date(self.year, self.number * 3 - 2, 1), last)

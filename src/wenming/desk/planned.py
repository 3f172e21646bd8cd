"""What is announced and would meet a duty once it has been held, so that nobody plans it twice."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from wenming.activities.facts import planned
from wenming.activities.models import Activity
from wenming.base.models import cited
from wenming.engines.obligations import Rule, Selection, Span, Standing, window
from wenming.engines.obligations.records import Book
from wenming.organisation.almanac import almanac
from wenming.organisation.models import Town

__all__ = ["Arranged", "Planned"]


class Arranged(NamedTuple):
    """An announced activity."""

    pk: int
    title: str
    on: date


class Planned:
    """Everything that is announced from one day to another."""

    def __init__(self, town: Town, first: date, last: date) -> None:
        span = Span(first, max(first, last))
        self._almanac = almanac(first.year - 1, span.end.year + 1)
        self._book = Book(planned(town, span))
        announced = Activity.objects.announced().of(town).within(span)
        self._named = {
            cited(Activity, row[0]): Arranged(*row)
            for row in announced.values_list("pk", "title", "held_on")
        }

    def towards(self, rule: Rule, counted: Selection, standing: Standing) -> tuple[Arranged, ...]:
        """Of what a rule counts, what is announced for this subject on the days on which it does."""
        found = self._book.track(counted, standing.subject)
        days = window(rule, standing.span, self._almanac)
        if days is None:
            return ()
        cited_ones = (fact.evidence for fact in found.events if fact.on in days)
        return tuple(self._named[one] for one in dict.fromkeys(cited_ones) if one in self._named)

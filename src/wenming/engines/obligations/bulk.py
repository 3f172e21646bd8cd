"""The counts of a whole county in one pass over columns, with numpy.

For a recount of everything, a yearly report or a check of what was kept: events as columns of small
numbers go into one dense table of counters, a row for each subject and a column for each period
of each rule. It counts what `judge` counts, for rules that ask for a number of events of some
kinds, or for a sum, with one bound for all; others are refused.

The columns hold events only: lasting facts, tags, days of handing in, and subjects that begin or
end are the business of `judge`. A record is one row.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .measures import selections
from .periods import PLAIN, days_in, spans, window
from .records import kinds_of
from .values import Almanac, Count, Formula, Need, Part, Rule, Selection, Span, Sum

__all__ = ["Columns", "Counts", "NotInBulk", "full_count"]

CHUNK = 1 << 17  # events at a time: what they need stays in the cache
NO_COUNTER = -1
ONE = np.array(1, np.uint16)
WIDTHS = (np.uint8, np.uint16, np.uint64)
NO_LIMIT = 2**64 - 1
ROWS = 255  # subjects at a time: as many yeses as fit a byte

Slots = NDArray[np.int32]
Counters = NDArray[np.unsignedinteger[Any]]


class NotInBulk(ValueError):
    """A rule asks for more than counters can tell."""


@dataclass(frozen=True, slots=True)
class Columns:
    """Events by column: number of the subject, number of the kind, `date.toordinal()`, amount.

    Without amounts each event is one.
    """

    subject: NDArray[np.int32]
    kind: NDArray[np.int16]
    day: NDArray[np.int32]
    amount: NDArray[np.uint16] | None = None


@dataclass(frozen=True, slots=True)
class Counts:
    """How much each subject has, by rule and period.

    `table` has a row for each subject and a column for each of `columns`, in this order.
    """

    columns: tuple[tuple[Rule, Span], ...]
    table: Counters

    def met(self) -> NDArray[np.int64]:
        """How many subjects met each column's bound."""
        least, most = self._bounds()
        found = np.zeros(len(self.columns), np.int64)
        for start in range(0, len(self.table), ROWS):
            rows = self.table[start : start + ROWS]
            met = rows >= least
            if most is not None:
                met &= rows <= most
            found += np.add.reduce(met.view(np.uint8), axis=0, dtype=np.uint8)
        return found

    def active(self) -> int:
        """How many subjects and periods have anything at all."""
        return int(np.count_nonzero(self.table))

    def _bounds(self) -> tuple[Counters, Counters | None]:
        """The lower and the upper bounds; no upper ones if no rule has any."""
        needs = [_need(rule) for rule, _ in self.columns]
        least = self._as_counters([math.ceil(need.least or 0) for need in needs])
        if all(need.most is None for need in needs):
            return least, None
        return least, self._as_counters(
            [NO_LIMIT if need.most is None else math.floor(need.most) for need in needs]
        )

    def _as_counters(self, bounds: list[int]) -> Counters:
        """Bounds in the type of the counters if they fit it, which compares fastest."""
        fits = max(bounds, default=0) <= np.iinfo(self.table.dtype).max
        return np.array(bounds, self.table.dtype if fits else np.uint64)


def full_count(
    events: Columns,
    subjects: int,
    rules: Sequence[Rule],
    kinds: Sequence[str],
    within: Span,
    *,
    almanac: Almanac = PLAIN,
) -> Counts:
    """Count every rule in every period from the first day of `within` to its last.

    Events name their kind by its place in `kinds`; those outside `within` do not count.
    """
    columns: list[tuple[Rule, Span]] = []
    layers: list[_Layer] = []
    for rule in rules:
        layer = _layer_for(rule, layers, kinds, within)
        for span in spans(rule, within.start, within.end, almanac):
            layer.mark(len(columns), rule, kinds, window(rule, span, almanac) or span)
            columns.append((rule, span))
    width = len(columns) + 1
    counters = np.zeros(subjects * width, _wide_enough(events))
    tables = [(layer.is_sum, layer.table(len(columns))) for layer in layers]
    for start in range(0, len(events.subject), CHUNK):
        _add(counters, tables, _part(events, slice(start, start + CHUNK)), width, within)
    return Counts(tuple(columns), counters.reshape(subjects, width)[:, :-1])


class _Layer:
    """Rules that share no kind of event: for each kind and day the one counter to add to."""

    def __init__(self, is_sum: bool, kinds: int, within: Span) -> None:
        self.is_sum = is_sum
        self.taken: set[str] = set()
        self._first = within.start.toordinal()
        self._slots = np.full((kinds, days_in(within)), NO_COUNTER, np.int32)

    def has_room_for(self, rule: Rule) -> bool:
        return self.is_sum == isinstance(rule.measure, Sum) and self.taken.isdisjoint(_kinds(rule))

    def mark(self, column: int, rule: Rule, kinds: Sequence[str], days: Span) -> None:
        """Events of the rule's kinds on these days are of this column."""
        start = max(days.start.toordinal() - self._first, 0)
        stop = max(days.end.toordinal() - self._first + 1, 0)
        for number in (kinds.index(kind) for kind in _kinds(rule) if kind in kinds):
            if np.any(self._slots[number, start:stop] != NO_COUNTER):
                raise NotInBulk(f"{rule.id}: the days of its periods overlap")
            self._slots[number, start:stop] = column

    def table(self, for_nothing: int) -> Slots:
        """The counters by kind and day in a row; one more takes what counts for nothing."""
        return np.where(self._slots == NO_COUNTER, np.int32(for_nothing), self._slots).ravel()


def _layer_for(rule: Rule, layers: list[_Layer], kinds: Sequence[str], within: Span) -> _Layer:
    _need(rule)
    for layer in layers:
        if layer.has_room_for(rule):
            break
    else:
        layer = _Layer(isinstance(rule.measure, Sum), len(kinds), within)
        layers.append(layer)
    layer.taken |= _kinds(rule)
    return layer


def _add(
    counters: Counters,
    tables: Sequence[tuple[bool, Slots]],
    events: Columns,
    width: int,
    within: Span,
) -> None:
    length = days_in(within)
    days = events.day - np.int32(within.start.toordinal())
    inside = (days >= 0) & (days < length)
    if not inside.all():
        events, days = _part(events, inside), days[inside]
    places = events.kind * np.int32(length) + days
    rows = events.subject * np.int64(width)
    for is_sum, table in tables:
        of = events.amount if is_sum and events.amount is not None else ONE
        np.add.at(counters, rows + table.take(places), of.astype(counters.dtype, copy=False))


def _part(events: Columns, part: slice | NDArray[np.bool_]) -> Columns:
    amount = None if events.amount is None else events.amount[part]
    return Columns(events.subject[part], events.kind[part], events.day[part], amount)


def _wide_enough(events: Columns) -> np.dtype[np.unsignedinteger[Any]]:
    """The narrowest counter that the busiest subject cannot overflow."""
    busiest = np.bincount(events.subject).max(initial=0)
    if events.amount is not None:
        busiest = max(busiest, np.bincount(events.subject, events.amount).max(initial=0))
    return next(np.dtype(width) for width in WIDTHS if busiest <= np.iinfo(width).max)


def _kinds(rule: Rule) -> frozenset[str]:
    return frozenset(kind for of in selections(rule.measure) for kind in kinds_of(of))


def _need(rule: Rule) -> Need:
    """The one bound of a rule that counters can tell; others are refused."""
    least, most = rule.bound.least, rule.bound.most
    if not isinstance(rule.measure, Count | Sum) or _is_narrow(rule.measure.of):
        raise NotInBulk(f"{rule.id}: only plain numbers and sums of events are counted in bulk")
    if rule.own or rule.phases or rule.each_of or rule.part is not Part.FULL:
        raise NotInBulk(f"{rule.id}: its bound is not the same for all")
    if isinstance(least, Formula) or isinstance(most, Formula) or least is most is None:
        raise NotInBulk(f"{rule.id}: its bound is no number")
    return Need(least, most)


def _is_narrow(of: Selection) -> bool:
    return bool(of.where or of.also)

"""Signs of bought hours: what a person should look at. Pure: rows in, signs out; no verdict.

Each sign names its records. It rests upon them: with another record it is another sign.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from hashlib import sha256
from itertools import accumulate

from wenming.hours.rules import Rules

__all__ = ["Kind", "Served", "Sign", "signs"]


class Kind(StrEnum):
    """What is strange about the records."""

    OVERLAP = "overlap"
    TRAVEL = "travel"
    LONG_DAY = "long-day"
    VERY_LONG_DAY = "very-long-day"
    BACK_ENTRIES = "back-entries"
    SAME_CONFIRMER = "same-confirmer"
    OWN = "own"
    ROUND = "round"


@dataclass(frozen=True, slots=True)
class Served:
    """One presence as it was told."""

    pk: int
    user: int
    unit: int
    day: date
    came_at: datetime
    left_at: datetime
    minutes: int
    is_back_entry: bool
    confirmed_by: int | None


@dataclass(frozen=True, slots=True)
class Sign:
    """Something to look at, and the records that it rests upon."""

    kind: Kind
    user: int
    records: tuple[int, ...]
    number: int

    @property
    def key(self) -> str:
        """The same for the same records."""
        told = ",".join(map(str, self.records))
        return f"{self.kind}:{sha256(told.encode()).hexdigest()[:24]}"


def signs(served: Iterable[Served], rules: Rules) -> list[Sign]:
    """Everything that is strange, the latest first."""
    by_user: dict[int, list[Served]] = defaultdict(list)
    for one in sorted(served, key=lambda one: (one.came_at, one.pk)):
        by_user[one.user].append(one)
    found: list[Sign] = []
    for user, rows in by_user.items():
        found += (sign for finder in FINDERS for sign in finder(user, rows, rules))
    found += _back_entries(by_user, rules)
    return sorted(found, key=lambda sign: (-max(sign.records), sign.kind, sign.user))


def _overlaps(user: int, rows: Sequence[Served], _rules: Rules) -> Iterator[Sign]:
    """At two places at the same time; the later of them is not credited, but somebody said so."""
    for first, second in _pairs(rows):
        if second.came_at < first.left_at:
            shared = min(first.left_at, second.left_at) - second.came_at
            yield _sign(Kind.OVERLAP, user, (first, second), _minutes(shared))


def _travels(user: int, rows: Sequence[Served], rules: Rules) -> Iterator[Sign]:
    """From one village to another in less time than the way takes."""
    least = timedelta(minutes=rules.travel_minutes)
    for first, second in _pairs(rows):
        gap = second.came_at - first.left_at
        if first.unit != second.unit and timedelta(0) <= gap < least:
            yield _sign(Kind.TRAVEL, user, (first, second), _minutes(gap))


def _long_days(user: int, rows: Sequence[Served], rules: Rules) -> Iterator[Sign]:
    days: dict[date, list[Served]] = defaultdict(list)
    for one in rows:
        days[one.day].append(one)
    for served in days.values():
        hours = sum(one.minutes for one in served) / 60
        if hours > rules.very_long_day_hours:
            yield _sign(Kind.VERY_LONG_DAY, user, served, int(hours))
        elif hours > rules.long_day_hours:
            yield _sign(Kind.LONG_DAY, user, served, int(hours))


def _same_confirmer(user: int, rows: Sequence[Served], rules: Rules) -> Iterator[Sign]:
    """All of somebody's hours were confirmed by one and the same person."""
    told = Counter(one.confirmed_by for one in rows if one.confirmed_by)
    if len(told) == 1 and len(rows) >= rules.same_confirmer_times:
        yield _sign(Kind.SAME_CONFIRMER, user, rows, len(rows))


def _own(user: int, rows: Sequence[Served], _rules: Rules) -> Iterator[Sign]:
    """Somebody confirmed their own hours."""
    if mine := [one for one in rows if one.confirmed_by == user]:
        yield _sign(Kind.OWN, user, mine, len(mine))


def _round(user: int, rows: Sequence[Served], rules: Rules) -> Iterator[Sign]:
    """Nobody comes and goes on the full hour time and again."""
    full = [one for one in rows if not one.came_at.minute and not one.left_at.minute]
    if len(full) >= rules.round_hours_times:
        yield _sign(Kind.ROUND, user, full, len(full))


def _back_entries(by_user: dict[int, list[Served]], rules: Rules) -> Iterator[Sign]:
    """One person entered many hours afterwards for the same person within a month."""
    for user, rows in by_user.items():
        months: dict[tuple[int, int, int], list[Served]] = defaultdict(list)
        for one in rows:
            if one.is_back_entry and one.confirmed_by:
                months[one.confirmed_by, one.day.year, one.day.month].append(one)
        for many in months.values():
            if len(many) >= rules.back_entries_a_month:
                yield _sign(Kind.BACK_ENTRIES, user, many, len(many))


Finder = Callable[[int, Sequence[Served], Rules], Iterator[Sign]]
FINDERS: tuple[Finder, ...] = (_overlaps, _travels, _long_days, _same_confirmer, _own, _round)


def _pairs(rows: Sequence[Served]) -> Iterator[tuple[Served, Served]]:
    """Each with the one before it that lasted longest: a short one may lie within a long one."""
    return zip(accumulate(rows, _who_left_last), rows[1:], strict=False)


def _who_left_last(one: Served, other: Served) -> Served:
    return max(one, other, key=lambda row: row.left_at)


def _sign(kind: Kind, user: int, rows: Iterable[Served], number: int) -> Sign:
    return Sign(kind, user, tuple(sorted(one.pk for one in rows)), number)


def _minutes(stretch: timedelta) -> int:
    return stretch // timedelta(minutes=1)

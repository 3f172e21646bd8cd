"""How much the records of a term amount to, and what of it is still missing."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from .records import NOTHING, Book, Found, Track, by_day, found_in, kinds_of
from .terms import NotCountable, Term, need, owed_each, tidy
from .values import (
    Count,
    Covers,
    Distinct,
    Fact,
    Measure,
    Need,
    Ratio,
    Rule,
    Selection,
    Subject,
    Sum,
)

__all__ = ["Category", "Reading", "Tracks", "read", "selections", "tracks_of"]

ENOUGH = 1e-9  # less than this short is not short: sums of decimals are not exact


class Category(NamedTuple):
    """One of the values that must be reached: how often it was, and how much it is short."""

    value: str
    have: float
    short: float


class Tracks(NamedTuple):
    """Where a rule reads: the records it counts and, for a ratio of two, those of the whole."""

    part: Track
    whole: Track


class Reading(NamedTuple):
    """What the records say: how much there is, how much is owed, what is short or too much."""

    need: Need
    have: float
    owed: float
    missing: float
    is_exceeded: bool
    categories: tuple[Category, ...]
    found: Found

    @property
    def lacking(self) -> tuple[str, ...]:
        return tuple([one.value for one in self.categories if one.short > ENOUGH])

    @property
    def is_fulfilled(self) -> bool:
        return not self.missing and not self.is_exceeded


def selections(measure: Measure) -> tuple[Selection, ...]:
    """Every selection of facts that a measure reads."""
    if not isinstance(measure, Ratio):
        return (measure.of,)
    whole = () if isinstance(measure.whole, str) else (measure.whole.of,)
    return (measure.part.of, *whole)


def tracks_of(book: Book, rule: Rule, subject: str) -> Tracks:
    """The tracks that a rule reads for one subject."""
    tracks = [book.track(of, subject) for of in selections(rule.measure)]
    return Tracks(tracks[0], tracks[-1])


class Owing(NamedTuple):
    """What a subject owes in a term: in all, and in each category."""

    need: Need
    each: float


def owing(rule: Rule, subject: Subject, term: Term) -> Owing:
    """What the subject owes by the rule in the term."""
    return Owing(need(rule, subject, term), owed_each(rule, term))


def read(
    rule: Rule, subject: Subject, term: Term, tracks: Tracks, today: date, *, owed: Owing
) -> Reading:
    """How the subject's records stand against what it owes in the term.

    `missing` takes a record to fill one category: it is the total's shortfall or the sum of the
    categories', whichever is more.
    """
    found = found_in(tracks.part, term, rule.period, today)
    if type(rule.measure) is Count and rule.each_of is None:
        return _reading(owed, len(found.facts), (), found)
    have: float = amount(rule.measure, found.facts)
    categories = _categories(rule, owed, found.facts)
    if isinstance(rule.measure, Ratio):
        beside = found_in(tracks.whole, term, rule.period, today)
        whole = _whole(rule.measure, subject, beside)
        have, found = tidy(have / whole.amount), _joined(found, whole.found)
    return _reading(owed, have, categories, found)


def _reading(owed: Owing, have: float, categories: tuple[Category, ...], found: Found) -> Reading:
    least, most = owed.need.least or 0, owed.need.most
    missing, in_all = least - have, least
    if owed.each:
        missing = max(missing, math.fsum(one.short for one in categories))
        in_all = max(least, owed.each * len(categories))
    missing = tidy(missing) if missing > ENOUGH else 0
    exceeded = most is not None and have > most + ENOUGH
    return Reading(owed.need, have, in_all, missing, exceeded, categories, found)


def is_within(have: float, bound: Need) -> bool:
    """Whether an amount is neither too little nor too much."""
    return (bound.least or 0) - ENOUGH <= have and (
        bound.most is None or have <= bound.most + ENOUGH
    )


def amount(measure: Measure, facts: Sequence[Fact]) -> float:
    """What the records amount to; of a ratio, its part."""
    match measure:
        case Count():
            return len(facts)
        case Sum():
            return tidy(math.fsum(fact.numbers.get(measure.number, 0) for fact in facts))
        case Distinct():
            return len(_values(facts, measure.tag))
        case Covers():
            return len(_values(facts, measure.tag).intersection(measure.values))
    return amount(measure.part, facts)


class _Whole(NamedTuple):
    amount: float
    found: Found


def _whole(measure: Ratio, subject: Subject, found: Found) -> _Whole:
    """The denominator, by its name or by its records; none or nought cannot be divided by."""
    if not isinstance(measure.whole, str):
        whole, name = _Whole(amount(measure.whole, found.facts), found), kinds_of(measure.whole.of)
    elif measure.whole in subject.numbers:
        whole, name = _Whole(subject.numbers[measure.whole], NOTHING), (measure.whole,)
    else:
        raise NotCountable(f"no-attribute:{measure.whole}")
    if not whole.amount:
        raise NotCountable(f"zero-denominator:{'+'.join(name)}")
    return whole


def _joined(part: Found, whole: Found) -> Found:
    """The part's records and the whole's, each once, by day."""
    every = {fact.evidence: fact for fact in (*whole.facts, *part.facts)}
    facts = sorted(every.values(), key=by_day)
    late = dict.fromkeys((*part.late, *whole.late))
    return Found(
        facts,
        tuple(fact.evidence for fact in facts),
        tuple(name for name in late if name not in every),
        part.is_stock or whole.is_stock,
    )


def _categories(rule: Rule, owed: Owing, facts: Sequence[Fact]) -> tuple[Category, ...]:
    """The values with a minimum of their own, or those that a rule covers."""
    if rule.each_of:
        tag, values = rule.each_of.tag, rule.each_of.values
        counting: Measure = rule.measure
        least = owed.each
    elif isinstance(rule.measure, Covers):
        tag, values = rule.measure.tag, rule.measure.values
        counting, least = Count(rule.measure.of), 1
    else:
        return ()
    return tuple(
        _category(value, amount(counting, _tagged(facts, tag, value)), least)
        for value in dict.fromkeys(values)
    )


def _category(value: str, have: float, least: float) -> Category:
    return Category(value, have, max(least - have, 0))


def _tagged(facts: Iterable[Fact], tag: str, value: str) -> list[Fact]:
    return [fact for fact in facts if value in fact.tags.get(tag, ())]


def _values(facts: Iterable[Fact], tag: str) -> set[str]:
    return {value for fact in facts for value in fact.tags.get(tag, ())}

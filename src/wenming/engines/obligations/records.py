"""Facts laid out by kind, subject and day, so that a period's records are found by bisection.

A record counts once in a period, however many facts name it: facts of the same record are merged,
with all their tags and the greatest of each of their numbers.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from operator import attrgetter
from typing import NamedTuple

from .periods import ONE_DAY
from .terms import Term
from .values import Fact, Once, Period, Selection, Span

by_day = attrgetter("on", "evidence")

__all__ = [
    "NOTHING",
    "Book",
    "Found",
    "Track",
    "alternatives",
    "by_day",
    "found_in",
    "kinds_of",
    "matches",
    "onsets",
    "stretch",
]


class Book:
    """All facts by kind and subject; a record's facts can be replaced."""

    def __init__(self, facts: Iterable[Fact] = ()) -> None:
        self._shelves: defaultdict[tuple[str, str], list[Fact]] = defaultdict(list)
        self._records: defaultdict[str, list[Fact]] = defaultdict(list)
        self._tracks: defaultdict[str, dict[object, Track]] = defaultdict(dict)
        for fact in facts:
            self._add(fact)

    def track(self, of: Selection, subject: str) -> Track:
        """Everything a selection takes from the book for one subject, kept for the next rule."""
        known, asked = self._tracks[subject], tuple(map(_key, alternatives(of)))
        if asked not in known:
            found = [fact for one in alternatives(of) for fact in self._taken(one, subject)]
            known[asked] = _laid_out(_each_once(found) if of.also else found)
        return known[asked]

    def _taken(self, of: Selection, subject: str) -> Iterable[Fact]:
        """What one of a selection's alternatives takes."""
        for kind in dict.fromkeys(of.kinds):
            for fact in self._shelves.get((kind, subject), ()):
                if not of.where or matches(fact.tags, of.where):
                    yield fact

    def put(self, evidence: str, facts: Sequence[Fact]) -> set[tuple[str, str]]:
        """Replace the facts of a record; answers which kinds and subjects it touched."""
        before = self._records.pop(evidence, [])
        touched = {place for fact in (*before, *facts) for place in _places(fact)}
        for place in touched:
            self._tracks.pop(place[1], None)
            self._shelves[place] = [
                fact for fact in self._shelves[place] if fact.evidence != evidence
            ]
        for fact in facts:
            self._add(fact)
        return touched

    def _add(self, fact: Fact) -> None:
        self._records[fact.evidence].append(fact)
        for place in _places(fact):
            self._shelves[place].append(fact)


class Track(NamedTuple):
    """What one selection finds about one subject: events by day, and lasting facts.

    On a *plain* track every fact is an event of its own record and handed in on its day, so that
    a stretch of it is the answer as it stands.
    """

    events: tuple[Fact, ...]
    days: tuple[date, ...]
    names: tuple[str, ...]
    lasting: tuple[Fact, ...]
    plain: bool


class Found(NamedTuple):
    """The records that count in a term, merged, by day; and those that came too late."""

    facts: Sequence[Fact]
    evidence: tuple[str, ...]
    late: tuple[str, ...]
    is_stock: bool


NOTHING = Found((), (), (), False)


def alternatives(of: Selection) -> tuple[Selection, ...]:
    """A selection and those that count beside it, each with its own conditions."""
    return (of, *of.also)


def kinds_of(of: Selection) -> tuple[str, ...]:
    """Every kind that a selection counts."""
    return tuple(kind for one in alternatives(of) for kind in one.kinds)


def _key(of: Selection) -> tuple[tuple[str, ...], frozenset[tuple[str, frozenset[str]]]]:
    return of.kinds, frozenset(of.where.items())


def _each_once(facts: Iterable[Fact]) -> list[Fact]:
    """A fact that fits several alternatives is still one fact."""
    return list({id(fact): fact for fact in facts}.values())


def _laid_out(facts: list[Fact]) -> Track:
    facts.sort(key=by_day)
    events = tuple([fact for fact in facts if not fact.lasting])
    names = tuple([fact.evidence for fact in events])
    alone = len(events) == len(facts) == len(set(names))
    plain = alone and all(fact.done is None for fact in events)
    lasting = tuple(fact for fact in facts if fact.lasting)
    return Track(events, tuple([fact.on for fact in events]), names, lasting, plain)


def found_in(track: Track, term: Term, period: Period, today: date) -> Found:
    """What counts in the term as it is known today.

    An event counts if its day is in the window and it was handed in by the due day; a lasting
    fact if it is in force on the window's last day that is not after today. What is owed once and
    done after its day is late, too.
    """
    once = isinstance(period, Once)
    if not track.plain or once:
        return _sifted(track, term, today, date.max if once else term.window.end)
    low = bisect_left(track.days, term.window.start)
    last = term.window.end if term.window.end < today else today
    high = bisect_right(track.days, last, low)
    return Found(track.events[low:high], track.names[low:high], (), False)


def stretch(track: Track, span: Span) -> tuple[str, ...]:
    """The records of a plain track on the days of a span, all of them past."""
    low = bisect_left(track.days, span.start)
    return track.names[low : bisect_right(track.days, span.end, low)]


def onsets(track: Track, span: Span, until: date) -> Sequence[Fact]:
    """The records that began in a span before the day `until`, each once: its pace."""
    last = min(span.end, until - ONE_DAY)
    low = bisect_left(track.days, span.start)
    high = bisect_right(track.days, last, low)
    if track.plain:
        return track.events[low:high]
    lasting = [fact for fact in track.lasting if span.start <= fact.on <= last]
    return list({fact.evidence: fact for fact in (*track.events[low:high], *lasting)}.values())


def _sifted(track: Track, term: Term, today: date, last: date) -> Found:
    low = bisect_left(track.days, term.window.start)
    high = bisect_right(track.days, last, low)
    standing = min(term.window.end, today)
    known = [
        fact
        for fact in (*track.events[low:high], *_in_force(track.lasting, term, standing))
        if _handed_in(fact) <= today
    ]
    if not known:
        return NOTHING
    counting = [fact for fact in known if not _is_late(fact, term)]
    merged = sorted(_merged(counting).values(), key=by_day)
    evidence = tuple([fact.evidence for fact in merged])
    return Found(
        merged,
        evidence,
        () if len(known) == len(counting) else _late(known, frozenset(evidence)),
        any(fact.lasting for fact in counting),
    )


def _late(known: Iterable[Fact], counted: Collection[str]) -> tuple[str, ...]:
    """The records of which nothing counts, each once, by day."""
    names = dict.fromkeys(fact.evidence for fact in sorted(known, key=by_day))
    return tuple(name for name in names if name not in counted)


def _in_force(lasting: Sequence[Fact], term: Term, day: date) -> list[Fact]:
    if not lasting or day < term.window.start:
        return []
    return [fact for fact in lasting if fact.on <= day <= (fact.until or date.max)]


def _handed_in(fact: Fact) -> date:
    return fact.done or fact.on


def _is_late(fact: Fact, term: Term) -> bool:
    about_later_days = not fact.lasting and fact.on > term.window.end
    return about_later_days or _handed_in(fact) > term.due


def _merged(facts: Iterable[Fact]) -> dict[str, Fact]:
    records: dict[str, Fact] = {}
    for fact in facts:
        known = records.get(fact.evidence)
        records[fact.evidence] = _together(known, fact) if known else fact
    return records


def _together(first: Fact, second: Fact) -> Fact:
    numbers = {
        name: max(fact.numbers[name] for fact in (first, second) if name in fact.numbers)
        for name in {**first.numbers, **second.numbers}
    }
    tags = {
        tag: first.tags.get(tag, frozenset()) | second.tags.get(tag, frozenset())
        for tag in {**first.tags, **second.tags}
    }
    return replace(min(first, second, key=by_day), numbers=numbers, tags=tags)


def matches(tags: Mapping[str, frozenset[str]], where: Mapping[str, frozenset[str]]) -> bool:
    """Whether for each tag asked for one of the values allowed is there."""
    return all(not allowed.isdisjoint(tags.get(tag, ())) for tag, allowed in where.items())


def _places(fact: Fact) -> Iterable[tuple[str, str]]:
    return [(fact.kind, subject) for subject in dict.fromkeys(fact.subjects)]

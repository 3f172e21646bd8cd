"""One subject under one rule: its terms, its records, and its history."""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence
from datetime import date, timedelta

from .measures import Owing, Reading, Tracks, is_within, owing, read, tracks_of
from .outlook import EARLIER_PERIODS, Model, Tally
from .periods import ONE_DAY, days_in, overlap, previous
from .records import Book, onsets, stretch
from .terms import NotCountable, Term, for_subject, of_rule
from .values import Almanac, Count, Distinct, Fact, Once, Rule, Span, Subject, Sum

__all__ = ["Calendar", "Case"]

YEAR = timedelta(days=365)


class Calendar:
    """The terms of a rule by span, each worked out once for all subjects."""

    def __init__(self, rule: Rule, almanac: Almanac) -> None:
        self.rule = rule
        self.almanac = almanac
        self._terms: dict[Span, Term | None] = {}
        self._earlier: dict[Span, tuple[Term, ...]] = {}

    def term(self, span: Span) -> Term | None:
        if span not in self._terms:
            self._terms[span] = of_rule(self.rule, span, self.almanac)
        return self._terms[span]

    def earlier(self, span: Span) -> tuple[Term, ...]:
        """The terms of the periods before this one, the last first, as many as a habit needs."""
        if span not in self._earlier:
            self._earlier[span] = tuple(self._backwards(span))
        return self._earlier[span]

    def _backwards(self, span: Span) -> list[Term]:
        found: list[Term] = []
        before = previous(self.rule, span, self.almanac)
        while before and len(found) < EARLIER_PERIODS:
            term = self.term(before)
            assert term is not None  # a period that exists is in effect
            found.append(term)
            before = previous(self.rule, before, self.almanac)
        return found


class Case:
    """One subject under one rule, with the tracks of its facts."""

    def __init__(self, calendar: Calendar, subject: Subject, book: Book) -> None:
        self.calendar = calendar
        self.rule = calendar.rule
        self.subject = subject
        self._usual: Owing | None = None
        self.reload(book)

    def reload(self, book: Book) -> None:
        """Read the subject's facts again after some of them changed."""
        self.tracks: Tracks = tracks_of(book, self.rule, self.subject.key)
        self._met: dict[date, bool | None] = {}
        self._told: tuple[object, Tally] | None = None
        self.is_plain_count = (
            isinstance(self.rule.measure, Count)
            and self.rule.each_of is None
            and not isinstance(self.rule.period, Once)
            and self.tracks.part.plain
        )

    def term(self, common: Term) -> Term | None:
        """The term as it concerns this subject; None where it is not there."""
        return for_subject(common, self.rule, self.subject, self.calendar.almanac)

    def read(self, term: Term, today: date) -> Reading:
        return read(self.rule, self.subject, term, self.tracks, today, owed=self.owing(term))

    def owing(self, term: Term) -> Owing:
        """What is owed: the same in every whole period of a rule without phases."""
        if self._usual is not None and not term.is_partial:
            return self._usual
        owed = owing(self.rule, self.subject, term)
        if not (self.rule.phases or term.is_partial):
            self._usual = owed
        return owed

    def is_met(self, term: Term, today: date) -> bool:
        """Whether a term that is over was met."""
        if not self.is_plain_count:
            return self.read(term, today).is_fulfilled
        return is_within(len(stretch(self.tracks.part, term.window)), self.owing(term).need)

    def first_day(self) -> date | None:
        """The day of the first event; where there are none, of the first lasting fact."""
        facts = self.tracks.part.events or self.tracks.part.lasting
        return facts[0].on if facts else None

    def tally(
        self, term: Term, today: date, since: date | None, models: Collection[Model]
    ) -> Tally:
        """The subject's history as far as the models need it; nothing is known before `since`."""
        asked = (term.span, today, since, frozenset(models))
        if self._told is None or self._told[0] != asked:
            self._told = asked, self._tally(term, today, since, models)
        return self._told[1]

    def _tally(
        self, term: Term, today: date, since: date | None, models: Collection[Model]
    ) -> Tally:
        known = since or self.first_day() or date.max
        met, ended = self._habit(term, today, known) if Model.HABIT in models else (0, 0)
        if Model.PACE not in models:
            return Tally(met=met, ended=ended)
        events, days, amount = self._pace(term, today, known)
        return Tally(events, days, amount, met, ended)

    def _pace(self, term: Term, today: date, known: date) -> tuple[int, int, float]:
        """Records, the days they took, and what they amount to."""
        last = min(term.window.end, today - ONE_DAY)
        recent = [overlap(window, known, last) for window in self._before(term)]
        now = overlap(term.window, self._horizon(today), last)
        stretches = [stretch for stretch in (*recent, now) if stretch]
        found = [onsets(self.tracks.part, stretch, today) for stretch in stretches]
        return (
            sum(self._events(facts) for facts in found),
            sum(days_in(stretch) for stretch in stretches),
            math.fsum(self._amount(facts) for facts in found),
        )

    def _before(self, term: Term) -> list[Span]:
        """The window before this one, if the subject was there."""
        before = [self.term(common) for common in self.calendar.earlier(term.span)[:1]]
        return [one.window for one in before if one]

    def _horizon(self, today: date) -> date | None:
        """How far back a pace is looked for: of what is owed once, the last year."""
        return today - YEAR if isinstance(self.rule.period, Once) else None

    def _events(self, facts: Sequence[Fact]) -> int:
        if isinstance(self.rule.measure, Distinct):
            return len({v for fact in facts for v in fact.tags.get(self.rule.measure.tag, ())})
        return len(facts)

    def _amount(self, facts: Sequence[Fact]) -> float:
        if not isinstance(self.rule.measure, Sum):
            return 0
        return math.fsum(fact.numbers.get(self.rule.measure.number, 0) for fact in facts)

    def _habit(self, term: Term, today: date, known: date) -> tuple[int, int]:
        """How many earlier periods were met, of how many."""
        results = [
            self._was_met(earlier, today)
            for earlier in self.calendar.earlier(term.span)
            if known <= earlier.window.end and earlier.due < today
        ]
        decided = [met for met in results if met is not None]
        return sum(decided), len(decided)

    def _was_met(self, common: Term, today: date) -> bool | None:
        """Whether an earlier period was met; it is over, so that the answer stays."""
        day = common.window.start
        if day not in self._met:
            self._met[day] = self._judged(common, today)
        return self._met[day]

    def _judged(self, common: Term, today: date) -> bool | None:
        term = self.term(common)
        if term is None:
            return None
        try:
            return self.is_met(term, today)
        except NotCountable:
            return None

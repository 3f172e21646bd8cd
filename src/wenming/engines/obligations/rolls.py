"""One rule with everybody who owes it: their standings over a stretch of time, kept up to date.

A period that is over stands by its subject's own records. One that is open also has a forecast,
which depends on all subjects of the rule; so when a record changes, the subject it touches is
judged again throughout, and its peers only in the open periods.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from .cases import Calendar, Case
from .judging import judge_case
from .measures import selections
from .outlook import NOBODY, Model, Peers, model_of, peers
from .periods import PLAIN, span_at, spans
from .records import Book, kinds_of, matches
from .terms import NotCountable, Term
from .values import Almanac, Fact, Roster, Rule, Span, Standing, Subject

__all__ = ["Roll", "owes", "peers_of"]

ANSWERS_KEPT = 4

Page = list[Standing]


def owes(roster: Roster, subject: Subject) -> bool:
    """Whether the subject is one of those a roster names."""
    if subject.roster != roster.of or subject.key in roster.excluding:
        return False
    if roster.only and subject.key not in roster.only:
        return False
    return matches(subject.tags, roster.where)


def peers_of(
    rule: Rule,
    subjects: Iterable[Subject],
    span: Span,
    facts: Iterable[Fact],
    today: date,
    *,
    almanac: Almanac = PLAIN,
) -> Peers:
    """What the subjects of a rule have in common, for the forecast of each of them in `span`."""
    roll = Roll(rule, subjects, Book(facts), almanac)
    term = roll.calendar.term(span)
    return roll.peers(term, today) if term else peers((), None)


@dataclass(slots=True)
class _Answer:
    """The standings of every subject as of one day: of the periods that are over, and the open."""

    over: tuple[Term, ...]
    open: tuple[Term, ...]
    settled: list[Page]
    running: list[Page] = field(default_factory=list)
    stale: set[int] = field(default_factory=set)
    is_current: bool = False


class Roll:
    """One rule, the subjects that owe it, and what was answered about them."""

    def __init__(
        self, rule: Rule, subjects: Iterable[Subject], book: Book, almanac: Almanac
    ) -> None:
        self.calendar = Calendar(rule, almanac)
        owing = sorted((s for s in subjects if owes(rule.roster, s)), key=lambda s: s.key)
        self._cases = [Case(self.calendar, subject, book) for subject in owing]
        self._places = {case.subject.key: place for place, case in enumerate(self._cases)}
        self._kinds = {kind for of in selections(rule.measure) for kind in kinds_of(of)}
        self._answers: dict[tuple[date, date | None], _Answer] = {}

    def touch(self, subject: str, kinds: Collection[str], book: Book) -> None:
        """Facts of these kinds about this subject have changed."""
        place = self._places.get(subject)
        if place is None or self._kinds.isdisjoint(kinds):
            return
        self._cases[place].reload(book)
        for answer in self._answers.values():
            answer.stale.add(place)
            answer.is_current = False

    def standings(self, today: date, since: date | None) -> Iterable[Page]:
        """The standings of each subject, period by period."""
        answer = self._answer(today, since)
        for place in answer.stale:
            answer.settled[place] = _judged(self._cases[place], answer.over, today, {})
        answer.stale.clear()
        if not answer.is_current:
            answer.running = self._running(answer.open, today)
            answer.is_current = True
        for settled, running in zip(answer.settled, answer.running, strict=True):
            yield settled
            yield running

    def peers(self, common: Term, today: date) -> Peers:
        """What the subjects have in common, from their history up to today."""
        present = [(case, term) for case in self._cases if (term := case.term(common))]
        models = {model for case, term in present for model in _models(case, term, today)}
        days = [day for case in self._cases if (day := case.first_day())]
        since = min(days, default=None)
        return peers((case.tally(term, today, since, models) for case, term in present), since)

    def _answer(self, today: date, since: date | None) -> _Answer:
        wanted = (today, since)
        if wanted not in self._answers:
            while len(self._answers) >= ANSWERS_KEPT:
                del self._answers[next(iter(self._answers))]
            self._answers[wanted] = self._empty(today, since)
        return self._answers[wanted]

    def _empty(self, today: date, since: date | None) -> _Answer:
        terms = [term for span in self._spans(today, since) if (term := self.calendar.term(span))]
        over = tuple(term for term in terms if term.due < today)
        still = tuple(term for term in terms if term.due >= today)
        pages: list[Page] = [[] for _ in self._cases]
        return _Answer(over, still, pages, stale=set(range(len(self._cases))))

    def _spans(self, today: date, since: date | None) -> Sequence[Span]:
        rule, almanac = self.calendar.rule, self.calendar.almanac
        if since is not None:
            return spans(rule, since, today, almanac)
        holding = span_at(rule, today, almanac)
        return (holding,) if holding else ()

    def _running(self, terms: Iterable[Term], today: date) -> list[Page]:
        common = {term.span: self.peers(term, today) for term in terms}
        return [_judged(case, tuple(terms), today, common) for case in self._cases]


def _judged(case: Case, terms: Iterable[Term], today: date, among: Mapping[Span, Peers]) -> Page:
    own = [term for common in terms if (term := case.term(common))]
    return [judge_case(case, term, today, among.get(term.span, NOBODY)) for term in own]


def _models(case: Case, term: Term, today: date) -> set[Model]:
    try:
        return {model_of(case.rule, term, case.read(term, today))}
    except NotCountable:
        return set()

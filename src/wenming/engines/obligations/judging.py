"""Where one subject stands on one rule in one period, with the evidence that says so.

What the verdicts mean is told in `verdicts`, how the forecast is made in `outlook`.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from .cases import Calendar, Case
from .measures import Reading, is_within
from .outlook import NOBODY, Outset, Peers, forecast, model_of
from .periods import PLAIN, due
from .records import Book, stretch
from .terms import NotCountable, Term
from .values import (
    Almanac,
    Fact,
    Forecast,
    Need,
    Part,
    Rule,
    Span,
    Standing,
    Subject,
    Verdict,
)
from .verdicts import last_word, verdict

__all__ = ["judge", "judge_case"]


def judge(
    rule: Rule,
    subject: Subject,
    span: Span,
    facts: Iterable[Fact],
    today: date,
    *,
    almanac: Almanac = PLAIN,
    peers: Peers = NOBODY,
) -> Standing:
    """Where `subject` stands on `rule` in `span` today, with the evidence that says so.

    `facts` may be of anybody and any time; earlier ones tell the forecast. `peers` is what the
    subjects of the rule have in common (`peers_of`).
    """
    calendar = Calendar(rule, almanac)
    case = Case(calendar, subject, Book(facts))
    common = calendar.term(span)
    term = case.term(common) if common else None
    if term is None:
        day = due(rule, span, calendar.almanac)
        return _without_figures(case, span, day, Verdict.NOT_YET_DUE, "not-in-force")
    return judge_case(case, term, today, peers)


def judge_case(case: Case, term: Term, today: date, peers: Peers) -> Standing:
    """The same for a case whose facts are laid out already."""
    if case.rule.part is Part.NOTHING and term.is_partial:
        return _without_figures(case, term.span, term.due, Verdict.NOT_YET_DUE, "part-of-period")
    try:
        if case.is_plain_count and today > term.due:
            return _settled(case, term)
        reading = case.read(term, today)
    except NotCountable as reason:
        return _without_figures(case, term.span, term.due, Verdict.NOT_COUNTABLE, str(reason))
    if today > term.due:
        return _standing(case, term, reading, last_word(case.rule, reading.is_fulfilled), None)
    outlook = _outlook(case, term, reading, today, peers)
    found = verdict(case.rule, term, reading, outlook, today)
    return _standing(case, term, reading, found, outlook)


def _standing(
    case: Case, term: Term, reading: Reading, found: Verdict, outlook: Forecast | None
) -> Standing:
    return Standing(
        case.rule.id,
        case.rule.clause,
        case.subject.key,
        term.span,
        term.due,
        reading.need,
        reading.have,
        found,
        reading.missing,
        reading.lacking if reading.categories else (),
        reading.found.evidence,
        reading.found.late,
        outlook,
    )


def _settled(case: Case, term: Term) -> Standing:
    """A period that is over of a rule that only counts events: the short way, as most are so."""
    rule, owed = case.rule, case.owing(term).need
    evidence = stretch(case.tracks.part, term.window)
    have = len(evidence)
    least = owed.least or 0
    return Standing(
        rule.id,
        rule.clause,
        case.subject.key,
        term.span,
        term.due,
        owed,
        have,
        last_word(rule, is_within(have, owed)),
        least - have if least > have else 0,
        (),
        evidence,
    )


def _outlook(case: Case, term: Term, reading: Reading, today: date, peers: Peers) -> Forecast:
    models = {model_of(case.rule, term, reading)}
    own = case.tally(term, today, peers.since, models)
    return forecast(Outset(case.rule, term, reading, today), own, peers)


def _without_figures(case: Case, span: Span, day: date, found: Verdict, reason: str) -> Standing:
    rule, subject = case.rule, case.subject.key
    return Standing(rule.id, rule.clause, subject, span, day, Need(), 0, found, 0, reason=reason)

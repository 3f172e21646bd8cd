"""Where one subject stands on one rule in one period, with the evidence that says so.

Verdicts, in the order in which they are looked for:

- NOT_COUNTABLE: a formula's or a ratio's attribute is unknown, a denominator is nought, or there
  is no bound; `reason` is the code with its argument.
- NOT_YET_DUE: nothing is owed in this period (the subject or the rule is not there, or only in a
  part for which nothing is owed; `reason` says so). Also: the period has not begun, a fixed day is
  not reached, or what is owed once is more than 90 days off, and nothing is done yet.
- MISSED: too much happened and cannot be undone, or the last day (with its grace) is over and the
  bound is not met.
- MET: all that is owed is there. "At most" alone is met when the last day is over; beside an "at
  least" (exactly, between) it is met as long as it is not exceeded.
- ON_COURSE: at the pace that the days gone ask for, in whole records (the first of two a year is
  asked for by the end of March), or the chance is at least 0.9.
- BEHIND: the chance is at least 0.5. AT_RISK: it is less, but still possible.

A soft rule is never worse than BEHIND, also when its period is over.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from datetime import date

from .cases import Calendar, Case
from .measures import Reading
from .outlook import NOBODY, Outset, Peers, can_recover, forecast, model_of
from .periods import days_in, due
from .records import Book
from .terms import NotCountable, Term
from .values import (
    Almanac,
    Fact,
    Forecast,
    Need,
    Once,
    Part,
    Ratio,
    Rule,
    Span,
    Standing,
    Subject,
    Sum,
    Verdict,
)

__all__ = ["judge", "judge_case"]

LIKELY, EVEN = 0.9, 0.5


def judge(
    rule: Rule,
    subject: Subject,
    span: Span,
    facts: Iterable[Fact],
    today: date,
    *,
    almanac: Almanac | None = None,
    peers: Peers = NOBODY,
) -> Standing:
    """Where `subject` stands on `rule` in `span` today, with the evidence that says so.

    `facts` may be of anybody and any time; earlier ones tell the forecast. `peers` is what the
    subjects of the rule have in common (`peers_of`).
    """
    calendar = Calendar(rule, almanac or Almanac())
    case = Case(calendar, subject, Book(facts))
    common = calendar.term(span)
    term = case.term(common) if common else None
    if term is None:
        day = due(rule, span, calendar.almanac)
        return _nothing_owed(case, span, day, "not-in-force")
    return judge_case(case, term, today, peers)


def judge_case(case: Case, term: Term, today: date, peers: Peers) -> Standing:
    """The same for a case whose facts are laid out already."""
    if term.is_partial and case.rule.part is Part.NOTHING:
        return _nothing_owed(case, term.span, term.due, "part-of-period")
    try:
        reading = case.read(term, today)
    except NotCountable as reason:
        return _not_countable(case, term, str(reason))
    outlook = _outlook(case, term, reading, today, peers) if today <= term.due else None
    return Standing(
        case.rule.id,
        case.rule.clause,
        case.subject.key,
        term.span,
        term.due,
        reading.need,
        reading.have,
        _verdict(case.rule, term, reading, outlook, today),
        reading.missing,
        reading.lacking,
        reading.found.evidence,
        reading.found.late,
        outlook,
    )


def _outlook(case: Case, term: Term, reading: Reading, today: date, peers: Peers) -> Forecast:
    models = {model_of(case.rule, term, reading)}
    own = case.tally(term, today, peers.since, models)
    return forecast(Outset(case.rule, term, reading, today), own, peers)


def _verdict(
    rule: Rule, term: Term, reading: Reading, outlook: Forecast | None, today: date
) -> Verdict:
    found = _hard_verdict(rule, term, reading, outlook, today)
    if rule.soft and found in (Verdict.AT_RISK, Verdict.MISSED):
        return Verdict.BEHIND
    return found


def _hard_verdict(
    rule: Rule, term: Term, reading: Reading, outlook: Forecast | None, today: date
) -> Verdict:
    if outlook is None:
        return Verdict.MET if reading.is_fulfilled else Verdict.MISSED
    if reading.is_exceeded:
        return Verdict.AT_RISK if can_recover(rule, reading) else Verdict.MISSED
    if reading.is_fulfilled and (reading.need.least is not None or rule.each_of):
        return Verdict.MET
    if _is_far(rule, term, reading, today):
        return Verdict.NOT_YET_DUE
    if _is_on_pace(rule, term, reading, today) or outlook.chance >= LIKELY:
        return Verdict.ON_COURSE
    return Verdict.BEHIND if outlook.chance >= EVEN else Verdict.AT_RISK


def _is_far(rule: Rule, term: Term, reading: Reading, today: date) -> bool:
    if isinstance(rule.period, Once):
        return today < term.running.start and not reading.found.evidence
    return today < term.window.start


def _is_on_pace(rule: Rule, term: Term, reading: Reading, today: date) -> bool:
    if isinstance(rule.measure, Ratio) or reading.found.is_stock:
        return False
    gone = min(max((today - term.running.start).days / days_in(term.running), 0), 1)
    if not reading.owed:
        return reading.have <= (reading.need.most or 0) * gone
    asked = reading.owed * gone
    if not isinstance(rule.measure, Sum):
        asked = math.floor(asked + 0.5)
    return reading.owed - reading.missing >= asked


def _nothing_owed(case: Case, span: Span, day: date, reason: str) -> Standing:
    return Standing(
        case.rule.id,
        case.rule.clause,
        case.subject.key,
        span,
        day,
        Need(),
        0,
        Verdict.NOT_YET_DUE,
        0,
        reason=reason,
    )


def _not_countable(case: Case, term: Term, reason: str) -> Standing:
    return Standing(
        case.rule.id,
        case.rule.clause,
        case.subject.key,
        term.span,
        term.due,
        Need(),
        0,
        Verdict.NOT_COUNTABLE,
        0,
        reason=reason,
    )

"""One period as it concerns one subject: the days that count, the last day, and how much is owed.

A subject owes nothing before it begins or after it ends, and a rule asks for nothing outside its
effect; records of such days do not count. What is owed for a period of which only a part is left
is the rule's to say: all of it (`Part.FULL`), a share of it by days, rounded up (`PRO_RATA`), or
nothing (`NOTHING`). A fixed day and a duty owed once have no parts: they are owed or they are not.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from .periods import days_in, fixed_day, overlap, window
from .values import (
    Almanac,
    Bound,
    Covers,
    Formula,
    Need,
    Once,
    OnDay,
    Part,
    Ratio,
    Rounding,
    Rule,
    Span,
    Subject,
)

__all__ = ["NotCountable", "Term", "for_subject", "need", "of_rule", "owed_each"]


FAR = timedelta(days=90)  # what is owed once and further off is nobody's worry yet


class NotCountable(Exception):
    """The rule cannot be counted for this subject; the argument is a reason code."""


@dataclass(frozen=True, slots=True)
class Term:
    """The days of a span that count (`window`), the last day, and the part of the span they are.

    `running` is the stretch over which progress is looked for: the window, and of what is owed
    once only the last quarter of a year before its date.
    """

    span: Span
    window: Span
    running: Span
    due: date
    held: int
    whole: int
    is_partial: bool


def of_rule(rule: Rule, span: Span, almanac: Almanac) -> Term | None:
    """The term of everybody who is there all the time; None where the rule is not in effect."""
    counting = window(rule, span, almanac)
    return None if counting is None else _term(rule, span, counting, days_in(span))


def for_subject(term: Term, rule: Rule, subject: Subject, almanac: Almanac) -> Term | None:
    """The same term for a subject that begins or ends; None if it is not there at all."""
    if subject.begins is None and subject.ends is None:
        return term
    counting = overlap(term.window, subject.begins, subject.ends)
    if counting is term.window:
        return term
    if counting is None or not _is_there_on_the_day(term, rule, subject, almanac):
        return None
    return _term(rule, term.span, counting, term.whole)


def need(rule: Rule, subject: Subject, term: Term) -> Need:
    """The bound that holds for this subject in this term, worked out in numbers."""
    bound = _bound(rule, subject, term)
    least = _number(bound.least, subject)
    most = _number(bound.most, subject)
    if least is None and most is None:
        least = _default_least(rule)
    if isinstance(rule.measure, Ratio):
        return Need(least, most)
    return Need(_share(rule, term, least), _share(rule, term, most))


def owed_each(rule: Rule, term: Term) -> float:
    """What each category owes in this term."""
    least = rule.each_of.least if rule.each_of else 0
    return _share(rule, term, least) or 0


def tidy(amount: float) -> float:
    """A whole number as an integer, so that twelve is shown as 12."""
    return int(amount) if float(amount).is_integer() else amount


def _term(rule: Rule, span: Span, counting: Span, whole: int) -> Term:
    due = counting.end + timedelta(days=rule.grace)
    held, running = days_in(counting), counting
    if isinstance(rule.period, Once):
        running = overlap(counting, counting.end - FAR, None) or counting
    if isinstance(rule.period, OnDay | Once):
        whole = held
    return Term(span, counting, running, due, held, whole, held < whole)


def _is_there_on_the_day(term: Term, rule: Rule, subject: Subject, almanac: Almanac) -> bool:
    if not isinstance(rule.period, OnDay):
        return True
    day = fixed_day(rule.period, term.span, almanac)
    return overlap(Span(day, day), subject.begins, subject.ends) is not None


def _bound(rule: Rule, subject: Subject, term: Term) -> Bound:
    if subject.key in rule.own:
        return rule.own[subject.key]
    last = term.span.end if rule.end is None else min(term.span.end, rule.end)
    for phase in rule.phases:
        if (phase.start or date.min) <= last <= (phase.end or date.max):
            return phase.bound
    return rule.bound


def _default_least(rule: Rule) -> float | None:
    """All values of a rule that covers; nothing where only the categories have a minimum."""
    if isinstance(rule.measure, Covers):
        return len(set(rule.measure.values))
    if rule.each_of is None:
        raise NotCountable("no-bound")
    return None


def _number(bound: float | Formula | None, subject: Subject) -> float | None:
    if not isinstance(bound, Formula):
        return bound
    if bound.attribute not in subject.numbers:
        raise NotCountable(f"no-attribute:{bound.attribute}")
    steps = _ROUND[bound.rounding](round(subject.numbers[bound.attribute] / bound.every, 9))
    given = bound.plus + bound.give * steps
    if bound.least is not None:
        given = max(given, bound.least)
    if bound.most is not None:
        given = min(given, bound.most)
    return tidy(given)


def _share(rule: Rule, term: Term, amount: float | None) -> float | None:
    if amount is None or rule.part is not Part.PRO_RATA or not term.is_partial:
        return amount
    return math.ceil(round(amount * term.held / term.whole, 9))


def _half_up(amount: float) -> int:
    return math.floor(amount + 0.5)


_ROUND: dict[Rounding, Callable[[float], int]] = {
    Rounding.UP: math.ceil,
    Rounding.DOWN: math.floor,
    Rounding.NEAREST: _half_up,
}

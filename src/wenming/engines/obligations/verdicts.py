"""The verdict on one period, from what the records say, the forecast and the day.

In the order in which they are looked for:

- NOT_COUNTABLE: a formula's or a ratio's attribute is unknown, a denominator is nought, or there
  is no bound; `reason` is the code with its argument.
- NOT_YET_DUE: nothing is owed in this period (the subject or the rule is not there, or only in a
  part for which nothing is owed; `reason` says so). Also: the period has not begun, a fixed day is
  not reached, what is owed once is more than 90 days off, or what is owed afterwards is about a
  period that still runs, and nothing is done yet.
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
from datetime import date

from .measures import Reading
from .outlook import can_recover
from .periods import days_in
from .terms import Term
from .values import Forecast, Once, Ratio, Rule, Sum, Verdict

__all__ = ["last_word", "verdict"]

LIKELY, EVEN = 0.9, 0.5


def last_word(rule: Rule, is_fulfilled: bool) -> Verdict:
    """The verdict on a period that is over."""
    if is_fulfilled:
        return Verdict.MET
    return Verdict.BEHIND if rule.soft else Verdict.MISSED


def verdict(rule: Rule, term: Term, reading: Reading, outlook: Forecast, today: date) -> Verdict:
    """The verdict on a period that is open; a soft rule is never worse than behind."""
    found = _hard_verdict(rule, term, reading, outlook, today)
    if rule.soft and found in (Verdict.AT_RISK, Verdict.MISSED):
        return Verdict.BEHIND
    return found


def _hard_verdict(
    rule: Rule, term: Term, reading: Reading, outlook: Forecast, today: date
) -> Verdict:
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
    if rule.afterwards and today <= term.span.end:
        return True
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

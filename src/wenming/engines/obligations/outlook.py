"""The forecast: the chance to meet the bound by the end of the period, and how much by then.

Two models, both told by the subject's own records and by its peers' (`chances`):

- *pace*, where a period asks for several records: events of this and the previous period of every
  subject of the rule; the chance that the missing number of records comes in the days left. A sum
  asks for as many records as its missing amount has average ones; categories that lack something
  share the pace by how often each was served so far, and all of them must be filled;
- *habit*, where one record settles it, where the period has no more than 16 days, on a fixed day,
  and for ratios: the share of the last 12 earlier periods that were met. While the period runs
  out the chance falls as if the days on which people do it were spread evenly.

A day is judged as in its morning: today is still a day left, and what happened today counts as
had but not yet as pace.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import Enum

from .chances import Beta, Gamma, all_of, habit_of, pace_of
from .measures import Category, Reading
from .periods import days_in
from .terms import Term
from .values import Covers, Forecast, OnDay, Ratio, Rule, Sum

__all__ = ["EARLIER_PERIODS", "NOBODY", "Model", "Peers", "Tally", "forecast", "model_of", "peers"]

EARLIER_PERIODS = 12
SHORT = 16
UNKNOWN = Beta(1, 1)
AS_ASKED = 4.0  # without peers: as if four records had come at the pace that is asked


class Model(Enum):
    """How a forecast sees a period."""

    PACE = "pace"
    HABIT = "habit"


@dataclass(frozen=True, slots=True)
class Tally:
    """One subject's history on a rule: records and days for its pace, periods for its habit."""

    events: float = 0
    days: int = 0
    amount: float = 0
    met: int = 0
    ended: int = 0


@dataclass(frozen=True, slots=True)
class Peers:
    """What the subjects of a rule have in common: pace, habit, and the size of a record.

    `since` is the day of the first record of any of them: of the time before it nothing is known.
    """

    pace: Gamma | None = None
    habit: Beta = UNKNOWN
    size: float | None = None
    since: date | None = None


NOBODY = Peers()


@dataclass(frozen=True, slots=True)
class Outset:
    """From where a forecast looks ahead: the rule, the term, what is there, and the day."""

    rule: Rule
    term: Term
    reading: Reading
    today: date

    @property
    def days_left(self) -> int:
        return (self.term.due - max(self.today, self.term.window.start)).days + 1

    @property
    def share_gone(self) -> float:
        whole = (self.term.due - self.term.running.start).days + 1
        return 1 - min(self.days_left / whole, 1)


@dataclass(frozen=True, slots=True)
class Coming:
    """The records of the days left: their pace, and how much one of them amounts to."""

    pace: Gamma
    days: int
    size: float

    @property
    def expected(self) -> float:
        return self.pace.mean * self.days * self.size

    def chance_of(self, amount: float, share: float = 1.0) -> float:
        """The chance of at least this amount, if only a share of the records is of use."""
        records = math.ceil(round(amount / self.size, 9))
        return self.pace.thinned(share).chance_of(records, self.days)

    def chance_of_more_than(self, amount: float) -> float:
        records = math.floor(round(amount / self.size, 9)) + 1
        return self.pace.chance_of(records, self.days)


def peers(tallies: Iterable[Tally], since: date | None) -> Peers:
    """The common ground of all subjects of a rule, the one in question among them."""
    every = list(tallies)
    events = sum(one.events for one in every)
    amount = math.fsum(one.amount for one in every)
    return Peers(
        pace_of((one.events, one.days) for one in every),
        habit_of((one.met, one.ended) for one in every),
        amount / events if events and amount > 0 else None,
        since,
    )


def model_of(rule: Rule, term: Term, reading: Reading) -> Model:
    """Whether the period is rather a yes or no, or a number to be reached."""
    if isinstance(rule.measure, Ratio) or isinstance(rule.period, OnDay):
        return Model.HABIT
    is_one = reading.need.most is None and reading.owed <= 1
    if days_in(term.span) <= SHORT or (is_one and not isinstance(rule.measure, Sum)):
        return Model.HABIT
    return Model.PACE


def forecast(at: Outset, own: Tally, among: Peers) -> Forecast:
    """What the rest of the period will bring."""
    if model_of(at.rule, at.term, at.reading) is Model.HABIT:
        return _by_habit(at, among.habit.after(own.met, own.ended))
    size = among.size or max(at.reading.missing, 1) if isinstance(at.rule.measure, Sum) else 1
    pace = (among.pace or _as_asked(at, size)).after(own.events, own.days)
    return _by_pace(at, pace, size)


def _by_habit(at: Outset, habit: Beta) -> Forecast:
    chance = _chance_by_habit(at.rule, at.reading, habit.mean, at.share_gone)
    return Forecast(chance, at.reading.have + at.reading.missing * chance)


def _chance_by_habit(rule: Rule, reading: Reading, usual: float, gone: float) -> float:
    if reading.is_fulfilled:
        can_be_lost = reading.need.most is not None or can_recover(rule, reading)
        return usual / (usual + (1 - usual) * (1 - gone)) if can_be_lost else 1.0
    if reading.is_exceeded and not can_recover(rule, reading):
        return 0.0
    return usual * (1 - gone) / (1 - usual * gone)


def _by_pace(at: Outset, pace: Gamma, size: float) -> Forecast:
    come = Coming(pace, at.days_left, size)
    chance = 0.0 if at.reading.is_exceeded else _chance_by_pace(at.rule, at.reading, come)
    return Forecast(chance, at.reading.have + come.expected)


def _chance_by_pace(rule: Rule, reading: Reading, come: Coming) -> float:
    chance = come.chance_of(reading.missing)
    lacking = [one for one in reading.categories if one.short]
    if lacking and reading.missing:
        chance = min(chance, _chance_to_fill(rule, reading, lacking, come))
    if reading.need.most is None:
        return chance
    return max(chance - come.chance_of_more_than(reading.need.most - reading.have), 0.0)


def _chance_to_fill(rule: Rule, reading: Reading, lacking: list[Category], come: Coming) -> float:
    """The chance that enough lacking categories are filled, each at its share of the pace."""
    served = math.fsum(one.have for one in reading.categories) + len(reading.categories)
    chances = [come.chance_of(one.short, (one.have + 1) / served) for one in lacking]
    by_total = isinstance(rule.measure, Covers) and rule.each_of is None
    return all_of(chances, math.ceil(reading.missing) if by_total else len(lacking))


def can_recover(rule: Rule, reading: Reading) -> bool:
    """Whether what is too much may yet become less: a share or a stock may, events do not."""
    return isinstance(rule.measure, Ratio) or reading.found.is_stock


def _as_asked(at: Outset, size: float) -> Gamma:
    asked = (at.reading.owed or at.reading.need.most or 1) / size
    return Gamma(AS_ASKED, AS_ASKED * days_in(at.term.running) / asked)

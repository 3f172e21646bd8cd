"""What the obligations engine is given and what it answers: frozen values, no behaviour.

A *fact* is one thing that happened, with the record that proves it. A *rule* says how much of
which facts each subject of a roster owes in each period. A *standing* is where one subject stands
on one rule in one period, with the evidence that says so.

Days are `datetime.date`, days of the town; a span includes both its ends.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

__all__ = [
    "Almanac",
    "Bound",
    "Count",
    "Covers",
    "Distinct",
    "Each",
    "EachOf",
    "Every",
    "Fact",
    "Forecast",
    "Formula",
    "Measure",
    "Need",
    "OnDay",
    "Once",
    "Part",
    "Period",
    "Phase",
    "Ratio",
    "Roster",
    "Rounding",
    "Rule",
    "Selection",
    "Shift",
    "Span",
    "Standing",
    "Subject",
    "Sum",
    "Verdict",
    "Years",
]


# What happened -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Span:
    """From `start` to `end`, both included."""

    start: date
    end: date

    def __contains__(self, day: date) -> bool:
        return self.start <= day <= self.end


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that happened, and the record that proves it.

    An *event* counts in the period that holds its day `on`. A *lasting* fact (a team that exists,
    a post that is held) is in force from `on` to `until` (included; None: still), and counts in a
    period if it is in force on that period's last day that is not after today.
    `done` is the day it was handed in, where that is another than the day it is about: the report
    on the third quarter (`on` 30 September) may be done on 8 October.
    """

    kind: str
    subjects: tuple[str, ...]
    on: date
    evidence: str
    lasting: bool = False
    until: date | None = None
    done: date | None = None
    numbers: Mapping[str, float] = field(default_factory=dict)
    tags: Mapping[str, frozenset[str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Subject:
    """Somebody who owes something: a unit, a team, a leader-and-unit pair, a post, a field.

    `unit` is the unit in whose column the subject is shown. `numbers` are its attributes
    (households, residents) for formulas and ratios. It owes nothing before `begins` or after
    `ends`, and records of such days do not count for it.
    """

    key: str
    roster: str
    name: str
    unit: str
    tags: Mapping[str, frozenset[str]] = field(default_factory=dict)
    numbers: Mapping[str, float] = field(default_factory=dict)
    begins: date | None = None
    ends: date | None = None


# What a rule counts --------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Selection:
    """Facts of any of `kinds`; for each tag in `where`, the fact has one of the values named.

    `also` are further selections with conditions of their own: a lecture, or a direct visit.
    """

    kinds: tuple[str, ...]
    where: Mapping[str, frozenset[str]] = field(default_factory=dict)
    also: tuple[Selection, ...] = ()


@dataclass(frozen=True, slots=True)
class Count:
    """How many records."""

    of: Selection


@dataclass(frozen=True, slots=True)
class Sum:
    """The sum of a number that the records carry (people, hours, yuan)."""

    of: Selection
    number: str


@dataclass(frozen=True, slots=True)
class Distinct:
    """How many different values of a tag the records carry."""

    of: Selection
    tag: str


@dataclass(frozen=True, slots=True)
class Covers:
    """How many of `values` the records' tag covers; the bound defaults to all of them."""

    of: Selection
    tag: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Ratio:
    """`part` over a named denominator: an attribute of the subject, or another measure."""

    part: Count | Sum | Distinct
    whole: str | Count | Sum | Distinct


Measure = Count | Sum | Distinct | Covers | Ratio


class Rounding(StrEnum):
    UP = "up"
    DOWN = "down"
    NEAREST = "nearest"


@dataclass(frozen=True, slots=True)
class Formula:
    """`plus` + `give` for each `every` of an attribute: 1 for each 30 households, rounded up.

    `every` is more than nought. `least` and `most` bound the result.
    """

    attribute: str
    every: float = 1
    give: float = 1
    rounding: Rounding = Rounding.UP
    plus: float = 0
    least: float | None = None
    most: float | None = None


@dataclass(frozen=True, slots=True)
class Bound:
    """At least `least`, at most `most`; both the same: exactly; both: between."""

    least: float | Formula | None = None
    most: float | Formula | None = None


@dataclass(frozen=True, slots=True)
class EachOf:
    """A minimum per category inside the total: at least `least` for each of `values` of `tag`."""

    tag: str
    values: tuple[str, ...]
    least: float = 1


# When it is owed -----------------------------------------------------------------------------


class Every(StrEnum):
    DAY = "day"
    WEEK = "week"
    HALF_MONTH = "half_month"
    MONTH = "month"
    TWO_MONTHS = "two_months"
    QUARTER = "quarter"
    HALF_YEAR = "half_year"
    YEAR = "year"


class Shift(StrEnum):
    """Where a fixed day goes that is no working day."""

    STAY = "stay"
    NEXT = "next_workday"
    PREVIOUS = "previous_workday"


@dataclass(frozen=True, slots=True)
class Each:
    """Every day, week (from Monday), half-month (1-15, 16-end), month, two months, ... or year."""

    every: Every


@dataclass(frozen=True, slots=True)
class Years:
    """Terms of `count` years, the first from 1 January of `first`."""

    count: int
    first: int


@dataclass(frozen=True, slots=True)
class Once:
    """Once, by a date, counted from the rule's start (or from the beginning)."""

    by: date


@dataclass(frozen=True, slots=True)
class OnDay:
    """On a day of every month (31: the last day of a short one), moved as `shift` says.

    What happens up to `before` days before it or `after` days after it counts as well. The period
    of a fixed day is its month, also where the day moves into another.
    """

    day: int
    shift: Shift = Shift.STAY
    before: int = 0
    after: int = 0


Period = Each | Years | Once | OnDay


@dataclass(frozen=True, slots=True)
class Almanac:
    """Which days are no working days, and which week-end days are.

    Saturdays and Sundays that it does not name are free.
    """

    days_off: frozenset[date] = frozenset()
    workdays: frozenset[date] = frozenset()


class Part(StrEnum):
    """What is owed for a period of which the subject (or the rule) saw only a part."""

    FULL = "full"
    PRO_RATA = "pro_rata"
    NOTHING = "nothing"


# The rule and its answer ---------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Roster:
    """Who owes it: the subjects of a roster whose tags match `where`, less `excluding`.

    `only`, if given, names them.
    """

    of: str
    where: Mapping[str, frozenset[str]] = field(default_factory=dict)
    only: frozenset[str] = frozenset()
    excluding: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Phase:
    """From `start` (None: the rule's) to `end` (None: the rule's) the bound is this one."""

    bound: Bound
    start: date | None = None
    end: date | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """How much of what each subject of a roster owes, and by when.

    `own` gives single subjects their own bound; `phases` give stretches of time theirs (the phase
    that holds the period's last day); both go before `bound`. A soft rule ("原则上") is never
    missed. `grace` days after a period's end a record about it may still be handed in.
    What is owed `afterwards` (a report on the quarter) is not due before the period is over.
    """

    id: str
    clause: str
    measure: Measure
    bound: Bound
    period: Period
    roster: Roster
    own: Mapping[str, Bound] = field(default_factory=dict)
    each_of: EachOf | None = None
    phases: tuple[Phase, ...] = ()
    soft: bool = False
    start: date | None = None
    end: date | None = None
    part: Part = Part.FULL
    grace: int = 0
    afterwards: bool = False


class Verdict(StrEnum):
    """From done to lost; the order of members is the order of concern."""

    NOT_COUNTABLE = "not_countable"
    NOT_YET_DUE = "not_yet_due"
    MET = "met"
    ON_COURSE = "on_course"
    BEHIND = "behind"
    AT_RISK = "at_risk"
    MISSED = "missed"


@dataclass(frozen=True, slots=True)
class Need:
    """A bound with its formula worked out for one subject and period."""

    least: float | None = None
    most: float | None = None


@dataclass(frozen=True, slots=True)
class Forecast:
    """The chance (0-1) to meet the bound by the due day, and the amount expected by then."""

    chance: float
    expected: float


@dataclass(frozen=True, slots=True)
class Standing:
    """Where one subject stands on one rule in one period, with the evidence that says so.

    `missing` is how much more is needed (0: nothing). `lacking` names the values not covered and
    the categories that are short. `late` are records handed in after the period's grace: shown,
    not counted. `reason` says why a rule is not countable, as a code with its argument
    ("no-attribute:households").
    """

    rule: str
    clause: str
    subject: str
    span: Span
    due: date
    need: Need
    have: float
    verdict: Verdict
    missing: float
    lacking: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()
    late: tuple[str, ...] = ()
    forecast: Forecast | None = None
    reason: str = ""

"""The engine's answer worked out again the slow way: day by day, by labels, with no bisection.

Written from the words of `values`, without looking at the engine's code. It says everything about
a standing but the forecast, which it takes as given where the verdict depends on it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from math import ceil, floor

from wenming.engines.obligations import (
    Almanac,
    Bound,
    Count,
    Covers,
    Distinct,
    Each,
    Every,
    Fact,
    Formula,
    Measure,
    Once,
    OnDay,
    Part,
    Ratio,
    Rounding,
    Rule,
    Selection,
    Shift,
    Subject,
    Sum,
    Verdict,
    Years,
)

DAY = timedelta(days=1)
FROM, TO = date(2023, 1, 1), date(2029, 12, 31)
ALL_DAYS = [FROM + n * DAY for n in range((TO - FROM).days + 1)]


@dataclass
class Answer:
    """What the oracle knows of a standing; `reason` ends the matter."""

    due: date | None = None
    least: float | None = None
    most: float | None = None
    have: float = 0
    missing: float = 0
    lacking: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()
    late: tuple[str, ...] = ()
    owed: float = 0
    is_stock: bool = False
    window: tuple[date, ...] = ()
    reason: str = ""


def label(period: object, day: date) -> object:
    """Two days are in the same period if they have the same label."""
    month, quarter = day.month, (day.month - 1) // 3
    match period:
        case OnDay():
            return day.year, month
        case Years():
            return (day.year - period.first) // period.count if day.year >= period.first else None
        case Each():
            return {
                Every.DAY: day,
                Every.WEEK: day.isocalendar()[:2],
                Every.HALF_MONTH: (day.year, month, day.day < 16),
                Every.MONTH: (day.year, month),
                Every.TWO_MONTHS: (day.year, (month + 1) // 2),
                Every.QUARTER: (day.year, quarter),
                Every.HALF_YEAR: (day.year, month < 7),
                Every.YEAR: day.year,
            }[period.every]
    raise AssertionError(period)


def span_days(rule: Rule, day: date) -> list[date]:
    """All days of the period that holds the day."""
    if isinstance(rule.period, Once):
        return [d for d in ALL_DAYS if (rule.start or FROM) <= d <= rule.period.by]
    wanted = label(rule.period, day)
    return [d for d in ALL_DAYS if wanted is not None and label(rule.period, d) == wanted]


def works(day: date, almanac: Almanac) -> bool:
    return day in almanac.workdays or (day.isoweekday() <= 5 and day not in almanac.days_off)


def target(period: OnDay, days: list[date], almanac: Almanac) -> date:
    found = [d for d in days if d.day <= period.day][-1]
    while period.shift is not Shift.STAY and not works(found, almanac):
        found = found + DAY if period.shift is Shift.NEXT else found - DAY
    return found


def counting_days(rule: Rule, subject: Subject, days: list[date], almanac: Almanac) -> list[date]:
    """The days on which a record counts; none where nothing is owed."""

    def there(d: date) -> bool:
        after = d >= (rule.start or date.min) and d >= (subject.begins or date.min)
        return after and d <= (rule.end or date.max) and d <= (subject.ends or date.max)

    if isinstance(rule.period, OnDay):
        middle = target(rule.period, days, almanac)
        if not there(middle):
            return []
        before, after = rule.period.before, rule.period.after
        days = [middle + n * DAY for n in range(-before, after + 1)]
    return [d for d in days if there(d)]


def ask(
    rule: Rule, subject: Subject, on: date, facts: list[Fact], today: date, almanac: Almanac
) -> Answer:
    """Everything about the period that holds `on`, as of `today`, but the verdict."""
    days = span_days(rule, on)
    window = counting_days(rule, subject, days, almanac)
    if not window:
        return Answer(reason="not-in-force")
    answer = Answer(due=window[-1] + rule.grace * DAY, window=tuple(window))
    whole = isinstance(rule.period, OnDay | Once)
    share = Fraction(1) if whole else Fraction(len(window), len(days))
    if share < 1 and rule.part is Part.NOTHING:
        answer.reason = "part-of-period"
        return answer
    unscaled = rule.part is not Part.PRO_RATA or isinstance(rule.measure, Ratio)
    owed_share = Fraction(1) if unscaled else share
    bounds(rule, subject, days[-1], owed_share, answer)
    if not answer.reason:
        count(rule, subject, window, facts, today, owed_share, answer)
    return answer


def bounds(rule: Rule, subject: Subject, last: date, share: Fraction, answer: Answer) -> None:
    last = min(last, rule.end or date.max)
    bound = rule.bound
    for phase in rule.phases:
        if (phase.start or date.min) <= last <= (phase.end or date.max):
            bound = phase.bound
            break
    bound = rule.own.get(subject.key, bound)
    if bound == Bound():
        if isinstance(rule.measure, Covers):
            bound = Bound(least=len(set(rule.measure.values)))
        elif rule.each_of is None:
            answer.reason = "no-bound"
            return
    for end in ("least", "most"):
        given = getattr(bound, end)
        if isinstance(given, Formula):
            if given.attribute not in subject.numbers:
                answer.reason = f"no-attribute:{given.attribute}"
                return
            given = formula(given, subject.numbers[given.attribute])
        setattr(answer, end, part_of(given, share))


def formula(given: Formula, value: float) -> float:
    steps = Fraction(str(value)) / Fraction(str(given.every))
    rounded = {
        Rounding.UP: ceil(steps),
        Rounding.DOWN: floor(steps),
        Rounding.NEAREST: floor(steps + Fraction(1, 2)),
    }[given.rounding]
    result = given.plus + given.give * rounded
    low = given.least if given.least is not None else result
    high = given.most if given.most is not None else max(result, low)
    return min(max(result, low), high)


def part_of(amount: float | None, share: Fraction) -> float | None:
    return amount if amount is None or share == 1 else ceil(Fraction(str(amount)) * share)


def chosen(of: Selection, subject: Subject, facts: list[Fact]) -> list[Fact]:
    return [
        fact
        for fact in facts
        if fact.kind in of.kinds
        and subject.key in fact.subjects
        and all(set(fact.tags.get(tag, ())) & set(some) for tag, some in of.where.items())
    ]


def sift(
    rule: Rule, of: Selection, subject: Subject, window: list[date], facts: list[Fact], today: date
) -> tuple[dict[str, list[Fact]], list[str]]:
    """The records that count, each with its facts, and the names of those that are only late."""
    due = window[-1] + rule.grace * DAY
    look = [d for d in window if d <= today]
    counted: dict[str, list[Fact]] = {}
    late: list[tuple[date, str]] = []
    for fact in chosen(of, subject, facts):
        handed = fact.done if fact.done is not None else fact.on
        if fact.lasting:
            inside = bool(look) and fact.on <= look[-1] <= (fact.until or look[-1])
            overdue = handed > due
        else:
            too_late_for_once = isinstance(rule.period, Once) and fact.on > window[-1]
            inside = fact.on in window or too_late_for_once
            overdue = handed > due or too_late_for_once
        if inside and handed <= today:
            if overdue:
                late.append((fact.on, fact.evidence))
            else:
                counted.setdefault(fact.evidence, []).append(fact)
    names = [name for _, name in sorted(late) if name not in counted]
    return counted, list(dict.fromkeys(names))


def value(measure: Measure, records: dict[str, list[Fact]]) -> float:
    if isinstance(measure, Count):
        return len(records)
    if isinstance(measure, Sum):
        name = measure.number
        return sum(
            max((f.numbers[name] for f in facts if name in f.numbers), default=0)
            for facts in records.values()
        )
    assert isinstance(measure, Distinct | Covers)
    seen = {v for facts in records.values() for f in facts for v in f.tags.get(measure.tag, ())}
    return len(seen & set(measure.values) if isinstance(measure, Covers) else seen)


def count(
    rule: Rule,
    subject: Subject,
    window: list[date],
    facts: list[Fact],
    today: date,
    share: Fraction,
    answer: Answer,
) -> None:
    measure = rule.measure
    part = measure.part if isinstance(measure, Ratio) else measure
    records, late = sift(rule, part.of, subject, window, facts, today)
    answer.have = value(part, records)
    everything = dict(records)
    if isinstance(measure, Ratio):
        if isinstance(measure.whole, str):
            name, whole = measure.whole, subject.numbers.get(measure.whole)
        else:
            name = "+".join(measure.whole.of.kinds)
            beside, also_late = sift(rule, measure.whole.of, subject, window, facts, today)
            whole, everything = value(measure.whole, beside), {**beside, **records}
            late = [n for n in dict.fromkeys(late + also_late) if n not in everything]
        if not whole:
            answer.reason = f"{'no-attribute' if whole is None else 'zero-denominator'}:{name}"
            return
        answer.have /= whole
    days = {name: min(f.on for f in given) for name, given in everything.items()}
    answer.evidence = tuple(sorted(everything, key=lambda name: (days[name], name)))
    answer.late = tuple(late)
    short = shortfalls(rule, part, records, share)
    answer.lacking = tuple(v for v, lack in short.items() if lack > 0)
    total = max((answer.least or 0) - answer.have, 0)
    answer.missing = max(total, sum(short.values())) if rule.each_of else total
    each = part_of(rule.each_of.least, share) or 0 if rule.each_of else 0
    answer.owed = max(answer.least or 0, each * len(short))
    answer.is_stock = any(f.lasting for name in everything for f in everything[name])


def shortfalls(
    rule: Rule, part: Measure, records: dict[str, list[Fact]], share: Fraction
) -> dict[str, float]:
    if rule.each_of:
        tag, values = rule.each_of.tag, rule.each_of.values
        least, measure = part_of(rule.each_of.least, share) or 0, part
    elif isinstance(rule.measure, Covers):
        tag, values, least = rule.measure.tag, rule.measure.values, 1
        measure = Count(rule.measure.of)
    else:
        return {}

    def with_value(v: str) -> dict[str, list[Fact]]:
        return {
            name: given
            for name, given in records.items()
            if any(v in f.tags.get(tag, ()) for f in given)
        }

    return {v: max(least - value(measure, with_value(v)), 0) for v in values}


def verdict(rule: Rule, answer: Answer, chance: float, today: date) -> Verdict:
    """The verdict, given the forecast's chance."""
    found = strict_verdict(rule, answer, chance, today)
    if rule.soft and found in (Verdict.AT_RISK, Verdict.MISSED):
        return Verdict.BEHIND
    return found


def strict_verdict(rule: Rule, answer: Answer, chance: float, today: date) -> Verdict:
    assert answer.due is not None
    exceeded = answer.most is not None and answer.have > answer.most + 1e-9
    fulfilled = answer.missing <= 1e-9 and not exceeded
    if today > answer.due:
        return Verdict.MET if fulfilled else Verdict.MISSED
    can_shrink = isinstance(rule.measure, Ratio) or answer.is_stock
    if exceeded:
        return Verdict.AT_RISK if can_shrink else Verdict.MISSED
    if fulfilled and (answer.least is not None or rule.each_of):
        return Verdict.MET
    if today < answer.window[0] or (is_far(rule, answer, today) and not answer.evidence):
        return Verdict.NOT_YET_DUE
    if chance >= 0.9 or (not can_shrink and keeps_pace(rule, answer, today)):
        return Verdict.ON_COURSE
    return Verdict.BEHIND if chance >= 0.5 else Verdict.AT_RISK


def is_far(rule: Rule, answer: Answer, today: date) -> bool:
    return isinstance(rule.period, Once) and (answer.window[-1] - today).days > 90


def keeps_pace(rule: Rule, answer: Answer, today: date) -> bool:
    running = answer.window[-91:] if isinstance(rule.period, Once) else answer.window
    gone = Fraction(sum(1 for d in running if d < today), len(running))
    if not answer.owed:
        return Fraction(answer.have) <= Fraction(answer.most or 0) * gone
    asked = Fraction(answer.owed) * gone
    if not isinstance(rule.measure, Sum):
        asked = Fraction(floor(asked + Fraction(1, 2)))
    return Fraction(answer.owed) - Fraction(answer.missing) >= asked

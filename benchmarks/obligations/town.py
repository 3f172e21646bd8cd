"""A made-up town with a plan of 25 rules and five years of records."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from random import Random
from typing import NamedTuple

from wenming.engines.obligations import (
    Bound,
    Count,
    Distinct,
    Each,
    Every,
    Fact,
    Roster,
    Rule,
    Selection,
    Subject,
    Sum,
)

FIRST, TODAY = date(2022, 1, 1), date(2026, 11, 23)
DAYS = (TODAY - FIRST).days + 1
TEAMS, RECORDS_A_YEAR = 40, 5_000
KINDS = ("activity.held", "visit.made", "report.sent", "training.held", "plan.published")
TASKS = ("theory", "policy", "values", "culture", "customs")
TAGS = {task: {"task": frozenset({task})} for task in TASKS}
ASKED = [(Every.WEEK, 1), (Every.MONTH, 1), (Every.MONTH, 2), (Every.QUARTER, 3), (Every.YEAR, 12)]


class Town(NamedTuple):
    teams: Sequence[Subject]
    facts: Sequence[Fact]


def rules() -> tuple[Rule, ...]:
    """25 rules: two a week, the others a month, a quarter, a year; some for one task only."""
    return tuple(_rule(number) for number in range(25))


def of(rule: Rule) -> Selection:
    """What a rule of the town counts."""
    assert isinstance(rule.measure, Count | Sum | Distinct)
    return rule.measure.of


def made_up(seed: int) -> Town:
    """Some teams are more zealous than others."""
    random = Random(seed)
    teams = [Subject(f"team:{seed:02}/{n:02}", "team", "队", "unit") for n in range(TEAMS)]
    zeal = [random.gammavariate(3, 1) for _ in teams]
    doers = random.choices(teams, zeal, k=RECORDS_A_YEAR * 5)
    facts = [
        Fact(
            random.choice(KINDS),
            (team.key,),
            FIRST + timedelta(days=random.randrange(DAYS)),
            f"record:{number}",
            numbers={"people": random.randrange(5, 40)},
            tags=TAGS[random.choice(TASKS)],
        )
        for number, team in enumerate(doers)
    ]
    return Town(teams, facts)


def _rule(number: int) -> Rule:
    kind, (every, least) = KINDS[number // 5], ASKED[number % 5]
    if every is Every.WEEK and number >= 10:
        every = Every.HALF_YEAR
    where = {"task": frozenset({TASKS[number % 5]})} if number % 7 == 3 else {}
    counted = Selection((kind,), where)
    measure: Count | Sum | Distinct = Count(counted)
    if number % 11 == 5:
        measure, least = Sum(counted, "people"), least * 20
    elif number % 11 == 9:
        measure, least = Distinct(counted, "task"), min(least, 4)
    period, roster = Each(every), Roster("team")
    return Rule(f"r{number:02}", "", measure, Bound(least), period, roster, start=FIRST)

"""The counts of columns are the counts of the judge."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.engines.obligations.world import HELD, MONTHLY, YEAR_2026, a_rule, a_team, day, span
from wenming.engines.obligations import (
    Bound,
    Count,
    Covers,
    Each,
    EachOf,
    Every,
    Fact,
    Formula,
    Once,
    OnDay,
    Part,
    Period,
    Phase,
    Rule,
    Selection,
    Shift,
    Sum,
    Verdict,
    Years,
    judge,
    spans,
)
from wenming.engines.obligations.bulk import Columns, NotInBulk, full_count

KINDS = ("activity.held", "visit.made", "report.sent")
FROM = date(2024, 12, 20)
WITHIN = span("2025-01-01", "2026-12-31")

Event = tuple[int, int, int, int]
events = st.lists(
    st.tuples(st.integers(0, 3), st.integers(0, 2), st.integers(0, 760), st.integers(0, 30)),
    max_size=80,
)
of = st.builds(Selection, st.sampled_from([KINDS[:1], KINDS[1:], (KINDS[0], KINDS[2]), ("none",)]))
periods: st.SearchStrategy[Period] = st.one_of(
    st.builds(Each, st.sampled_from(list(Every))),
    st.just(Years(2, 2025)),
    st.just(Once(date(2026, 6, 1))),
    st.builds(OnDay, st.sampled_from([5, 31]), st.sampled_from(list(Shift)), st.just(2)),
)
rules = st.builds(
    a_rule,
    measure=st.builds(Count, of) | st.builds(Sum, of, st.just("people")),
    bound=st.sampled_from([Bound(1), Bound(2.5), Bound(most=3), Bound(1, 4), Bound(1, 1)]),
    period=periods,
    start=st.none() | st.just(date(2025, 3, 10)),
    end=st.none() | st.just(date(2026, 8, 20)),
)


def columns(given_events: list[Event]) -> Columns:
    table = np.array(given_events, np.int64).reshape(-1, 4)
    first = FROM.toordinal()
    return Columns(
        table[:, 0].astype(np.int32),
        table[:, 1].astype(np.int16),
        (table[:, 2] + first).astype(np.int32),
        table[:, 3].astype(np.uint16),
    )


def facts(given_events: list[Event]) -> list[Fact]:
    return [
        Fact(
            KINDS[kind],
            (f"team:{subject}",),
            FROM + timedelta(days=after),
            f"record:{number}",
            numbers={"people": people},
        )
        for number, (subject, kind, after, people) in enumerate(given_events)
        if FROM + timedelta(days=after) in WITHIN
    ]


def by_judge(rule: Rule, of_span: object, given_facts: list[Fact]) -> list[tuple[float, bool]]:
    found = [
        judge(rule, a_team(f"team:{n}"), of_span, given_facts, day("2027-06-01"))  # type: ignore[arg-type]
        for n in range(4)
    ]
    return [(one.have, one.verdict is Verdict.MET) for one in found]


@settings(max_examples=80, derandomize=True, deadline=None)
@given(events, st.lists(rules, max_size=4))
def test_columns_are_counted_as_the_judge_counts(given_events: list[Event], of: list[Rule]) -> None:
    counts = full_count(columns(given_events), 4, of, KINDS, WITHIN)
    met = counts.met()
    judged = facts(given_events)
    assert len(counts.columns) == sum(len(spans(r, WITHIN.start, WITHIN.end)) for r in of)
    for place, (rule, of_span) in enumerate(counts.columns):
        expected = by_judge(rule, of_span, judged)
        assert [int(n) for n in counts.table[:, place]] == [have for have, _ in expected]
        assert met[place] == sum(is_met for _, is_met in expected)
    assert counts.active() == int((counts.table > 0).sum())


def test_many_subjects_and_events_take_several_turns() -> None:
    subjects = 600
    one_day = np.full(300_000, day("2026-05-05").toordinal(), np.int32)
    every = Columns(
        np.arange(300_000, dtype=np.int32) % subjects, np.zeros(300_000, np.int16), one_day
    )
    counts = full_count(every, subjects, [a_rule(least=500, period=MONTHLY)], KINDS, YEAR_2026)
    assert list(counts.met()) == [0, 0, 0, 0, 600, 0, 0, 0, 0, 0, 0, 0]
    assert counts.table.dtype == np.uint16
    few = full_count(columns([(0, 0, 20, 1)]), 1, [a_rule()], KINDS, YEAR_2026)
    assert few.table.dtype == np.uint8


def test_counters_are_wide_enough_for_the_busiest() -> None:
    amounts = np.array([40_000, 40_000], np.uint16)
    days = np.full(2, day("2026-05-05").toordinal(), np.int32)
    busy = Columns(np.zeros(2, np.int32), np.zeros(2, np.int16), days, amounts)
    people = a_rule(measure=Sum(HELD, "people"), bound=Bound(80_000))
    assert list(full_count(busy, 1, [people], KINDS, YEAR_2026).met()) == [1]
    beyond = a_rule(bound=Bound(80_000, 90_000))
    assert list(full_count(busy, 1, [beyond], KINDS, YEAR_2026).met()) == [0]
    many = Columns(np.zeros(70_000, np.int32), np.zeros(70_000, np.int16), np.repeat(days, 35_000))
    assert full_count(many, 1, [a_rule()], KINDS, YEAR_2026).table.tolist() == [[70_000]]


def test_nothing_at_all_counts_nought() -> None:
    nothing = columns([])
    assert full_count(nothing, 2, [a_rule()], KINDS, YEAR_2026).table.tolist() == [[0], [0]]
    no_rules = full_count(nothing, 2, [], KINDS, YEAR_2026)
    assert (no_rules.columns, no_rules.table.shape, list(no_rules.met())) == ((), (2, 0), [])


@pytest.mark.parametrize(
    "rule",
    [
        a_rule(measure=Covers(HELD, "task", ("x",))),
        a_rule(measure=Count(Selection(("a",), {"task": frozenset("x")}))),
        a_rule(own={"team:a": Bound(3)}),
        a_rule(phases=(Phase(Bound(3)),)),
        a_rule(each_of=EachOf("task", ("x",))),
        a_rule(part=Part.PRO_RATA),
        a_rule(bound=Bound()),
        a_rule(bound=Bound(Formula("households"))),
        a_rule(bound=Bound(1, Formula("households"))),
        a_rule(period=OnDay(5, before=20, after=20)),
    ],
)
def test_what_counters_cannot_tell_is_refused(rule: Rule) -> None:
    with pytest.raises(NotInBulk, match="r: "):
        full_count(columns([]), 1, [replace(rule)], KINDS, YEAR_2026)

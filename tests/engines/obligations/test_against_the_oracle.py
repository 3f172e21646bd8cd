"""Random plans and records: the engine and the slow oracle say the same."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.engines.obligations import oracle
from wenming.engines.obligations import (
    Almanac,
    Bound,
    Count,
    Covers,
    Distinct,
    Each,
    EachOf,
    Every,
    Fact,
    Formula,
    Ledger,
    Measure,
    Once,
    OnDay,
    Part,
    Period,
    Phase,
    Ratio,
    Roster,
    Rounding,
    Rule,
    Selection,
    Shift,
    Subject,
    Sum,
    Verdict,
    Years,
    judge,
    span_at,
    spans,
    standings,
)

quick = settings(max_examples=150, derandomize=True, deadline=None)

BEGIN = date(2025, 10, 1)
days = st.integers(0, 700).map(lambda n: BEGIN + timedelta(days=n))
maybe_day = st.none() | days
KINDS, KEYS, VALUES = ("held", "sent"), ("team:a", "team:b", "team:c"), ("x", "y", "z")
some_values = st.frozensets(st.sampled_from((*VALUES, "other")), max_size=2)


@st.composite
def facts_(draw: st.DrawFn) -> Fact:
    on = draw(days)
    lasting = draw(st.integers(0, 5)) == 0
    later = st.none() | st.integers(-5, 40).map(lambda n: on + timedelta(days=n))
    return Fact(
        draw(st.sampled_from(KINDS)),
        tuple(draw(st.sets(st.sampled_from(KEYS), min_size=1, max_size=2))),
        on,
        f"record:{draw(st.integers(0, 30))}",
        lasting,
        draw(later) if lasting else None,
        draw(later),
        draw(st.dictionaries(st.just("people"), st.integers(0, 40), max_size=1)),
        draw(st.dictionaries(st.sampled_from(("task", "theme")), some_values, max_size=2)),
    )


selections = st.builds(
    Selection,
    st.sampled_from([("held",), ("sent",), KINDS]),
    st.sampled_from([{}, {"task": frozenset({"x", "y"})}]),
)
simple = st.one_of(
    st.builds(Count, selections),
    st.builds(Count, selections),
    st.builds(Sum, selections, st.just("people")),
    st.builds(Distinct, selections, st.just("task")),
)
measures: st.SearchStrategy[Measure] = st.one_of(
    simple,
    simple,
    st.builds(Covers, selections, st.just("task"), st.just(VALUES)),
    st.builds(Ratio, simple, st.just("households") | simple),
)
formulas = st.builds(
    Formula,
    st.just("households"),
    st.sampled_from([1, 7, 30, 2.5]),
    st.sampled_from([1, 2]),
    st.sampled_from(list(Rounding)),
    st.sampled_from([0, 1]),
    st.none() | st.just(2),
    st.none() | st.just(4),
)
numbers = st.sampled_from([0, 0.5, 1, 2, 3, 12]) | formulas
bounds = st.builds(Bound, st.none() | numbers, st.none() | st.sampled_from([0, 2, 5]))
periods: st.SearchStrategy[Period] = st.one_of(
    st.builds(Each, st.sampled_from(list(Every))),
    st.builds(Each, st.sampled_from([Every.MONTH, Every.QUARTER, Every.YEAR])),
    st.builds(Years, st.integers(1, 3), st.sampled_from([2024, 2026])),
    st.builds(Once, days),
    st.builds(
        OnDay,
        st.sampled_from([1, 5, 15, 29, 31]),
        st.sampled_from(list(Shift)),
        st.sampled_from([0, 2]),
        st.sampled_from([0, 3]),
    ),
)
almanacs = st.builds(Almanac, st.frozensets(days, max_size=40), st.frozensets(days, max_size=20))


@st.composite
def rules_(draw: st.DrawFn) -> Rule:
    middle = draw(days)
    return Rule(
        draw(st.sampled_from(["r1", "r2"])),
        "1.1",
        draw(measures),
        draw(bounds),
        draw(periods),
        Roster("team"),
        own=draw(st.dictionaries(st.just("team:b"), bounds, max_size=1)),
        each_of=draw(st.none() | st.just(EachOf("theme", ("x", "y"), 1))),
        phases=draw(st.sampled_from([(), (Phase(Bound(4), end=middle), Phase(Bound(1), middle))])),
        soft=draw(st.booleans()),
        start=draw(maybe_day),
        end=draw(maybe_day),
        part=draw(st.sampled_from(list(Part))),
        grace=draw(st.sampled_from([0, 0, 10])),
    )


subjects_ = st.builds(
    Subject,
    st.sampled_from(KEYS),
    st.just("team"),
    st.just("队"),
    st.just("unit:a"),
    st.just({}),
    st.dictionaries(st.just("households"), st.sampled_from([0, 45, 90]), max_size=1),
    maybe_day,
    maybe_day,
)
teams = st.lists(subjects_, max_size=3, unique_by=lambda one: one.key)


@quick
@given(rules_(), subjects_, st.lists(facts_(), max_size=40), days, days, almanacs)
def test_a_standing_is_what_the_slow_count_says(
    rule: Rule, subject: Subject, facts: list[Fact], on: date, today: date, almanac: Almanac
) -> None:
    span = span_at(rule, on, almanac)
    if span is None:
        return
    found = judge(rule, subject, span, facts, today, almanac=almanac)
    slow = oracle.ask(rule, subject, on, facts, today, almanac)

    assert found.reason == slow.reason
    if slow.reason in ("not-in-force", "part-of-period"):
        assert found.verdict is Verdict.NOT_YET_DUE
        return
    assert found.due == slow.due
    if slow.reason:
        assert found.verdict is Verdict.NOT_COUNTABLE
        return
    assert (found.need.least, found.need.most) == (slow.least, slow.most)
    assert found.have == pytest.approx(slow.have)
    assert found.missing == pytest.approx(slow.missing)
    assert (found.lacking, found.evidence, found.late) == (slow.lacking, slow.evidence, slow.late)
    assert (found.forecast is None) == (today > found.due)
    chance = found.forecast.chance if found.forecast else 0
    assert 0 <= chance <= 1
    assert found.verdict is oracle.verdict(rule, slow, chance, today)


@quick
@given(rules_(), days, days, almanacs)
def test_the_periods_follow_each_other_day_by_day(
    rule: Rule, since: date, until: date, almanac: Almanac
) -> None:
    passed = [since + timedelta(days=n) for n in range((until - since).days + 1)]
    by_day = dict.fromkeys(span for d in passed if (span := span_at(rule, d, almanac)))
    assert spans(rule, since, until, almanac) == tuple(by_day)


@quick
@given(rules_(), days, almanacs)
def test_a_period_holds_just_the_days_of_its_label(rule: Rule, on: date, almanac: Almanac) -> None:
    found = span_at(rule, on, almanac)
    if found is None or isinstance(rule.period, Once):
        return
    same = oracle.span_days(rule, on)
    assert (found.start, found.end) == (same[0], same[-1])


@settings(quick, max_examples=60)
@given(
    st.lists(rules_(), max_size=3),
    teams,
    st.lists(facts_(), max_size=40),
    days,
    maybe_day,
    st.randoms(),
)
def test_the_order_of_subjects_and_facts_does_not_matter(
    rules: list[Rule],
    subjects: list[Subject],
    facts: list[Fact],
    today: date,
    since: date | None,
    chance: object,
) -> None:
    other, shuffled = list(subjects), list(facts)
    chance.shuffle(other)  # type: ignore[attr-defined]
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    found = standings(rules, subjects, facts, today, since=since)
    assert found == standings(rules, other, shuffled, today, since=since)


@settings(quick, max_examples=100)
@given(
    st.lists(rules_(), min_size=1, max_size=3),
    teams,
    st.lists(facts_(), max_size=30),
    st.lists(st.tuples(st.integers(0, 30), st.lists(facts_(), max_size=2)), max_size=6),
    st.lists(st.tuples(days, maybe_day), min_size=1, max_size=2),
)
def test_a_ledger_kept_up_to_date_equals_a_full_count(
    rules: list[Rule],
    subjects: list[Subject],
    facts: list[Fact],
    changes: list[tuple[int, list[Fact]]],
    questions: list[tuple[date, date | None]],
) -> None:
    ledger = Ledger(rules, subjects, facts)
    for number, given_facts in [(-1, []), *changes]:
        record = f"record:{number}"
        new = [
            Fact(f.kind, f.subjects, f.on, record, f.lasting, f.until, f.done, f.numbers, f.tags)
            for f in given_facts
        ]
        ledger.put(record, new)
        facts = [fact for fact in facts if fact.evidence != record] + new
        for today, since in questions:
            full = standings(rules, subjects, facts, today, since=since)
            assert ledger.standings(today, since) == full

"""The forecast: the mathematics against sums and simulation, and what it makes of a history."""

from __future__ import annotations

import math
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.engines.obligations.world import (
    HELD,
    MONTHLY,
    QUARTERLY,
    YEAR_2026,
    a_rule,
    a_team,
    an_event,
    day,
    events,
    span,
    tags,
)
from wenming.engines.obligations import (
    Bound,
    Covers,
    Distinct,
    EachOf,
    Fact,
    Forecast,
    OnDay,
    Ratio,
    Rule,
    Sum,
    Verdict,
    judge,
    peers_of,
    standings,
)
from wenming.engines.obligations.chances import (
    Beta,
    Gamma,
    all_of,
    beta_below,
    habit_of,
    pace_of,
)

quick = settings(max_examples=100, derandomize=True, deadline=None)


@quick
@given(st.integers(1, 60), st.floats(0.05, 300), st.floats(0.1, 1000), st.integers(1, 400))
def test_the_tail_of_the_negative_binomial_is_the_sum_of_its_terms(
    events: int, shape: float, days: float, left: int
) -> None:
    seen, coming = days / (days + left), left / (days + left)
    fewer = math.fsum(
        math.exp(
            math.lgamma(shape + n)
            - math.lgamma(shape)
            - math.lgamma(n + 1)
            + shape * math.log(seen)
            + n * math.log(coming)
        )
        for n in range(events)
    )
    assert Gamma(shape, days).chance_of(events, left) == pytest.approx(1 - fewer, abs=1e-9)


def test_the_incomplete_beta_function_at_its_ends() -> None:
    assert beta_below(0, 2, 3) == 0
    assert beta_below(1, 2, 3) == 1
    assert beta_below(0.5, 2, 2) == pytest.approx(0.5)


def test_nothing_needed_is_sure_and_no_days_left_are_hopeless() -> None:
    assert Gamma(1, 1).chance_of(0, 0) == 1
    assert Gamma(1, 1).chance_of(1, 0) == 0


def test_at_least_some_of_independent_things() -> None:
    assert all_of([0.5, 0.5], 2) == pytest.approx(0.25)
    assert all_of([0.5, 0.2], 1) == pytest.approx(0.6)
    assert all_of([], 0) == 1


def test_peers_who_differ_tell_less_about_one_of_them_than_peers_alike() -> None:
    alike, apart = pace_of([(10, 100)] * 5), pace_of([(1, 100), (10, 100), (30, 100)])
    assert alike is not None
    assert apart is not None
    assert alike.shape > apart.shape
    assert pace_of([(3, 100), (4, 0), (5, 100)]) is None  # two peers are too few
    steady, mixed = habit_of([(9, 10)] * 5), habit_of([(10, 10), (0, 10), (10, 10), (0, 10)])
    assert steady.yes + steady.no > mixed.yes + mixed.no
    assert mixed.mean == pytest.approx(0.5)
    assert habit_of([]) == Beta(1, 1)


def test_chances_of_poisson_processes_come_true_as_often_as_they_say() -> None:
    random = Random(2022)
    told: dict[int, list[bool]] = {}
    for _town in range(60):
        rates = [random.gammavariate(4, 1 / 120) for _ in range(30)]
        halves = [[_poisson(random, rate * 182) for _ in range(2)] for rate in rates]
        prior = pace_of((first, 182) for first, _ in halves)
        assert prior is not None
        for first, second in halves:
            chance = prior.after(first, 182).chance_of(12 - first, 182)
            told.setdefault(min(int(chance * 5), 4), []).append(first + second >= 12)
    for fifth, outcomes in told.items():
        assert len(outcomes) > 50
        assert sum(outcomes) / len(outcomes) == pytest.approx((fifth + 0.5) / 5, abs=0.12)


def _poisson(random: Random, mean: float) -> int:
    count, left = 0, random.expovariate(1)
    while left < mean:
        count, left = count + 1, left + random.expovariate(1)
    return count


def outlook(today: str, rule: Rule, facts: list[Fact]) -> Forecast:
    found = judge(rule, a_team(), YEAR_2026, facts, day(today)).forecast
    assert found is not None
    return found


def test_more_records_and_more_days_mean_a_better_chance() -> None:
    rule = a_rule()
    chances = [
        outlook("2026-07-01", rule, events("2026-01-05", n, every=9)).chance for n in range(12)
    ]
    assert chances == sorted(chances)
    assert outlook("2026-03-01", rule, []).chance > outlook("2026-06-01", rule, []).chance
    assert outlook("2026-07-01", rule, events("2026-01-05", 12)).chance == 1


def test_what_is_expected_is_what_is_there_and_the_pace_of_the_rest() -> None:
    steady = outlook("2026-07-02", a_rule(), events("2026-01-01", 6, every=30))
    assert steady.expected == pytest.approx(12, abs=0.6)


def test_busy_peers_raise_the_hope_for_one_who_has_just_begun() -> None:
    teams = [a_team(f"team:{n}") for n in range(6)]
    busy = [f for n in range(1, 6) for f in events("2026-01-02", 8, every=7, subject=f"team:{n}")]
    idle = [f for n in range(1, 6) for f in events("2026-01-02", 1, subject=f"team:{n}")]
    of_busy = standings([a_rule()], teams, busy, day("2026-03-10"))[0]
    of_idle = standings([a_rule()], teams, idle, day("2026-03-10"))[0]
    assert of_busy.forecast is not None
    assert of_idle.forecast is not None
    assert of_busy.forecast.chance > of_idle.forecast.chance + 0.2


def test_a_standing_of_all_equals_the_standing_of_one_among_its_peers() -> None:
    rule, today = a_rule(), day("2026-07-10")
    teams = [a_team(f"team:{n}") for n in range(5)]
    facts = [f for n in range(5) for f in events("2025-06-01", 9 * n, every=9, subject=f"team:{n}")]
    among = peers_of(rule, teams, YEAR_2026, facts, today)
    alone = [judge(rule, team, YEAR_2026, facts, today, peers=among) for team in teams]
    assert alone == standings([rule], teams, facts, today)


def test_there_are_no_peers_where_the_rule_is_not_in_effect() -> None:
    rule = a_rule(end=day("2025-12-31"))
    assert peers_of(rule, [a_team()], YEAR_2026, [], day("2026-07-10")).pace is None


@pytest.mark.clause("5.2-a")
def test_who_held_every_fifth_so_far_will_probably_hold_the_next() -> None:
    rule = a_rule(least=1, period=OnDay(5))
    november = span("2026-11-01", "2026-11-30")
    always = [an_event(f"2026-{month:02}-05") for month in range(1, 11)]
    never = [an_event("2026-01-06")]

    def chance(facts: list[Fact], today: str = "2026-11-03") -> float:
        found = judge(rule, a_team(), november, facts, day(today)).forecast
        assert found is not None
        return found.chance

    assert chance(always) > 0.9
    assert chance(never) < 0.2
    assert chance([]) == 0.5  # nothing is known


def test_the_chance_of_a_monthly_duty_falls_while_the_month_runs_out() -> None:
    rule = a_rule(least=1, period=MONTHLY)
    november = span("2026-11-01", "2026-11-30")
    held = [an_event(f"2026-{month:02}-20") for month in range(5, 11)]
    verdicts = [
        judge(rule, a_team(), november, held, day(f"2026-11-{d:02}")).verdict
        for d in (2, 18, 26, 30)
    ]
    assert verdicts == [Verdict.ON_COURSE, Verdict.BEHIND, Verdict.BEHIND, Verdict.AT_RISK]


def test_periods_that_could_not_be_counted_make_no_habit() -> None:
    rule = a_rule(measure=Ratio(Sum(HELD, "met"), Sum(HELD, "all")), bound=Bound(1), period=MONTHLY)
    facts = [
        an_event("2026-09-03", numbers={"met": 1, "all": 1}),
        an_event("2026-11-03", numbers={"met": 0, "all": 1}),
    ]
    found = judge(rule, a_team(), span("2026-11-01", "2026-11-30"), facts, day("2026-11-01"))
    assert found.reason == "zero-denominator:activity.held"
    later = judge(rule, a_team(), span("2026-11-01", "2026-11-30"), facts, day("2026-11-16"))
    assert later.forecast is not None
    assert later.forecast.chance == pytest.approx(0.5)  # one of one, two thirds; half is gone


def test_who_was_not_there_has_no_habit_of_that_time() -> None:
    rule = a_rule(least=1, period=MONTHLY)
    team = a_team(begins=day("2026-10-10"))
    facts = [an_event("2026-03-03"), an_event("2026-10-12")]
    found = judge(rule, team, span("2026-11-01", "2026-11-30"), facts, day("2026-11-01"))
    assert found.forecast is not None
    assert found.forecast.chance == pytest.approx(2 / 3)


def test_a_sum_asks_for_as_many_records_as_it_has_average_ones() -> None:
    def year(people: int) -> list[Fact]:
        return [an_event(f.on, f.evidence, numbers={"people": people})
                for f in events("2026-01-05", 6, every=14)]  # fmt: skip

    rule = a_rule(measure=Sum(HELD, "people"), bound=Bound(120))
    teams = [a_team()]

    def chance(facts: list[Fact]) -> float:
        [found] = standings([rule], teams, facts, day("2026-07-02"))
        assert found.forecast is not None
        return found.forecast.chance

    assert chance(year(1)) < 0.01 < 0.5 < chance(year(11)) < chance(year(15))
    assert 0 < chance(year(0)) < 1


def test_a_category_seldom_served_lowers_the_chance() -> None:
    def facts(ys: int) -> list[Fact]:
        return [
            an_event(f.on, f.evidence, tags=tags(task="y" if n < ys else "x"))
            for n, f in enumerate(events("2026-01-05", 6, every=14))
        ]

    both = a_rule(each_of=EachOf("task", ("x", "y"), 4))
    assert (
        outlook("2026-07-02", both, facts(0)).chance < outlook("2026-07-02", both, facts(3)).chance
    )
    covers = a_rule(measure=Covers(HELD, "task", ("x", "y", "z", "u")), bound=Bound())
    two_more = outlook("2026-07-02", covers, facts(3)).chance
    one_more = outlook(
        "2026-07-02", a_rule(measure=covers.measure, bound=Bound(3)), facts(3)
    ).chance
    assert 0 < two_more < one_more < 1


def test_different_values_have_a_pace_of_their_own() -> None:
    def facts(themes: str) -> list[Fact]:
        return [
            an_event(f.on, f.evidence, tags=tags(theme=theme))
            for theme, f in zip(themes, events("2026-01-05", 6, every=14), strict=True)
        ]

    rule = a_rule(measure=Distinct(HELD, "theme"), bound=Bound(8))
    varied, same = (outlook("2026-07-02", rule, facts(t)).chance for t in ("abcdef", "aaaaaa"))
    assert varied > same


def test_too_much_lowers_the_chance_of_exactly_and_at_most() -> None:
    at_most, exactly = a_rule(bound=Bound(most=6)), a_rule(bound=Bound(6, 6))
    few, many = events("2026-01-05", 1), events("2026-01-05", 6)
    assert outlook("2026-03-01", at_most, few).chance > outlook("2026-03-01", at_most, many).chance
    assert outlook("2026-03-01", at_most, events("2026-01-05", 7)).chance == 0
    assert 0 < outlook("2026-12-01", exactly, many).chance < 1
    none_at_all = outlook("2026-03-01", a_rule(bound=Bound(most=0)), [])
    assert 0 < none_at_all.chance < 1
    monthly = a_rule(bound=Bound(most=2), period=OnDay(5, after=9))
    found = judge(
        monthly,
        a_team(),
        span("2026-11-01", "2026-11-30"),
        events("2026-11-05", 3),
        day("2026-11-09"),
    )
    assert found.forecast == Forecast(0, 3)


def test_a_duty_not_begun_is_told_by_the_period_before() -> None:
    rule = a_rule(least=3, period=QUARTERLY)
    facts = events("2026-07-01", 6, every=14)
    found = judge(rule, a_team(), span("2026-10-01", "2026-12-31"), facts, day("2026-09-30"))
    assert found.verdict is Verdict.NOT_YET_DUE
    assert found.forecast is not None
    assert found.forecast.chance > 0.7

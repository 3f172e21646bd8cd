"""Where not all pairs are looked at, the plan is the best of all, or the gap says what it may miss."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.engines.matching import oracle
from tests.engines.matching.made_up import problems
from tests.engines.matching.test_shapes import a_town
from wenming.engines.matching import (
    Costs,
    Pair,
    Place,
    Problem,
    Request,
    Team,
    looking,
    solve,
    solving,
)
from wenming.engines.matching.verifying import verify

quick = settings(max_examples=100, derandomize=True, deadline=None)
HERE, DAY = Place(0, 0), ("1",)


@pytest.fixture(scope="module", autouse=True)
def one_at_a_time() -> Iterator[None]:
    """As if every problem were too large, looking at one pair more of each request at a time."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(looking, "MANY", 0)
        patch.setattr(looking, "FEW", 1)
        patch.setattr(looking, "MORE", 1)
        yield


def ones(problem: Problem) -> Problem:
    return replace(problem, requests=tuple(replace(one, crew=1) for one in problem.requests))


@quick
@given(problems())
def test_no_plan_costs_less_where_nobody_needs_a_crew(problem: Problem) -> None:
    result = solve(ones(problem))

    assert result.objective == result.bound == oracle.best(ones(problem), result.price)
    assert list(verify(ones(problem), result)) == []


@quick
@given(problems(), st.none() | st.integers(1, 2))
def test_the_bound_holds_for_all_plans(problem: Problem, nearest: int | None) -> None:
    problem = replace(problem, nearest=nearest)
    result = solve(problem)

    assert result.bound <= oracle.best(problem, result.price) <= result.objective
    assert list(verify(problem, result)) == []


@quick
@given(problems(), st.data())
def test_what_is_set_by_hand_closes_what_it_takes(problem: Problem, data: st.DataObject) -> None:
    problem = ones(problem)
    pairs = [
        Pair(one.id, team.id, time)
        for one in problem.requests
        for team in problem.teams
        for time in (*one.times, "at night")
        if team.capacity and Pair(one.id, team.id) not in problem.forbidden
    ]
    if not pairs:
        return
    forced = replace(problem, forced=(data.draw(st.sampled_from(pairs)),))

    result = solve(forced)

    assert result.objective == result.bound == oracle.best(forced, result.price)


def test_a_town_is_the_same_as_if_all_were_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    problem = a_town(60, 80, times=2)
    part = solve(problem)
    monkeypatch.setattr(looking, "MANY", 1 << 40)
    whole = solve(problem)

    assert (part.objective, part.bound) == (whole.objective, whole.bound)
    assert {one.why.eligible for one in part.assignments} & set(range(20, 60))


def test_the_gap_says_what_was_not_looked_at() -> None:
    """The nearest has served so often that the one behind would be better."""
    teams = (Team("near", HERE, frozenset(DAY), load=9), Team("far", Place(70, 0), frozenset(DAY)))
    problem = Problem((Request("r", HERE, DAY),), teams, Costs(unserved=10_000), nearest=1)

    result = solve(problem)

    assert [one.team for one in result.assignments] == ["near"]
    assert (result.objective, result.bound) == (2700, 70)


def test_when_the_turns_are_used_up_the_gap_says_what_is_left(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(solving, "TURNS", 1)
    problem = a_town(30, 40)

    hasty = solve(problem)

    monkeypatch.setattr(solving, "TURNS", 20)
    patient = solve(problem)
    assert hasty.bound <= patient.bound == patient.objective <= hasty.objective
    assert hasty.gap > 0

"""Random small problems: the engine's plan is the best of all plans, and its bound proves it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.engines.matching import oracle
from tests.engines.matching.made_up import problems
from wenming.engines.matching import (
    Costs,
    Pair,
    Place,
    Problem,
    Request,
    Result,
    Team,
    looking,
    network,
    solve,
    what_if,
)

quick = settings(max_examples=100, derandomize=True, deadline=None)


def plan_of(result: Result) -> oracle.Plan:
    return tuple(Pair(one.request, one.team, one.time) for one in result.assignments)


def is_allowed(problem: Problem, plan: oracle.Plan) -> bool:
    """Each pair is eligible, each crew whole, and all can be done together."""
    crews = {
        one.id: {frozenset(crew) for crew in oracle.crews(problem, one)} for one in problem.requests
    }
    return oracle.can_be_done(problem, plan) and all(
        frozenset(pair for pair in plan if pair.request == request) in some
        for request, some in crews.items()
    )


@quick
@given(problems())
def test_no_plan_costs_less(problem: Problem) -> None:
    result = solve(problem)

    assert result.objective == oracle.best(problem, result.price)
    assert (result.bound, result.gap) == (result.objective, 0)


@quick
@given(problems())
def test_the_plan_can_be_carried_out_and_costs_what_it_says(problem: Problem) -> None:
    result = solve(problem)
    plan = plan_of(result)

    assert is_allowed(problem, plan)
    assert result.objective == oracle.cost(problem, plan, result.price)
    paid = sum(one.cost for one in result.assignments)
    left = sum(one.price for one in result.unassigned)
    assert result.objective == paid + left + result.totals.broken
    assert left == result.totals.unserved


@quick
@given(problems(), st.randoms(use_true_random=False))
def test_the_order_makes_no_difference(problem: Problem, random: st.random_module) -> None:
    def shuffled(of: tuple[object, ...]) -> tuple[object, ...]:
        return tuple(random.sample(of, len(of)))

    other = replace(
        problem,
        requests=shuffled(problem.requests),
        teams=shuffled(problem.teams),
        promised=shuffled(problem.promised),
    )

    assert solve(other) == solve(problem) == solve(problem)


@quick
@given(problems(), st.data())
def test_a_pair_set_by_hand_is_kept_and_all_else_is_best(
    problem: Problem, data: st.DataObject
) -> None:
    pairs = [
        Pair(one.id, team.id, time)
        for one in problem.requests
        for team in problem.teams
        for time in (*one.times, "at night")
        if team.capacity and Pair(one.id, team.id) not in problem.forbidden
    ]
    if not pairs:
        return
    pair = data.draw(st.sampled_from(pairs))

    result = what_if(problem, force=[pair])

    forced = replace(problem, forced=(pair,))
    assert pair in plan_of(result)
    assert is_allowed(forced, plan_of(result))
    assert result.objective == result.bound == oracle.best(forced, result.price)


@quick
@given(problems())
def test_serving_comes_first(problem: Problem) -> None:
    problem = replace(problem, costs=replace(problem.costs, unserved=None))
    requests = {one.id: one for one in problem.requests}

    def left_over(plan: oracle.Plan) -> float:
        served = [pair.request for pair in plan]
        return sum(
            (10 * one.priority + one.waited) * (one.crew - served.count(one.id)) / one.crew
            for one in requests.values()
        )

    problem = replace(problem, costs=replace(problem.costs, priority=10, waiting=1))
    least = min(left_over(plan) for plan in oracle.plans(problem))

    assert abs(left_over(plan_of(solve(problem))) - least) < 1e-9


# Hostile shapes ------------------------------------------------------------------------------

HERE, BOTH = Place(0, 0), ("1", "2")


def some(count: int, **changes: object) -> tuple[Request, ...]:
    return tuple(replace(Request(f"r{n}", Place(n, 0), BOTH), **changes) for n in range(count))


def others(count: int, **changes: object) -> tuple[Team, ...]:
    return tuple(
        replace(Team(f"t{n}", Place(0, n), frozenset(BOTH)), **changes) for n in range(count)
    )


HOSTILE = {
    "no candidates": Problem(some(3, skills=frozenset({"wire"})), others(3)),
    "nobody there": Problem(some(3), ()),
    "all costs equal": Problem(some(4, place=HERE), others(4, place=HERE, capacity=2)),
    "one hub": Problem(some(5), others(1, capacity=2)),
    "one hub for crews": Problem(some(3, crew=2), (*others(1, capacity=2), *others(3)[1:])),
    "huge costs": Problem(
        some(4), others(3, capacity=2), Costs(travel=10**11, load=10**12, unserved=10**14)
    ),
    "nothing costs anything": Problem(some(3, crew=2), others(3), Costs(0, 0, 0, 0, 0, unserved=0)),
    "a crew larger than everybody": Problem(some(2, crew=9) + some(3)[2:], others(3)),
    "a divisible one larger than everybody": Problem(
        some(2, crew=9, divisible=True) + some(3)[2:], others(3, capacity=2)
    ),
    "three want two, for any price": Problem(
        some(3, times=("1",), place=HERE), others(2), Costs(unserved=10**12)
    ),
}


@pytest.mark.parametrize("way", ["plain", "compiled", "in part"])
@pytest.mark.parametrize("shape", HOSTILE)
def test_hostile_shapes(shape: str, way: str, monkeypatch: pytest.MonkeyPatch) -> None:
    problem = HOSTILE[shape]
    if way == "compiled":
        monkeypatch.setattr(network, "LARGE", 0)
    if way == "in part":
        monkeypatch.setattr(looking, "MANY", 0)
        monkeypatch.setattr(looking, "FEW", 1)

    result = solve(problem)

    best = oracle.best(problem, result.price)
    assert is_allowed(problem, plan_of(result))
    assert oracle.cost(problem, plan_of(result), result.price) == result.objective
    assert result == solve(problem)
    if way != "in part" or all(one.crew == 1 for one in problem.requests):
        assert result.objective == result.bound == best
    else:
        assert result.bound <= best <= result.objective

"""Requests arrive one by one: after each the plan is what solving anew would find."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.engines.matching.made_up import problems
from tests.engines.matching.test_shapes import a_town
from wenming.engines.matching import (
    Costs,
    Pair,
    Place,
    Problem,
    Request,
    Result,
    Standing,
    Team,
    Unfit,
    solve,
)
from wenming.engines.matching.verifying import verify

HERE, DAY = Place(0, 0), ("1",)
REQUEST, TEAM = Request("r", HERE, DAY), Team("t", HERE, frozenset(DAY))


def pairs_of(result: Result) -> Iterable[Pair]:
    return {Pair(one.request, one.team, one.time) for one in result.assignments}


@settings(max_examples=150, derandomize=True, deadline=None)
@given(problems(), st.integers(0, 4), st.booleans())
def test_each_arrival_is_as_good_as_solving_anew(
    problem: Problem, at_first: int, alone: bool
) -> None:
    if alone:
        requests = tuple(replace(one, crew=1) for one in problem.requests)
        problem = replace(problem, requests=requests)
    arriving = problem.requests[at_first:]
    known = {one.id for one in problem.requests[:at_first]}
    problem = replace(
        problem,
        requests=problem.requests[:at_first],
        promised=tuple(pair for pair in problem.promised if pair.request in known),
        forbidden=tuple(pair for pair in problem.forbidden if pair.request in known),
    )
    standing = Standing(problem)
    for request in arriving:
        before = set(standing.pairs)
        said = standing.arrive(request)
        anew, result = solve(standing.problem), standing.result()

        assert said.objective == result.objective == anew.objective == result.bound
        assert said.missing == request.crew - sum(p.request == request.id for p in standing.pairs)
        assert set(standing.pairs) == (before - set(said.ended)) | set(said.begun)
        assert pairs_of(result) == set(standing.pairs)
        assert list(verify(standing.problem, result)) == []


def test_a_town_arrives() -> None:
    problem = a_town(60, 80, times=2)
    standing = Standing(replace(problem, requests=()))
    for request in problem.requests:
        standing.arrive(request)

    anew = solve(standing.problem)
    assert (standing.objective, standing.result().bound) == (anew.objective, anew.bound)
    assert {one.id for one in standing.problem.requests} == {one.id for one in problem.requests}


def test_others_make_room_and_it_is_said() -> None:
    near, far = replace(TEAM, id="near"), replace(TEAM, id="far", place=Place(50, 0), reach=60)
    standing = Standing(Problem((REQUEST,), (near, far)))

    said = standing.arrive(Request("s", Place(-40, 0), DAY))

    assert said.begun == (Pair("r", "far", "1"), Pair("s", "near", "1"))
    assert (said.ended, said.missing) == ((Pair("r", "near", "1"),), 0)


def test_a_promise_stays_unless_it_pays_to_make_room() -> None:
    far = replace(TEAM, id="far", place=Place(900, 0))
    standing = Standing(Problem((REQUEST,), (TEAM, far), promised=(Pair("r", "far", "1"),)))

    assert standing.pairs == {Pair("r", "far", "1")}
    assert standing.objective == standing.result().bound == 900
    assert standing.arrive(replace(REQUEST, id="s")).ended == ()


def test_serving_still_comes_first_when_one_arrives_from_far_off() -> None:
    standing = Standing(Problem((), (TEAM,)))
    price = standing.problem.costs.unserved

    standing.arrive(replace(REQUEST, place=Place(90_000, 0)))

    assert standing.pairs == {Pair("r", "t", "1")}
    assert (standing.problem.costs.unserved or 0) > (price or 0) > 0


def test_serving_still_comes_first_when_very_many_arrive() -> None:
    standing = Standing(Problem((), (TEAM,)))
    prices = set()
    for number in range(120):
        standing.arrive(replace(REQUEST, id=f"{number}"))
        prices.add(standing.problem.costs.unserved)

    assert len(prices) == 2
    assert standing.objective == solve(standing.problem).objective


def test_a_crew_that_comes_whole_is_decided_anew() -> None:
    standing = Standing(Problem((REQUEST,), (TEAM, replace(TEAM, id="u")), Costs(unserved=5)))

    said = standing.arrive(replace(REQUEST, id="s", crew=2, priority=9))

    assert said.begun == (Pair("s", "t", "1"), Pair("s", "u", "1"))
    assert said.objective == standing.result().objective == solve(standing.problem).objective


@pytest.mark.parametrize(
    ("request_", "fault"),
    [
        (REQUEST, "request.id: 'r' is empty or there already; an id names one"),
        (replace(REQUEST, id=""), "request.id: '' is empty"),
        (replace(REQUEST, id="s", crew=0), "request.crew: 0 is too little"),
    ],
)
def test_a_request_that_cannot_be_meant_is_refused(request_: Request, fault: str) -> None:
    standing = Standing(Problem((REQUEST,), (TEAM,)))

    with pytest.raises(Unfit) as refused:
        standing.arrive(request_)

    assert refused.value.faults[0].startswith(fault)
    assert len(standing.problem.requests) == 1

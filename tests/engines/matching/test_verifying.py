"""A result that was tampered with is found out; an honest one holds."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given, settings

from tests.engines.matching.made_up import problems
from wenming.engines.matching import (
    Assignment,
    Costs,
    Pair,
    Place,
    Problem,
    Request,
    Result,
    Team,
    solve,
)
from wenming.engines.matching.verifying import verify

HERE, THERE = Place(0, 0), Place(300, 400)
BOTH = ("1", "2")
PROBLEM = Problem(
    requests=(
        Request("alone", HERE, BOTH, frozenset({"wire"}), area="east"),
        Request("crew", THERE, BOTH, crew=2),
        Request("left", HERE, ("9",)),
    ),
    teams=(
        Team("a", HERE, frozenset(BOTH), frozenset({"wire"})),
        Team("b", HERE, frozenset(BOTH)),
        Team("c", HERE, frozenset(BOTH)),
        Team("far", Place(9000, 0), frozenset("1"), areas=frozenset({"west"}), reach=10),
    ),
    costs=Costs(unserved=5000),
    promised=(Pair("left", "a", "9"),),
)
RESULT = solve(PROBLEM)


@settings(max_examples=100, derandomize=True, deadline=None)
@given(problems())
def test_what_the_engine_says_holds(problem: Problem) -> None:
    assert list(verify(problem, solve(problem))) == []


def test_what_is_set_by_hand_may_be_against_the_rules() -> None:
    by_hand = replace(PROBLEM, forced=(Pair("alone", "far", "7"),))

    assert list(verify(by_hand, solve(by_hand))) == []


def changed(place: int, **changes: object) -> Callable[[Result], Result]:
    """A result with one assignment that is another."""

    def change(result: Result) -> Result:
        some = list(result.assignments)
        some[place] = replace(some[place], **changes)
        return replace(result, assignments=tuple(some))

    return change


def also(**changes: object) -> Callable[[Result], Result]:
    return lambda result: replace(result, **changes)


def without(place: int) -> Callable[[Result], Result]:
    def change(result: Result) -> Result:
        some = [one for number, one in enumerate(result.assignments) if number != place]
        return replace(result, assignments=tuple(some))

    return change


def more(request: str, team: str, time: str) -> Callable[[Result], Result]:
    def change(result: Result) -> Result:
        new = Assignment(request, team, time, 0, result.assignments[0].why)
        return replace(result, assignments=(*result.assignments, new))

    return change


def left_over(**changes: object) -> Callable[[Result], Result]:
    return lambda result: replace(result, unassigned=(replace(result.unassigned[0], **changes),))


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (changed(0, request="nobody"), "assignments[0].request: the problem has no request"),
        (changed(0, team="nobody"), "assignments[0].team: the problem has no team"),
        (left_over(request="nobody"), "unassigned[0].request: the problem has no request"),
        (changed(0, team="b"), "assignments[0]: alone with b at 1: the team lacks wire"),
        (changed(0, team="far"), "does not serve the area 'east'"),
        (changed(0, team="far"), "the way is 9000 metres; the team goes 10"),
        (changed(0, time="2", team="far"), "the team is not free then"),
        (changed(0, time="8"), "not one of the request's times: 1, 2"),
        (changed(1, time="2"), "assignments: crew is served at several times: 1, 2"),
        (changed(1, team="c"), "assignments: the same team comes twice to crew"),
        (changed(1, team="a"), "assignments: a serves 2 requests at 1"),
        (changed(1, team="a"), "assignments: a serves 2 requests; its room: 1"),
        (without(1), "assignments: 1 come to crew; its crew: 2"),
        (without(0), "unassigned: 1 are missing to alone; it is not said"),
        (more("crew", "far", "1"), "unassigned: -1 are missing to crew"),
        (left_over(missing=2), "unassigned: 1 are missing to left; said: 2"),
        (left_over(price=7), "unassigned: left costs 7; worked out: 50000"),
        (also(price=1), "price: 1; the problem says 5000"),
        (changed(0, cost=7), "assignments: alone with a costs 7; worked out: 0"),
        (also(totals=replace(RESULT.totals, travel=1)), "totals.travel: 1; worked out: 1000"),
        (also(totals=replace(RESULT.totals, broken=1)), "totals.broken: 1; worked out: 1000"),
        (also(objective=1), "objective: 1; worked out: "),
        (also(bound=1 << 40), "is above the objective"),
        (also(gap=0.5), "gap: 0.5; worked out from objective and bound: 0.0"),
    ],
)
def test_every_fault_is_said(change: Callable[[Result], Result], fault: str) -> None:
    found = list(verify(PROBLEM, change(RESULT)))

    assert any(fault in one for one in found), found


def test_what_was_ruled_out_or_set_by_hand_is_looked_for() -> None:
    forbidden = replace(PROBLEM, forbidden=(Pair("alone", "a"),))
    forced = replace(PROBLEM, forced=(Pair("crew", "a", "2"),))
    big = replace(PROBLEM, requests=(replace(PROBLEM.requests[0], people=5), *PROBLEM.requests[1:]))

    assert any("the pair is forbidden" in one for one in verify(forbidden, RESULT))
    assert any("was set by hand and is not there" in one for one in verify(forced, RESULT))
    assert any("the team brings 1; asked for: 5" in one for one in verify(big, RESULT))


def test_a_plan_that_costs_nothing_has_no_gap() -> None:
    nothing = Problem((), ())

    assert list(verify(nothing, solve(nothing))) == []

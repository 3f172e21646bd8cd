"""Why this team comes, and why nobody does."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings

from tests.engines.matching import oracle
from tests.engines.matching.made_up import problems
from wenming.engines.matching import (
    Costs,
    Nearer,
    Pair,
    Passed,
    Place,
    Problem,
    Request,
    Shortage,
    Team,
    WhyNot,
    solve,
)

FRIDAY, SATURDAY, SUNDAY = "2026-11-27", "2026-11-28", "2026-11-29"
HERE = Place(0, 0)


def a_request(key: str = "r", **changes: Any) -> Request:
    return replace(Request(key, HERE, (FRIDAY,)), **changes)


def a_team(key: str = "t", metres: int = 0, **changes: Any) -> Team:
    return replace(Team(key, Place(metres, 0), frozenset({FRIDAY})), **changes)


def why_not(request: Request, *teams: Team, **changes: Any) -> WhyNot:
    """Why nobody comes to the one request."""
    result = solve(replace(Problem((request,), teams), **changes))
    assert result.assignments == ()
    return result.unassigned[0].why


WIRE, BOTH = frozenset({"wire"}), frozenset({"wire", "dialect"})


@pytest.mark.parametrize(
    ("why", "expected"),
    [
        (why_not(a_request()), WhyNot(Shortage.NO_SKILL)),
        (
            why_not(a_request(skills=BOTH), a_team(skills=WIRE)),
            WhyNot(Shortage.NO_SKILL, ("dialect",)),
        ),
        (
            why_not(a_request(skills=BOTH), a_team(skills=WIRE), a_team("u", skills=BOTH - WIRE)),
            WhyNot(Shortage.NO_SKILL, ("dialect", "wire")),
        ),
        (
            why_not(a_request(people=5), a_team("far", 90), a_team("near", 40)),
            WhyNot(Shortage.TOO_SMALL, team="near", metres=40),
        ),
        (
            why_not(a_request(), a_team(metres=40, reach=39)),
            WhyNot(Shortage.OUT_OF_REACH, team="t", metres=40),
        ),
        (
            why_not(a_request(area="east"), a_team(areas=frozenset({"west"}))),
            WhyNot(Shortage.OUT_OF_REACH, team="t"),
        ),
        (why_not(a_request(), a_team(capacity=0)), WhyNot(Shortage.NO_ROOM, team="t")),
        (
            why_not(a_request(), a_team(), forbidden=(Pair("r", "t"),)),
            WhyNot(Shortage.FORBIDDEN, team="t"),
        ),
        (
            why_not(
                a_request(),
                a_team("sunday", times=frozenset({SUNDAY})),
                a_team("saturday", 70, times=frozenset({SATURDAY, SUNDAY})),
                a_team("before", times=frozenset({"2026-11-01"})),
            ),
            WhyNot(Shortage.NOT_FREE, (), "saturday", 70, FRIDAY, SATURDAY),
        ),
        (
            why_not(a_request(), a_team(times=frozenset())),
            WhyNot(Shortage.NOT_FREE, until=FRIDAY),
        ),
        (
            why_not(a_request(crew=3, times=(SATURDAY, FRIDAY)), a_team(), a_team("u")),
            WhyNot(Shortage.TOO_FEW, until=SATURDAY, time=FRIDAY, most=2),
        ),
        (
            why_not(a_request(), a_team(metres=40), costs=Costs(unserved=0)),
            WhyNot(Shortage.TOO_DEAR, team="t", metres=40, until=FRIDAY),
        ),
    ],
)
def test_the_first_shortage_that_holds_is_said(why: WhyNot, expected: WhyNot) -> None:
    assert why == expected


def test_a_team_that_serves_others_is_said_with_them() -> None:
    heavy, light = a_request("heavy", priority=3), a_request("light")

    [left] = solve(Problem((light, heavy), (a_team(),))).unassigned

    assert (left.request, left.why.shortage, left.why.others) == ("light", "taken", ("heavy",))


def test_a_team_that_is_full_at_other_times_is_taken_too() -> None:
    team = a_team(times=frozenset({FRIDAY, SATURDAY}))
    heavy = a_request("heavy", priority=3, times=(SATURDAY,))

    [left] = solve(Problem((a_request("light"), heavy), (team,))).unassigned

    assert (left.why.shortage, left.why.others) == (Shortage.TAKEN, ("heavy",))


def test_who_serves_somebody_then_is_not_said_to_be_free_then() -> None:
    """The electrician is free on Saturday only, and serves on Saturday."""
    team = a_team(times=frozenset({SATURDAY}), capacity=2)
    other = a_request("other", times=(SATURDAY,))

    [left] = solve(Problem((a_request(), other), (team,))).unassigned
    assert left.why == WhyNot(Shortage.NOT_FREE, until=FRIDAY)

    full = replace(team, times=frozenset({SATURDAY, SUNDAY}), capacity=1)
    [left] = solve(Problem((a_request(), other), (full,))).unassigned
    assert left.why == WhyNot(Shortage.NOT_FREE, until=FRIDAY)


def test_a_divisible_request_is_not_said_to_be_too_large() -> None:
    [left] = solve(Problem((a_request(crew=3, divisible=True),), (a_team(),))).unassigned

    assert (left.missing, left.why.shortage) == (2, Shortage.TOO_DEAR)


def test_those_who_are_nearer_are_said_with_the_reason() -> None:
    both = frozenset({FRIDAY, SATURDAY})
    teams = (
        a_team("busy", 10),
        a_team("full", 20, times=both),
        a_team("tired", 30, load=9),
        a_team("comes", 40),
        a_team("farther", 50),
    )
    requests = (a_request(), a_request("r2", priority=9), a_request("r3", times=(SATURDAY,)))
    forced = (Pair("r2", "busy", FRIDAY), Pair("r3", "full", SATURDAY))

    result = solve(Problem(requests, teams, forced=forced))

    by_hand, why = result.assignments[1].why, result.assignments[0].why
    assert result.assignments[0].team == "comes"
    assert (why.metres, why.eligible, why.forced, by_hand.forced) == (40, 5, False, True)
    assert why.nearer == (
        Nearer("busy", 10, Passed.BUSY, "r2"),
        Nearer("full", 20, Passed.FULL, "r3"),
        Nearer("tired", 30, Passed.COSTLIER),
    )


def test_a_crew_does_not_stand_in_its_own_way() -> None:
    result = solve(Problem((a_request(crew=2),), (a_team("a", 10), a_team("b", 20))))

    assert [one.why.nearer for one in result.assignments] == [(), ()]


def test_a_promise_stays_unless_it_pays() -> None:
    teams, promised = (a_team("near", 0), a_team("told", 900)), (Pair("r", "told", FRIDAY),)
    problem = Problem((a_request(),), teams, promised=promised)

    [stays] = solve(problem).assignments
    assert (stays.team, stays.why.kept, stays.cost) == ("told", True, 900)

    farther = replace(problem, teams=(teams[0], a_team("told", 1100)))
    [moves] = solve(farther).assignments
    assert (moves.team, moves.why.kept) == ("near", False)
    assert solve(farther).totals.broken == 1000


@settings(max_examples=100, derandomize=True, deadline=None)
@given(problems())
def test_what_is_said_is_true(problem: Problem) -> None:
    result = solve(problem)
    requests = {one.id: one for one in problem.requests}
    teams = {one.id: one for one in problem.teams}
    for one in result.assignments:
        request, team = requests[one.request], teams[one.team]
        could = [
            t
            for t in problem.teams
            if t.capacity and oracle.may_come(problem, request, t, one.time)
        ]
        assert one.why.metres == oracle.way(request, team)
        assert one.why.eligible == len(could)
        assert all(
            oracle.way(request, teams[near.team]) == near.metres < one.why.metres
            and teams[near.team] in could
            for near in one.why.nearer
        )
    for left in result.unassigned:
        request = requests[left.request]
        could_ever = any(
            team.capacity and oracle.may_come(problem, request, team, time)
            for team in problem.teams
            for time in request.times
        )
        there = left.why.shortage in (Shortage.TOO_FEW, Shortage.TAKEN, Shortage.TOO_DEAR)
        assert there == could_ever

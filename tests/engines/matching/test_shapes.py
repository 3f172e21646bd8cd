"""Hostile shapes, faults of a problem, and a large one by machine code."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest

from tests.engines.matching import oracle
from wenming.engines.matching import (
    Costs,
    Pair,
    Place,
    Problem,
    Request,
    Team,
    Unfit,
    crews,
    network,
    solve,
)
from wenming.engines.matching.verifying import verify

HERE = Place(0, 0)
DAY = ("1",)


def a_town(requests: int, teams: int, *, times: int = 1, crews: tuple[int, ...] = (1,)) -> Problem:
    random = Random(requests * teams)
    slots = [f"{n:02}" for n in range(7)]

    def somewhere() -> Place:
        return Place(random.randrange(9000), random.randrange(9000))

    return Problem(
        tuple(
            Request(
                f"r{n}",
                somewhere(),
                tuple(random.sample(slots, times)),
                crew=random.choice(crews),
                priority=random.randint(1, 3),
            )
            for n in range(requests)
        ),
        tuple(
            Team(
                f"t{n}",
                somewhere(),
                frozenset(random.sample(slots, 3)),
                capacity=random.choice((1, 1, 2, 3)),
                load=random.randrange(4),
            )
            for n in range(teams)
        ),
    )


def test_nobody_there() -> None:
    result = solve(Problem((Request("r", HERE, DAY),), ()))

    assert (result.assignments, result.objective) == ((), result.bound)


def test_nothing_asked() -> None:
    result = solve(Problem((), (Team("t", HERE, frozenset(DAY)),)))

    assert (result.objective, result.bound, result.gap) == (0, 0, 0)


def test_all_costs_equal_are_decided_by_id() -> None:
    requests = tuple(Request(f"r{n}", HERE, DAY) for n in range(9))
    teams = tuple(Team(f"t{n}", HERE, frozenset(DAY)) for n in range(9))

    result = solve(Problem(requests[::-1], teams[::-1]))

    assert [(a.request, a.team) for a in result.assignments] == [
        (f"r{n}", f"t{n}") for n in range(9)
    ]


def test_one_hub_serves_as_many_as_it_has_room_for_at_different_times() -> None:
    times = tuple(f"{n:02}" for n in range(40))
    requests = tuple(Request(f"r{n:02}", Place(n, 0), times) for n in range(60))
    hub = Team("hub", HERE, frozenset(times), capacity=30)

    result = solve(Problem(requests, (hub,)))

    assert len({one.time for one in result.assignments}) == 30
    assert [one.request for one in result.assignments] == [f"r{n:02}" for n in range(30)]


def test_a_crew_larger_than_everybody_together_gets_nobody() -> None:
    teams = tuple(Team(f"t{n}", HERE, frozenset(DAY)) for n in range(3))

    result = solve(Problem((Request("r", HERE, DAY, crew=1000),), teams))

    assert (result.assignments, result.unassigned[0].missing) == ((), 1000)


def test_no_room_at_all() -> None:
    result = solve(
        Problem((Request("r", HERE, DAY),), (Team("t", HERE, frozenset(DAY), capacity=0),))
    )

    assert result.unassigned[0].why.shortage == "no_room"


def test_room_without_end_is_no_matter() -> None:
    team = Team("t", HERE, frozenset(DAY), capacity=10**9)

    assert len(solve(Problem((Request("r", HERE, DAY),), (team,))).assignments) == 1


def test_costs_beyond_32_bits_are_exact() -> None:
    costs = Costs(travel=10**6, unserved=10**13)
    far, near = (
        Team("far", Place(5001, 0), frozenset(DAY)),
        Team("near", Place(5000, 0), frozenset(DAY)),
    )
    two = (Request("a", HERE, DAY), Request("b", HERE, DAY))

    result = solve(Problem(two, (far, near), costs))

    assert result.objective == result.bound == 10_001 * 10**6


def test_costs_that_cannot_be_added_up_are_refused() -> None:
    with pytest.raises(Unfit, match="costs: together they may come to"):
        solve(Problem((Request("r", HERE, DAY),), (), Costs(unserved=10**18)))


REQUEST, TEAM = Request("r", HERE, DAY), Team("t", HERE, frozenset(DAY))
PAIR = Pair("r", "t", "1")


@pytest.mark.parametrize(
    ("problem", "fault"),
    [
        (Problem((REQUEST, REQUEST), ()), "requests: the id 'r' stands there 2 times"),
        (Problem((), (TEAM, TEAM)), "teams: the id 't' stands there 2 times"),
        (Problem((replace(REQUEST, id=""),), ()), "requests: an id is empty"),
        (Problem((replace(REQUEST, times=DAY * 2),), ()), "requests[0].times: a time stands"),
        (Problem((replace(REQUEST, place=Place(10**8, 0)),), ()), "requests[0].place.x: 100000000"),
        (Problem((REQUEST,), (TEAM,), promised=(PAIR, PAIR)), "promised: 'r' with 't' at '1'"),
        (Problem((), (TEAM,), promised=(PAIR,)), "promised[0].request: there is no request 'r'"),
        (Problem((REQUEST,), (), forbidden=(PAIR,)), "forbidden[0].team: there is no team 't'"),
        (Problem((REQUEST,), (TEAM,), forced=(Pair("r", "t"),)), "forced[0].time: is empty"),
        (
            Problem((REQUEST,), (TEAM,), forced=(PAIR, PAIR)),
            "forced: team 't' is wanted 2 times at",
        ),
        (Problem((REQUEST,), (TEAM,), forced=(PAIR, PAIR)), "is wanted 2 times; room: 1"),
        (Problem((REQUEST,), (TEAM,), forced=(PAIR, PAIR)), "forced: 2 teams for 'r'; its crew: 1"),
        (
            Problem((REQUEST,), (TEAM,), forced=(PAIR, Pair("r", "t", "2"))),
            "forced: request 'r' is wanted at several times: 1, 2",
        ),
        (
            Problem((REQUEST,), (TEAM,), forced=(PAIR,), forbidden=(PAIR,)),
            "forced: 'r' with 't' at '1' is forbidden too",
        ),
    ],
)
def test_a_problem_that_cannot_be_meant_is_refused(problem: Problem, fault: str) -> None:
    with pytest.raises(Unfit) as refused:
        solve(problem)

    assert any(fault in one for one in refused.value.faults), refused.value.faults


def test_the_nearest_are_looked_at_and_of_equals_the_first() -> None:
    teams = tuple(Team(f"t{n}", Place(100 * (n // 2), 0), frozenset(DAY)) for n in range(8))

    [one] = solve(Problem((REQUEST,), teams, nearest=3)).assignments
    assert (one.team, one.why.eligible) == ("t0", 8)


def test_when_the_effort_is_used_up_the_gap_is_said() -> None:
    problem = a_town(12, 12, times=3, crews=(2, 3))

    hasty, patient = solve(problem, effort=0), solve(problem, effort=9)

    assert hasty.bound <= patient.bound <= patient.objective <= hasty.objective
    assert hasty.gap > 0 == patient.gap
    assert list(verify(problem, hasty)) == []


def test_whole_crews_at_one_of_several_times_are_proven_at_town_size() -> None:
    problem = a_town(30, 40, times=3, crews=(1, 2, 3))

    result = solve(problem)

    assert (result.bound, result.gap) == (result.objective, 0)
    assert list(verify(problem, result)) == []


@pytest.mark.parametrize(
    "costs",
    [Costs(load=0), Costs(travel=10**10, unserved=10**14)],
    ids=["the load is no matter", "numbers that do not fit into one"],
)
def test_the_bound_of_whole_crews_holds_at_other_costs(costs: Costs) -> None:
    problem = replace(a_town(4, 7, times=3, crews=(2, 3)), costs=costs)

    hasty, patient = solve(problem, effort=1), solve(problem)

    best = oracle.best(problem, patient.price)
    assert hasty.bound <= best <= hasty.objective
    assert patient.bound == best == patient.objective
    larger = replace(a_town(12, 12, times=3, crews=(2, 3)), costs=costs)
    assert list(verify(larger, solve(larger, effort=3))) == []


def test_a_bound_holds_however_few_flows_it_is_drawn_from(monkeypatch: pytest.MonkeyPatch) -> None:
    problem = a_town(12, 30, times=2, crews=(2, 3))
    patient = solve(problem)
    monkeypatch.setattr(crews, "ROUNDS", 1)

    hasty = solve(problem, effort=1)

    assert 0 < hasty.bound <= patient.objective <= hasty.objective


def test_a_bound_holds_where_seats_are_too_dear_to_be_added_up() -> None:
    """One request weighs nearly as much as there are numbers; many seats could be worth as much."""
    problem = a_town(12, 12, times=3, crews=(2, 3))
    heavy = replace(problem.requests[0], priority=10**6)
    problem = replace(
        problem, requests=(heavy, *problem.requests[1:]), costs=Costs(unserved=2 * 10**10)
    )

    result = solve(problem, effort=2)

    assert heavy.id in {one.request for one in result.assignments}
    assert 0 < result.bound <= result.objective
    assert list(verify(problem, result)) == []


@pytest.mark.parametrize("times", [1, 2])
def test_machine_code_says_the_same(monkeypatch: pytest.MonkeyPatch, times: int) -> None:
    problem = a_town(60, 80, times=times)
    plain = solve(problem)
    monkeypatch.setattr(network, "LARGE", 0)

    assert solve(problem) == plain

"""What prices leave open is closed by the programme: the plan is the best of all, or the gap is said."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.engines.matching import oracle
from tests.engines.matching.made_up import problems
from wenming.engines.matching import Costs, Pair, Place, Problem, Request, Team, crews, solve
from wenming.engines.matching.verifying import verify

quick = settings(max_examples=60, derandomize=True, deadline=None)
DAYS = ("1", "2")
HERE = Place(0, 0)


@pytest.fixture(scope="module", autouse=True)
def bad_prices() -> Iterator[None]:
    """Prices are not made better, so that much is left to the programme."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(crews, "STEPS", (0, 0))
        patch.setattr(crews, "ROUNDS", 1)
        yield


def in_crews(problem: Problem, random: Random) -> Problem:
    """The same with crews of two and three at any of its times."""
    times = sorted({time for team in problem.teams for time in team.times})
    return replace(
        problem,
        requests=tuple(
            replace(one, crew=random.choice((2, 2, 3)), times=tuple(times), skills=frozenset())
            for one in problem.requests
        ),
        promised=(),
    )


@quick
@given(problems(), st.randoms(use_true_random=False))
def test_no_plan_costs_less(problem: Problem, random: Random) -> None:
    problem = in_crews(problem, random)

    result = solve(problem)

    assert result.objective == result.bound == oracle.best(problem, result.price)
    assert list(verify(problem, result)) == []


@quick
@given(problems())
def test_what_was_promised_and_ruled_out_counts(problem: Problem) -> None:
    result = solve(problem)

    assert result.objective == result.bound == oracle.best(problem, result.price)


@pytest.mark.parametrize("unserved", [None, 0, 300, 10**5])
@pytest.mark.parametrize("divisible", [False, True])
@pytest.mark.parametrize("seed", range(4))
def test_at_any_price_of_weight(seed: int, unserved: int | None, *, divisible: bool) -> None:
    problem = scarce(seed, 4, 6, Costs(unserved=unserved))
    loose = (replace(problem.requests[0], divisible=divisible), *problem.requests[1:])
    problem = replace(problem, requests=loose)

    result = solve(problem)

    assert result.objective == result.bound == oracle.best(problem, result.price)


def test_where_nothing_can_be_better_the_plan_is_the_best() -> None:
    problem = scarce(71, 4, 6, Costs(unserved=300))

    result = solve(problem)

    assert result.objective == result.bound == oracle.best(problem, result.price)


def test_numbers_too_large_for_fractions_are_branched_on() -> None:
    problem = scarce(0, 4, 6, Costs(travel=10**4, unserved=10**7))

    result = solve(problem)

    assert result.objective == result.bound == oracle.best(problem, result.price)


@pytest.mark.parametrize("branches", [0, 1])
@pytest.mark.parametrize("seed", range(6))
def test_when_the_branches_are_used_up_the_bound_holds(
    seed: int, branches: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    patient = solve(scarce(seed, 9, 9, Costs()))
    monkeypatch.setattr(crews, "BRANCHES", branches)

    hasty = solve(scarce(seed, 9, 9, Costs()), effort=1)

    assert hasty.bound <= patient.bound == patient.objective <= hasty.objective
    assert (hasty.gap > 0) == (hasty.bound < hasty.objective)


@pytest.mark.parametrize("seed", range(3))
def test_the_likeliest_come_first_where_there_is_much(
    seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = solve(scarce(seed, 7, 8, Costs()))
    monkeypatch.setattr(crews, "FEW", 4)

    by_parts = solve(scarce(seed, 7, 8, Costs()))

    assert by_parts.objective == by_parts.bound == whole.objective


@pytest.mark.parametrize("seed", range(3))
def test_branches_and_the_programme_agree(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    problem = scarce(seed, 7, 8, Costs())
    by_programme = solve(problem)
    monkeypatch.setattr(crews, "MANY", -1)

    by_branches = solve(problem, effort=100_000)

    assert by_programme.objective == by_programme.bound == by_branches.objective
    assert by_branches.bound == by_branches.objective


def test_what_was_promised_stays_unless_it_pays() -> None:
    """Two crews of two of the same three: who was promised keeps its time, at a price."""
    asked = (
        Request("a", HERE, DAYS, crew=2, priority=2),
        Request("b", HERE, DAYS, crew=2),
        Request("c", HERE, DAYS, crew=3),
    )
    teams = tuple(Team(f"t{n}", Place(n, 0), frozenset(DAYS)) for n in range(3))
    promised = (Pair("a", "t1", "2"), Pair("a", "t2", "2"))

    kept = solve(Problem(asked, teams, Costs(keep=1000), promised))
    paid = solve(Problem(asked, teams, Costs(keep=100), promised))

    assert {(one.team, one.time) for one in kept.assignments} == {("t1", "2"), ("t2", "2")}
    assert {(one.team, one.time) for one in paid.assignments} == {("t0", "1"), ("t1", "1")}
    assert kept.gap == paid.gap == 0


def scarce(seed: int, requests: int, teams: int, costs: Costs) -> Problem:
    random = Random(seed)

    def somewhere() -> Place:
        return Place(random.randrange(3000), random.randrange(3000))

    times = ("1", "2", "3")
    return Problem(
        tuple(
            Request(
                f"r{n}",
                somewhere(),
                tuple(random.sample(times, 2)),
                crew=random.choice((1, 2, 2, 3)),
                priority=random.randint(1, 3),
            )
            for n in range(requests)
        ),
        tuple(
            Team(
                f"t{n}",
                somewhere(),
                frozenset(random.sample(times, 2)),
                capacity=random.choice((1, 2)),
            )
            for n in range(teams)
        ),
        costs,
    )

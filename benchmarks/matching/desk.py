"""The desk of a town: the whole proposal by the engine's own door, and one more request."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from random import Random

import numpy as np

from benchmarks.matching.measuring import Row, Took, agree, in_turns, timed
from wenming.engines.matching import Place, Problem, Request, Result, Standing, Team, solve

__all__ = ["rows"]


def rows(*, quick: bool) -> Iterator[Row]:
    yield from _proposals()
    yield from _arrivals()
    if not quick:
        yield from _a_county()


def _a_county() -> Iterator[Row]:
    """A county's whole problem by the same door, once."""
    for crews, what in (((1,), "ones"), ((1, 1, 1, 2, 3), "whole crews")):
        problem = a_town(10_000, 100_000, crews, across=90_000)
        results: list[Result] = []
        took = timed(partial(_solve, problem, results))
        yield Row(f"10,000 x 100,000, {what}, whys", f"gap {results[0].gap:.2%}", took)


def _proposals() -> Iterator[Row]:
    """Requests with two possible times; teams with several."""
    for crews, what in (((1,), "ones"), ((1, 1, 1, 2, 3), "whole crews")):
        for waiting in (20, 100):
            problem = a_town(waiting, 1_000, crews)
            results: list[Result] = []

            work = partial(_solve, problem, results)
            took = in_turns({"": partial(_ready, work)}, 7)[""]
            yield Row(f"A3 {waiting} x 1000, {what}, whys", f"gap {results[0].gap:.2%}", took)


def _arrivals() -> Iterator[Row]:
    """The requests of a town arrive one by one; after each the plan is the best again."""
    for teams in (1_000, 120):
        times = []
        for seed in range(1, 11):
            problem = a_town(100, teams, (1,), seed)
            standing = Standing(replace(problem, requests=()))
            for request in problem.requests:
                times.append(timed(partial(standing.arrive, request)))
            agree("arrivals", standing.objective, solve(standing.problem).objective)
        yield Row(f"A3 one of 100 arrives, {teams} teams", "p99", _late(times))


def _solve(problem: Problem, results: list[Result]) -> None:
    results.append(solve(problem))


def _ready(work: Callable[[], object]) -> Callable[[], object]:
    """There is nothing to set up."""
    return work


def _late(times: list[Took]) -> Took:
    """What 99 of a hundred stay below."""
    return Took(*(float(np.quantile(some, 0.99)) for some in zip(*times, strict=True)))


def a_town(
    requests: int, teams: int, crews: tuple[int, ...], seed: int = 0, across: int = 9_000
) -> Problem:
    """Some kilometres across, a week of three times a day, twelve skills."""
    random = Random(1000 * seed + requests)
    skills = [f"skill {n}" for n in range(12)]
    times = [f"{day} {part}" for day in range(7) for part in ("am", "pm", "night")]

    def somewhere() -> Place:
        return Place(random.randrange(across), random.randrange(across))

    return Problem(
        tuple(
            Request(
                f"request {n:03}",
                somewhere(),
                tuple(random.sample(times, 2)),
                frozenset({random.choice(skills)}),
                crew=random.choice(crews),
                priority=random.randint(1, 3),
                waited=random.randrange(10),
            )
            for n in range(requests)
        ),
        tuple(
            Team(
                f"team {n:04}",
                somewhere(),
                frozenset(random.sample(times, 4)),
                frozenset(random.sample(skills, 2)),
                capacity=random.choice((1, 1, 2, 3)),
                load=random.randrange(5),
            )
            for n in range(teams)
        ),
    )

"""The desk of a town: the whole proposal by the engine's own door, and one more request."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

import numpy as np

from benchmarks.matching.instances import SIZES, made_up, market
from benchmarks.matching.measuring import Row, Took, agree, in_turns, timed
from wenming.engines.matching import Place, Problem, Request, Result, Team, kernels, solve
from wenming.engines.matching.network import as_arrays, as_lists, lay, read
from wenming.engines.matching.network import solve as cheapest

__all__ = ["rows"]


def rows() -> Iterator[Row]:
    yield from _proposals()
    yield from _arrivals()


def _proposals() -> Iterator[Row]:
    """Requests with two possible times; teams with several."""
    for crews, what in (((1,), "ones"), ((1, 1, 1, 2, 3), "whole crews")):
        for waiting in (20, 100):
            problem = a_town(waiting, 1_000, crews)
            results: list[Result] = []

            def work(problem: Problem = problem, results: list[Result] = results) -> None:
                results.append(solve(problem))

            took = in_turns({"": lambda work=work: work}, 7)[""]
            yield Row(f"A3 {waiting} x 1000, {what}, whys", f"gap {results[0].gap:.2%}", took)


def _arrivals() -> Iterator[Row]:
    """The requests of a town arrive one by one; after each the plan is the best again."""
    requests, many, few = SIZES["town"]
    for supply, volunteers in (("slack", many), ("tight", few)):
        times = []
        for seed in range(1, 11):
            of = market(made_up(requests, volunteers, seed), crews=False)
            net = as_lists(lay(of))
            for number in range(requests):
                times.append(timed(lambda n=number, net=net: kernels.serve(net, n)))
            agree(f"arrivals, {supply}", read(of, as_arrays(net)).cost, cheapest(of).cost)
        yield Row(f"A3 one request arrives, {supply}", "p99", _late(times))


def _late(times: list[Took]) -> Took:
    """What 99 of a hundred stay below."""
    return Took(*(float(np.quantile(some, 0.99)) for some in zip(*times, strict=True)))


def a_town(requests: int, teams: int, crews: tuple[int, ...]) -> Problem:
    """Nine kilometres across, a week of three times a day, twelve skills."""
    random = Random(requests)
    skills = [f"skill {n}" for n in range(12)]
    times = [f"{day} {part}" for day in range(7) for part in ("am", "pm", "night")]

    def somewhere() -> Place:
        return Place(random.randrange(9_000), random.randrange(9_000))

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

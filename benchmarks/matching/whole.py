"""Whole crews at a town's size: what is proven, and how long it takes, beside CP-SAT."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from importlib import import_module
from importlib.util import find_spec
from multiprocessing import get_context
from typing import Any, NamedTuple

from benchmarks.matching.desk import a_town
from benchmarks.matching.measuring import Disagreement, Took, agree, seconds, timed
from wenming.engines.matching import Problem, Result, solve
from wenming.engines.matching.objective import pair_cost, worth

__all__ = ["apart", "show"]

ONES, PAIRS, LARGE = (1, 1, 1, 2, 3), (2, 3), (1, 2, 3, 4, 5, 6)
PATIENCE = 3.0  # of CP-SAT, by its own count of work
PAIRS_AT_MOST = 2_500  # that it is given


class Case(NamedTuple):
    """Requests, teams, crews and seed; `open`: nobody needs a skill, and there are seven times."""

    requests: int
    teams: int
    crews: tuple[int, ...]
    is_open: bool = False
    seed: int = 0

    def __str__(self) -> str:
        crews = f"{min(self.crews)}-{max(self.crews)}"
        return f"{self.requests} x {self.teams:5,}, {crews}{', no skills' if self.is_open else ''}"


QUICK = [
    Case(100, 1_000, ONES),
    Case(100, 1_000, LARGE),
    Case(100, 300, LARGE),
    Case(100, 120, ONES),
    Case(100, 120, PAIRS),
    Case(30, 40, PAIRS),
    Case(12, 12, PAIRS, is_open=True),
]
FULL = [
    *QUICK,
    *(Case(100, 120, ONES, seed=seed) for seed in (1, 2)),
    Case(100, 120, LARGE),
    Case(100, 1_000, ONES, is_open=True),
    Case(100, 1_000, LARGE, is_open=True),
    Case(100, 120, ONES, is_open=True),
    Case(30, 40, LARGE, is_open=True),
    Case(40, 60, LARGE, is_open=True),
]


def show(*, quick: bool) -> None:
    """A line each, as soon as it is known."""
    print(
        f"\n{'whole crews at one of two times':36} {'objective':>14} {'bound':>14} {'gap':>8}",
        end="",
    )
    print(f" {'ours':>10} {'CP-SAT':>10}")
    for case in QUICK if quick else FULL:
        print(_line(case), flush=True)


def _line(case: Case) -> str:
    problem = _made(case)
    results: list[Result] = []
    took = timed(lambda: results.append(solve(problem)))
    [result] = results
    line = f"{case!s:36} {result.objective:14} {result.bound:14} {result.gap:8.2%}"
    return f"{line} {seconds(took.cpu):>10} {_theirs(problem, result):>10}"


def _made(case: Case) -> Problem:
    problem = a_town(case.requests, case.teams, case.crews, case.seed)
    if not case.is_open:
        return problem
    return replace(
        problem,
        requests=tuple(
            replace(one, skills=frozenset(), times=_weekdays(one.times)) for one in problem.requests
        ),
        teams=tuple(replace(t, times=frozenset(_weekdays(t.times))) for t in problem.teams),
    )


def _weekdays(times: Iterable[str]) -> tuple[str, ...]:
    """Without the parts of the day: everybody is free more often together."""
    return tuple(dict.fromkeys(time.split()[0] for time in times))


def _theirs(problem: Problem, result: Result) -> str:
    """What CP-SAT takes for the same; it must not say otherwise."""
    if find_spec("ortools") is None:
        return ""
    pairs = [
        (i, j, time)
        for i, request in enumerate(problem.requests)
        for time in request.times
        for j, team in enumerate(problem.teams)
        if request.skills <= team.skills and time in team.times
    ]
    if len(pairs) > PAIRS_AT_MOST:
        return "not asked"
    with apart() as pool:
        found = pool.submit(_by_cp_sat, problem, result.price, pairs).result()
    if found.is_best and not result.gap:
        agree("whole crews, CP-SAT", result.objective, found.objective)
    if found.bound > result.objective or found.objective < result.bound:
        raise Disagreement("whole crews, CP-SAT: its bound or its plan")
    return seconds(found.took.cpu) + ("" if found.is_best else ", open")


def apart() -> ProcessPoolExecutor:
    """A process of its own: OR-tools brings a HiGHS that does not go with the engine's."""
    return ProcessPoolExecutor(1, mp_context=get_context("spawn"))


class _Found(NamedTuple):
    took: Took
    is_best: bool
    objective: int
    bound: int


def _by_cp_sat(problem: Problem, price: int, pairs: list[tuple[int, int, str]]) -> _Found:
    sat = import_module("ortools.sat.python.cp_model")
    model, solver = _model(sat, problem, price, pairs), sat.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.max_deterministic_time = PATIENCE
    ends: list[Any] = []
    took = timed(lambda: ends.append(solver.solve(model)))
    if ends[0] not in {sat.OPTIMAL, sat.FEASIBLE}:
        return _Found(took, is_best=False, objective=1 << 62, bound=0)
    objective, bound = int(solver.objective_value), int(solver.best_objective_bound)
    return _Found(took, ends[0] == sat.OPTIMAL, objective, bound)


def _model(sat: Any, problem: Problem, price: int, pairs: list[tuple[int, int, str]]) -> Any:
    """The words of `values` and `objective`, one by one."""
    model, costs = sat.CpModel(), problem.costs
    by_way, by_team, by_column = defaultdict(list), defaultdict(list), defaultdict(list)
    total = []
    for i, j, time in pairs:
        request, team, x = problem.requests[i], problem.teams[j], model.new_bool_var("")
        total.append(pair_cost(problem, request, team, time) * x)
        by_way[i, time].append(x)
        by_team[j].append(x)
        by_column[j, time].append(x)
    for i, request in enumerate(problem.requests):
        ways = {time: model.new_bool_var("") for time in request.times}
        model.add_at_most_one(ways.values())
        for time, y in ways.items():
            model.add(sum(by_way[i, time]) == request.crew * y)
        total.append(worth(problem, request, price) * request.crew * (1 - sum(ways.values())))
    for xs in by_column.values():
        model.add_at_most_one(xs)
    for j, xs in by_team.items():
        team = problem.teams[j]
        seats = [model.new_bool_var("") for _ in range(min(team.capacity, len(xs)))]
        model.add(sum(xs) == sum(seats))
        total += [costs.load * (team.load + place) * seat for place, seat in enumerate(seats)]
    model.minimize(sum(total))
    return model

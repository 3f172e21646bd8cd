"""A plan that is kept the best one while requests arrive.

The network of a plan stays with its prices; a request that arrives is one node more, and a search
from it makes the plan the best again, exactly, in a small part of the time of solving anew. Where a
flow is not the whole truth (crews that come whole, pairs set by hand, only the nearest looked at),
it is solved anew.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from . import kernels
from .candidates import Crowd, Group, by_hand, together
from .checking import Unfit, check, of_request
from .explaining import explained
from .network import as_arrays, proven
from .nodes import FAR, PRICE, SEAT, SETTLED, TEAM, WAITING, WIDTH, Network
from .objective import dearest_service, worth
from .solving import in_order, solve
from .values import Pair, Problem, Request, Result, Team

__all__ = ["Arrival", "Standing"]

# What may arrive before the price of a unit of weight is set anew.
SPARE = 100  # people
FARTHER = 4  # times as dear a service as there is


@dataclass(frozen=True, slots=True)
class Arrival:
    """What a request has changed: pairs that begin, pairs that end, how many miss it still.

    Pairs of others are among them, where they make room. `objective` is that of the plan now.
    """

    begun: tuple[Pair, ...]
    ended: tuple[Pair, ...]
    missing: int
    objective: int


class Standing:
    """The best plan of a problem and of the requests that arrive.

    `problem` is what is decided by now, and `pairs` who serves whom. Where `costs.unserved` was None
    it is set, high enough for a hundred people more, so that objectives can be compared as requests
    arrive; when more arrive, or one from farther off, it is set anew.
    """

    problem: Problem
    pairs: set[Pair]
    objective: int
    _is_flow: bool
    _ids: set[str]

    def __init__(self, problem: Problem) -> None:
        self._unserved = problem.costs.unserved
        self._begin(problem)

    def arrive(self, request: Request) -> Arrival:
        """One request more: the plan is the best again."""
        self._check(request)
        before = set(self.pairs)
        if self._is_flow and _is_simple(request) and self._is_covered(request):
            self.problem = replace(self.problem, requests=(*self.problem.requests, request))
            self._ids.add(request.id)
            self._serve(request, len(self.problem.requests) - 1)
        else:
            costs = replace(self.problem.costs, unserved=self._unserved)
            requests = (*self.problem.requests, request)
            self._begin(replace(self.problem, requests=requests, costs=costs))
        missing = request.crew - sum(pair.request == request.id for pair in self.pairs)
        begun, ended = self.pairs - before, before - self.pairs
        return Arrival(_in_order(begun), _in_order(ended), missing, self.objective)

    def result(self) -> Result:
        """The whole plan with every why, and what the prices prove."""
        if not self._is_flow:
            return solve(self.problem)
        need = np.array([one.crew for one in self.problem.requests], np.int64)
        bound = proven(as_arrays(self._net), need) + self._broken
        problem = in_order(self.problem)
        return explained(problem, self._crowd, self.pairs, self._price, self.objective - bound)

    # Beginning ---------------------------------------------------------------------------------

    def _begin(self, problem: Problem) -> None:
        problem = in_order(problem)
        people = SPARE + sum(one.crew for one in problem.requests)
        broken = problem.costs.keep * len(problem.promised)
        service = FARTHER * dearest_service(problem)
        if self._unserved is None:
            costs = replace(problem.costs, unserved=1 + service * people + broken)
            problem = replace(problem, costs=costs)
        check(problem)
        self._people, self._broken, self._service = people, broken, service
        self.problem = problem
        self._price = problem.costs.unserved or 0
        self._ids = {one.id for one in problem.requests}
        self._crowd = Crowd(problem.teams)
        self._outermost = _outermost(problem.teams)
        limited = problem.forced or problem.nearest is not None
        self._is_flow = not limited and all(map(_is_simple, problem.requests))
        if self._is_flow:
            self._lay()
            for number, request in enumerate(problem.requests):
                self._serve(request, number)
        else:
            result = solve(problem)
            self.objective = result.objective
            self.pairs = {Pair(one.request, one.team, one.time) for one in result.assignments}

    def _lay(self) -> None:
        """The teams, with a column for each time of those who have room for several."""
        problem = self.problem
        nodes: list[int] = []
        columns: list[int] = []
        self._columns: dict[tuple[int, str], int] = {}
        seats, ends = 0, len(problem.teams) * WIDTH
        for number, team in enumerate(problem.teams):
            room = min(team.capacity, len(team.times))
            nodes += (0, FAR, 0, 0, -1, seats, seats + room, seats)
            seats += room
            for time in sorted(team.times if room > 1 else ()):
                self._columns[number, time] = ends + len(columns)
                columns += (0, FAR, 0, 0, -1, number * WIDTH, 0, -1)
        nodes += columns
        self._nodes, self._now = nodes, [0] * 5
        self._missing: list[int] = []
        self._target: list[int] = []
        self._cost: list[int] = []
        self._used: list[int] = []
        self._scratch: tuple[list[int], ...] = tuple(
            [0] * (len(nodes) // WIDTH + 1) for _ in range(4)
        )
        keys, heap, self._begun, self._ended = self._scratch
        self._net = Network(
            nodes=nodes,
            columns=ends,
            requests=len(nodes),
            step=problem.costs.load,
            target=self._target,
            cost=self._cost,
            used=self._used,
            edge=[0] * seats,
            owner=[0] * seats,
            missing=self._missing,
            keys=keys,
            heap=heap,
            ready=self._begun,
            settled=self._ended,
            now=self._now,
        )
        self._by_hand = by_hand(problem)
        self._load = np.array([one.load for one in problem.teams], np.int64)
        self._edges: list[tuple[int, int, int]] = []  # request, team, place of the time
        self.pairs = set()
        self.objective = self._broken

    # Arriving ----------------------------------------------------------------------------------

    def _check(self, request: Request) -> None:
        faults = list(of_request(request))
        if not request.id or request.id in self._ids:
            faults.append(f"id: {request.id!r} is empty or there already; an id names one")
        if faults:
            raise Unfit([f"request.{fault}" for fault in faults])

    def _is_covered(self, request: Request) -> bool:
        """Is the price of a unit of weight still more than everything else together?"""
        if self._unserved is not None:
            return True
        self._people -= request.crew
        alone = replace(self.problem, requests=(request,), teams=self._outermost)
        return self._people >= 0 and dearest_service(alone) <= self._service

    def _serve(self, request: Request, number: int) -> None:
        nodes, first, source = self._nodes, len(self._target), len(self._nodes)
        self._add_edges(request, number)
        each = worth(self.problem, request, self._price)
        price = min([each, *map(self._due, range(first, len(self._target)))])
        nodes += (price, FAR, 0, 0, -1, first, len(self._target), each)
        self._missing.append(request.crew)
        for scratch in self._scratch:
            scratch.append(0)
        while self._missing[number] and kernels.serve(self._net, number):
            self.objective += nodes[source + PRICE]
            self.pairs -= self._pairs(self._ended[: self._now[SETTLED]])
            self.pairs |= self._pairs(self._begun[: self._now[WAITING]])
        self.objective += self._missing[number] * each

    def _add_edges(self, request: Request, number: int) -> None:
        problem, crowd, hand = self.problem, self._crowd, self._by_hand
        times = request.times
        some = [Group(problem, crowd, [(number, n)], hand).all() for n in range(len(times))]
        found = together(some)
        teams, ranks = found.team.tolist(), found.rank.tolist()
        cost = (found.cost + problem.costs.load * self._load[found.team]).tolist()
        for place, (at, when) in enumerate(zip(teams, ranks, strict=True)):
            if (at, times[when]) in hand.promised.get(number, ()):
                cost[place] -= problem.costs.keep
        self._target += [
            self._columns.get((at, times[when]), at * WIDTH)
            for at, when in zip(teams, ranks, strict=True)
        ]
        self._cost += cost
        self._used += [0] * len(teams)
        self._edges += zip([number] * len(teams), teams, ranks, strict=True)

    def _pairs(self, edges: Iterable[int]) -> set[Pair]:
        requests, teams = self.problem.requests, self.problem.teams
        some = (self._edges[e] for e in edges)
        return {Pair(requests[n].id, teams[at].id, requests[n].times[when]) for n, at, when in some}

    def _due(self, e: int) -> int:
        """What coming by an edge costs at the prices."""
        nodes, to = self._nodes, self._target[e]
        if to >= self._net.columns and nodes[to + SEAT] < 0:
            to = nodes[to + TEAM]
        return self._cost[e] + nodes[to + PRICE]


def _outermost(teams: Sequence[Team]) -> tuple[Team, ...]:
    """Those that make a service dear: at the edges of the town, and the busiest."""
    if not teams:
        return ()
    ways: tuple[Callable[[Team], int], ...] = (
        lambda one: one.place.x,
        lambda one: -one.place.x,
        lambda one: one.place.y,
        lambda one: -one.place.y,
        lambda one: one.load + one.capacity,
    )
    return tuple(max(teams, key=way) for way in ways)


def _is_simple(request: Request) -> bool:
    """Can a flow not break its crew?"""
    return request.crew == 1 or (request.divisible and len(request.times) < 2)


def _in_order(pairs: set[Pair]) -> tuple[Pair, ...]:
    return tuple(sorted(pairs, key=lambda pair: (pair.request, pair.team, pair.time)))

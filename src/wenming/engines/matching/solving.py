"""From a problem to its plan: what is forced, who could come, the cheapest plan, and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

import numpy as np

from .candidates import Candidates, Crowd, find
from .checking import check
from .crews import Plan, plan
from .network import Flags, Market, Numbers
from .objective import pair_cost, price_of_weight, rank, worth
from .reasons import Reasons
from .totals import totals
from .values import Assignment, Pair, Problem, Request, Result, Totals, Unassigned, Why

__all__ = ["EFFORT", "solve", "what_if"]

EFFORT = 60  # flows, where crews have to be branched on


def solve(problem: Problem, *, effort: int = EFFORT) -> Result:
    """The plan that costs least, with a bound that no plan can go below, and why.

    `effort` limits how many flows are worked out where crews of several people would be broken:
    what then remains open is the gap. The order of requests and teams makes no difference.
    """
    check(problem)
    return _Solving(_in_order(problem)).run(effort)


def what_if(problem: Problem, *, force: Iterable[Pair] = (), forbid: Iterable[Pair] = ()) -> Result:
    """The best plan with some pairs set or ruled out by hand: its objective says what they cost."""
    forced, forbidden = (*problem.forced, *force), (*problem.forbidden, *forbid)
    return solve(replace(problem, forced=forced, forbidden=forbidden))


def _in_order(problem: Problem) -> Problem:
    return replace(
        problem,
        requests=tuple(sorted(problem.requests, key=lambda one: one.id)),
        teams=tuple(sorted(problem.teams, key=lambda one: one.id)),
    )


class _Solving:
    """One problem, in order of ids, on its way to a result."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.price = price_of_weight(problem)
        self.requests = {one.id: number for number, one in enumerate(problem.requests)}
        self.teams = {one.id: number for number, one in enumerate(problem.teams)}
        self.times = _times(problem)
        self.crowd = Crowd(problem.teams)
        self.promised = set(problem.promised)

    def run(self, effort: int) -> Result:
        found = find(self.problem, self.crowd, range(len(self.problem.requests)))
        edges = self._open(found)
        market = self._market(edges)
        best = plan(market, self._divisible(), effort)
        pairs = [*self.problem.forced, *self._pairs(edges, best)]
        return self._result(found, pairs, best.cost - best.bound)

    # What is left to decide ------------------------------------------------------------------

    def _open(self, found: Candidates) -> Candidates:
        """The candidates that what is forced leaves open."""
        forced = self.problem.forced
        if not forced:
            return found
        column = self._columns(found)
        taken = [self._column(pair.team, pair.time) for pair in forced]
        kept = ~np.isin(column, taken)
        for pair in forced:
            number, one = self.requests[pair.request], self._request(pair.request)
            other = (found.rank != rank(one, pair.time)) | (found.team == self.teams[pair.team])
            kept &= ~((found.request == number) & other)
        return found.only(kept)

    def _market(self, edges: Candidates) -> Market:
        """Forced services have the first seats of their teams, and their part of the crew."""
        problem = self.problem
        by_team = Counter(self.teams[pair.team] for pair in problem.forced)
        by_request = Counter(self.requests[pair.request] for pair in problem.forced)
        load = np.array([one.load + by_team[j] for j, one in enumerate(problem.teams)], np.int64)
        cost = edges.cost + problem.costs.load * load[edges.team]
        for pair in problem.promised:
            cost -= problem.costs.keep * self._is(edges, pair)
        return Market(
            need=_numbers(one.crew - by_request[i] for i, one in enumerate(problem.requests)),
            worth=_numbers(worth(problem, one, self.price) for one in problem.requests),
            room=_numbers(one.capacity - by_team[j] for j, one in enumerate(problem.teams)),
            step=problem.costs.load,
            request=edges.request,
            rank=edges.rank,
            team=edges.team,
            column=self._columns(edges),
            cost=cost,
        )

    def _divisible(self) -> Flags:
        """Where something is forced, half a crew is better than none."""
        forced = {pair.request for pair in self.problem.forced}
        return np.array([r.divisible or r.id in forced for r in self.problem.requests], np.bool_)

    def _is(self, edges: Candidates, pair: Pair) -> Flags:
        """The edge of a pair."""
        found: Flags = edges.request == self.requests[pair.request]
        found &= edges.team == self.teams[pair.team]
        found &= edges.rank == rank(self._request(pair.request), pair.time)
        return found

    def _columns(self, edges: Candidates) -> Numbers:
        """A number for each team at a time."""
        problem, width = self.problem, max((len(r.times) for r in self.problem.requests), default=0)
        table = np.zeros((len(problem.requests), width), np.int64)
        for number, one in enumerate(problem.requests):
            table[number, : len(one.times)] = [self.times[time] for time in one.times]
        return edges.team * len(self.times) + table[edges.request, edges.rank]

    def _column(self, team: str, time: str) -> int:
        return self.teams[team] * len(self.times) + self.times[time]

    def _request(self, request: str) -> Request:
        return self.problem.requests[self.requests[request]]

    def _pairs(self, edges: Candidates, best: Plan) -> list[Pair]:
        chosen = edges.only(best.edges)
        rows = zip(chosen.request.tolist(), chosen.rank.tolist(), chosen.team.tolist(), strict=True)
        requests, teams = self.problem.requests, self.problem.teams
        return [Pair(requests[i].id, teams[j].id, requests[i].times[t]) for i, t, j in rows]

    # What comes of it ------------------------------------------------------------------------

    def _result(self, found: Candidates, pairs: Sequence[Pair], open_: int) -> Result:
        pairs = sorted(pairs, key=lambda pair: (pair.request, pair.team))
        sums = totals(self.problem, pairs, self.price)
        objective = sum_of(sums)
        reasons = Reasons(self.problem, self.crowd, found, pairs)
        return Result(
            assignments=tuple(self._assignment(pair, reasons.why(pair)) for pair in pairs),
            unassigned=tuple(self._unassigned(pairs, reasons)),
            objective=objective,
            bound=objective - open_,
            gap=open_ / objective if open_ else 0.0,
            price=self.price,
            totals=sums,
        )

    def _assignment(self, pair: Pair, why: Why) -> Assignment:
        request = self._request(pair.request)
        team = self.problem.teams[self.teams[pair.team]]
        cost = pair_cost(self.problem, request, team, pair.time)
        cost += self.problem.costs.load * why.load
        return Assignment(pair.request, pair.team, pair.time, cost, why)

    def _unassigned(self, pairs: Sequence[Pair], reasons: Reasons) -> Iterable[Unassigned]:
        come = Counter(pair.request for pair in pairs)
        for one in self.problem.requests:
            missing = one.crew - come[one.id]
            if missing:
                price = missing * worth(self.problem, one, self.price)
                yield Unassigned(one.id, missing, price, reasons.why_not(one))


def sum_of(sums: Totals) -> int:
    """The objective, from its parts."""
    return sums.unserved + sums.travel + sums.load + sums.mismatch + sums.later + sums.broken


def _times(problem: Problem) -> dict[str, int]:
    """A number for each time that is asked for or forced."""
    asked = {time for one in problem.requests for time in one.times}
    return {t: n for n, t in enumerate(sorted(asked | {pair.time for pair in problem.forced}))}


def _numbers(values: Iterable[int]) -> Numbers:
    return np.fromiter(values, np.int64)

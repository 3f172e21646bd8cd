"""From a problem to its plan: what is forced, who could come, the cheapest plan, and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np

from . import network
from .candidates import Candidates, Crowd, Prices
from .checking import check
from .crews import Plan, plan
from .explaining import explained
from .looking import Field
from .network import Flags, Flow, Market, Numbers
from .objective import price_of_weight, rank, worth
from .values import Pair, Problem, Request, Result

__all__ = ["EFFORT", "in_order", "solve", "what_if"]

EFFORT = 60  # branches of `crews`, each as much as five of its programme
TURNS = 20  # flows at most, each with the pairs that would pay at the last one's prices
NEVER = 1 << 60


def solve(problem: Problem, *, effort: int = EFFORT) -> Result:
    """The plan that costs least, with a bound that no plan can go below, and why.

    `effort` limits how many branches are looked at where crews of several people would be broken:
    what then remains open is the gap. The order of requests and teams makes no difference.
    """
    check(problem)
    return _Solving(in_order(problem)).run(effort)


def what_if(problem: Problem, *, force: Iterable[Pair] = (), forbid: Iterable[Pair] = ()) -> Result:
    """The best plan with some pairs set or ruled out by hand: its objective says what they cost."""
    forced, forbidden = (*problem.forced, *force), (*problem.forbidden, *forbid)
    return solve(replace(problem, forced=forced, forbidden=forbidden))


def in_order(problem: Problem) -> Problem:
    """By ids."""
    return replace(
        problem,
        requests=tuple(sorted(problem.requests, key=lambda one: one.id)),
        teams=tuple(sorted(problem.teams, key=lambda one: one.id)),
    )


@dataclass(frozen=True, slots=True)
class _Look:
    """The edges looked at, and the cheapest flow among them."""

    edges: Candidates
    market: Market
    flow: Flow


class _Solving:
    """One problem, in order of ids, on its way to a result."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.price = price_of_weight(problem)
        self.requests = {one.id: number for number, one in enumerate(problem.requests)}
        self.teams = {one.id: number for number, one in enumerate(problem.teams)}
        self.times = _times(problem)
        self.crowd = Crowd(problem.teams)
        self.load = self._load()

    def run(self, effort: int) -> Result:
        problem = self.problem
        field = Field(problem, self.crowd, self.times, self.load)
        chosen = last = self._looked_at(field)
        bound = None
        if field.is_part:
            last, bound = self._looked_on(field, last)
            chosen = chosen if problem.nearest is not None else last
        best = plan(chosen.market, chosen.flow, self._divisible(), self.price, effort)
        pairs = [*problem.forced, *self._pairs(chosen.edges, best)]
        open_ = best.cost - (best.bound if bound is None else bound)
        return explained(problem, self.crowd, pairs, self.price, open_)

    def _looked_at(self, field: Field) -> _Look:
        edges = self._open(field.found)
        market = self._market(edges)
        return _Look(edges, market, network.solve(market))

    def _looked_on(self, field: Field, look: _Look) -> tuple[_Look, int]:
        """Pairs that would pay are looked at too until none would, and a bound for all plans."""
        left = field.promising(self._prices(look))
        for _ in range(TURNS):
            if not left.pairs:
                break
            field.add(left.pairs)
            look = self._looked_at(field)
            left = field.promising(self._prices(look))
        least = -self.problem.costs.keep * len(self.problem.promised)
        return look, max(least, look.flow.bound - int((look.market.need * left.gain).sum()))

    def _prices(self, look: _Look) -> Prices:
        """Of every team, column and request; what forced pairs close is too dear for anybody."""
        problem, flow = self.problem, look.flow
        width = max((len(one.times) for one in problem.requests), default=0)
        column = np.zeros(len(problem.teams) * len(self.times), np.int64)
        column[: len(flow.of_column)] = flow.of_column
        request = np.repeat(flow.of_request[:, None], width, axis=1)
        for pair in problem.forced:
            column[self._column(pair.team, pair.time)] = NEVER
            closed = np.arange(width) != rank(self._request(pair.request), pair.time)
            request[self.requests[pair.request], closed] = -NEVER
        team = np.where(look.market.room > 0, flow.of_team, NEVER)
        return Prices(problem.costs.load * self.load, team, column, request)

    def _load(self) -> Numbers:
        """What each team has served, and what it is forced to."""
        by_team = Counter(self.teams[pair.team] for pair in self.problem.forced)
        return np.array(
            [one.load + by_team[j] for j, one in enumerate(self.problem.teams)], np.int64
        )

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
        cost = edges.cost + problem.costs.load * self.load[edges.team]
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


def _times(problem: Problem) -> dict[str, int]:
    """A number for each time that is asked for or forced."""
    asked = {time for one in problem.requests for time in one.times}
    return {t: n for n, t in enumerate(sorted(asked | {pair.time for pair in problem.forced}))}


def _numbers(values: Iterable[int]) -> Numbers:
    return np.fromiter(values, np.int64)

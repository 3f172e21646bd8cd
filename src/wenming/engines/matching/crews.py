"""Crews that come together at one time or not at all.

A flow may bring half a crew, or a crew at two times. Where it breaks nobody, it is the best plan.
Where it does, prices (`pricing`) give a bound for whole crews, and say for each request which of
its ways is the best at these prices: nobody, or its whole crew at one of its times. A flow with
these ways decided is a plan, and its prices are often better ones still. A way, or an edge, that
costs more than the best by as much as then lies between plan and bound is out. What is left is
closed by an integer programme (`programme`). Where there is too much of it, or costs are too large
for that, it is branched on here: a request with ways left is decided in each of them, the branch
with the lowest bound first, a large one counting for more. After as much as `effort` allows, what
is left is the gap.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from heapq import heappop, heappush

import numpy as np

from .network import LARGE, Flags, Flow, Market, Numbers, solve
from .pricing import Prices, Pricing, Ways
from .programme import MANY, Programme

__all__ = ["Plan", "plan"]

NEVER = 1 << 58
MUST = 1 << 59  # what a missing person costs a request whose crew is to come
BRANCHES = 5  # of the programme, for each flow of the effort
FEW = 6_000  # edges; where more are open, so many of the likeliest come first
SMALL = 400  # requests up to which that is worth its time
ROUNDS = 6  # flows after one another at most, each with the ways that the last one's prices say
CLIMB = 2_000_000  # edges looked at while climbing
STEPS = (4, 120)  # steps of a climb: at least, at most


@dataclass(frozen=True, slots=True)
class Plan:
    """The edges of a plan in which no crew is broken, its cost, and a bound for all plans."""

    edges: Numbers
    cost: int
    bound: int


def plan(market: Market, flow: Flow, divisible: Flags, price: int, effort: int) -> Plan:
    """The cheapest plan that breaks no crew, or the best found; `flow` is the cheapest that may.

    `price` is that of a unit of weight.
    """
    search = _Search(market, divisible, flow)
    if not search.broken(flow).any():
        return Plan(flow.edges, flow.cost, flow.bound)
    return search.run(price, effort)


class _Search:
    def __init__(self, market: Market, divisible: Flags, flow: Flow) -> None:
        columns = np.unique(market.column, return_inverse=True)[1]
        self.market = market = replace(market, column=columns)
        self.divisible = divisible
        self.flow = flow
        self.pricing = Pricing(market, divisible)
        self.hard = (market.need > 1) & ~(divisible & (self.pricing.times() < 2))
        self.steps = min(max(CLIMB // max(len(market.cost), 1), STEPS[0]), STEPS[1])
        self.each = 1 + len(market.cost) // LARGE
        self.best = Plan(market.request[:0], NEVER, 0)

    def run(self, price: int, effort: int) -> Plan:
        """Prices first, then the programme, or else branches."""
        everything = np.ones((len(self.market.need), self.pricing.width), np.bool_)
        start = Prices(self.flow.of_team, np.zeros(self.pricing.columns, np.int64))
        first = self._improved(self.pricing.ways(start, everything), everything)
        bound = max(first.bound, self.flow.bound)
        if bound < self.best.cost and effort:
            proven = self._by_programme(first, price, effort)
            bound = self._branched(first, bound, effort) if proven is None else max(bound, proven)
        return replace(self.best, bound=min(self.best.cost, bound))

    def _by_programme(self, ways: Ways, price: int, effort: int) -> int | None:
        """A bound by the integer programme of what may still be better; None if it is too large.

        Then the likeliest alone may give a plan so much better that less remains.
        """
        everything = np.ones_like(ways.cost, np.bool_)
        beyond = self.pricing.beyond(ways, everything)
        some = np.flatnonzero(beyond < self.best.cost - ways.bound)
        if len(some) > FEW and len(self.market.need) <= SMALL:
            likely = np.sort(np.argsort(beyond, kind="stable")[:FEW])
            self._closed(ways, likely, price, effort)
            ways = self.pricing.climb(ways, everything, self.best.cost, self.steps)
            beyond = self.pricing.beyond(ways, everything)
            some = np.flatnonzero(beyond < self.best.cost - ways.bound)
        return self._closed(ways, some, price, effort) if len(some) <= MANY else None

    def _closed(self, ways: Ways, some: Numbers, price: int, effort: int) -> int | None:
        """The programme of some edges: a better plan, if there is one, and a bound."""
        market = self.market
        left = _narrowed(market, market.need, market.worth, some)
        nobody = self._open(ways, np.ones_like(ways.cost, np.bool_))[:, 0]
        programme = Programme(left, self.hard, self.divisible, nobody, price)
        return programme.bound(self.best.cost, self._realised, effort * BRANCHES)

    def _realised(self, decided: Numbers) -> int:
        self._try(decided)
        return self.best.cost

    def _branched(self, first: Ways, bound: int, effort: int) -> int:
        """Branch by branch, the lowest bound first."""
        everything = np.ones_like(first.cost, np.bool_)
        waiting = [(bound, 0, first, everything)]
        count = 0
        while waiting and waiting[0][0] < self.best.cost and count < effort:
            _, _, ways, allowed = heappop(waiting)
            for narrower in self._branches(ways, allowed):
                count += self.each
                found = self._improved(self.pricing.ways(ways.prices, narrower), narrower)
                bound = max(found.bound, ways.bound)
                if bound < self.best.cost:
                    heappush(waiting, (bound, count, found, narrower))
        return min([self.best.cost, *(bound for bound, *_ in waiting)])

    def _open(self, ways: Ways, allowed: Flags) -> Flags:
        """The ways that may still be the best."""
        more = ways.cost - ways.cost[np.arange(len(ways.best)), ways.best][:, None]
        return allowed & (more < self.best.cost - ways.bound)

    def _branches(self, ways: Ways, allowed: Flags) -> list[Flags]:
        """One request decided in each way that may still be the best; none if all are."""
        more = ways.cost - ways.cost[np.arange(len(ways.best)), ways.best][:, None]
        open_ = self._open(ways, allowed)
        many = np.flatnonzero(self.hard & (open_.sum(axis=1) > 1))
        if not len(many):
            return self._last_word(open_)
        second = np.partition(np.where(open_, more, NEVER), 1, axis=1)[many, 1]
        request = many[np.argmin(second)]
        branches = []
        for way in np.flatnonzero(open_[request]):
            narrower = open_.copy()
            narrower[request] = False
            narrower[request, way] = True
            branches.append(narrower)
        return branches

    def _last_word(self, open_: Flags) -> list[Flags]:
        """All crews are decided: the flow is the best plan of this branch."""
        self._try(np.argmax(open_, axis=1))
        return []

    def _improved(self, ways: Ways, allowed: Flags) -> Ways:
        """Flows and prices in turn as long as the bound rises, then a climb."""
        ways = self._in_turn(ways, allowed)
        ways = self.pricing.climb(ways, allowed, self.best.cost, self.steps)
        return self._in_turn(ways, allowed)

    def _in_turn(self, ways: Ways, allowed: Flags) -> Ways:
        decided = np.zeros(0, np.int64)
        for _ in range(ROUNDS):
            if ways.bound >= self.best.cost or np.array_equal(decided, ways.best[self.hard]):
                break
            decided = ways.best[self.hard]
            flow = self._try(ways.best)
            found = self.pricing.ways(Prices(flow.of_team, flow.of_column), allowed)
            if found.bound <= ways.bound:
                break
            ways = found
        return ways

    def _try(self, best: Numbers) -> Flow:
        """The flow with the hard requests decided; a plan, if need be with nobody to some."""
        decided = np.where(self.hard, best, -1)
        flow = first = self._flow(decided)
        while (broken := self.broken(flow)).any():
            decided = np.where(broken, 0, decided)
            flow = self._flow(decided)
        if flow.cost < self.best.cost:
            self.best = Plan(flow.edges, flow.cost, 0)
        return first

    def _flow(self, decided: Numbers) -> Flow:
        """The cheapest flow with a way given to some requests."""
        market = self.market
        of_edge = decided[market.request]
        kept = np.flatnonzero((of_edge < 0) | (of_edge == market.rank + 1))
        need = np.where(decided == 0, 0, market.need)
        worth = np.where((decided > 0) & ~self.divisible, MUST, market.worth)
        flow = solve(_narrowed(market, need, worth, kept))
        missing = np.where(decided == 0, market.need, flow.missing)
        come = flow.edges
        taken = np.bincount(market.team[kept[come]], minlength=len(market.room))
        cost = market.cost[kept[come]].sum() + (missing * market.worth).sum()
        cost += market.step * (taken * (taken - 1) // 2).sum()
        of_column = np.zeros(self.pricing.columns, np.int64)
        of_column[: len(flow.of_column)] = flow.of_column
        return replace(flow, edges=kept[come], missing=missing, cost=int(cost), of_column=of_column)

    def broken(self, flow: Flow) -> Flags:
        """The requests to which half a crew comes, or a crew at two times."""
        market, count = self.market, len(self.market.need)
        request, rank = market.request[flow.edges], market.rank[flow.edges]
        most, least = np.full(count, -1), np.full(count, NEVER)
        np.maximum.at(most, request, rank)
        np.minimum.at(least, request, rank)
        half = (flow.missing > 0) & (flow.missing < market.need) & ~self.divisible
        return half | (most > least)


def _narrowed(market: Market, need: Numbers, worth: Numbers, kept: Numbers) -> Market:
    return replace(
        market,
        need=need,
        worth=worth,
        request=market.request[kept],
        rank=market.rank[kept],
        team=market.team[kept],
        column=market.column[kept],
        cost=market.cost[kept],
    )

"""Crews that come together at one time or not at all: the flow, and branches where it breaks a crew.

A flow may bring half a crew, or a crew at two times. Its cost bounds every plan from below. Where
it breaks a request, that request is decided in every way there is: its whole crew at one of its
times, or nobody; each way is a flow again. The branch with the lowest bound goes first, so the
first one that breaks nobody is the best plan. After so many flows as `effort` allows, the best plan
known is taken, and the lowest bound still open is its bound.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from heapq import heappop, heappush

import numpy as np
from numpy.typing import NDArray

from .network import Flow, Market, solve

__all__ = ["Plan", "plan"]

Numbers = NDArray[np.int64]
Flags = NDArray[np.bool_]

NOBODY = -1
MUST = 1 << 59  # what a missing person costs a request whose crew is to come


@dataclass(frozen=True, slots=True)
class Plan:
    """The edges of a plan in which no crew is broken, its cost, and a bound for all plans."""

    edges: Numbers
    cost: int
    bound: int


@dataclass(frozen=True, slots=True)
class _Branch:
    """A flow under decisions: request → the rank of its time, or NOBODY."""

    decisions: Mapping[int, int]
    flow: Flow
    broken: tuple[int, ...]


def plan(market: Market, divisible: Flags, effort: int) -> Plan:
    """The cheapest plan that breaks no crew, or the best found."""
    return _Search(market, divisible, effort).run()


class _Search:
    def __init__(self, market: Market, divisible: Flags, effort: int) -> None:
        self.market = market
        self.divisible = divisible
        self.effort = effort
        self.best: _Branch | None = None

    def run(self) -> Plan:
        root = self._branch({})
        assert root is not None  # nothing is demanded yet
        if root.broken:
            self._mend(root)
        bound = self._explore(root)
        assert self.best is not None
        return Plan(self.best.flow.edges, self.best.flow.cost, bound)

    def _explore(self, root: _Branch) -> int:
        """Go through the branches, the lowest bound first; the bound that is proven."""
        waiting: list[tuple[int, int, _Branch]] = [(root.flow.bound, 0, root)]
        count = 0
        while waiting and self._is_better(waiting[0][0]) and self.effort > 0:
            _, _, branch = heappop(waiting)
            for decided in self._ways(branch):
                found = self._branch(decided)
                if found is not None and found.broken and self._is_better(found.flow.cost):
                    count += 1
                    heappush(waiting, (found.flow.cost, count, found))
        assert self.best is not None
        return min([self.best.flow.cost, *(bound for bound, _, _ in waiting)])

    def _is_better(self, cost: int) -> bool:
        return self.best is None or cost < self.best.flow.cost

    def _ways(self, branch: _Branch) -> Iterator[dict[int, int]]:
        """Every way to decide the dearest of the requests that are broken."""
        if not branch.broken:
            return
        need, worth = self.market.need, self.market.worth
        request = max(branch.broken, key=lambda one: (int(need[one] * worth[one]), -one))
        ranks = self.market.rank[self.market.request == request]
        for rank in sorted(set(ranks.tolist())):
            if self.divisible[request] or np.count_nonzero(ranks == rank) >= need[request]:
                yield {**branch.decisions, request: rank}
        if not self.divisible[request]:
            yield {**branch.decisions, request: NOBODY}

    def _branch(self, decisions: dict[int, int]) -> _Branch | None:
        """The flow under decisions; None if somebody is missing who must come."""
        self.effort -= 1
        flow = self._flow(decisions)
        if flow is None:
            return None
        found = _Branch(decisions, flow, self._broken(flow))
        if not found.broken and self._is_better(flow.cost):
            self.best = found
        return found

    def _flow(self, decisions: Mapping[int, int]) -> Flow | None:
        market = self.market
        if not decisions:
            return solve(market)
        need, worth = market.need.copy(), market.worth.copy()
        wanted = np.full(len(need), NOBODY - 1)
        for request, rank in decisions.items():
            wanted[request] = rank
            if rank == NOBODY:
                need[request] = 0
            elif not self.divisible[request]:
                worth[request] = MUST
        of_edge = wanted[market.request]
        kept = np.flatnonzero((of_edge < NOBODY) | (of_edge == market.rank))
        must = worth == MUST
        flow = solve(_narrowed(market, need, worth, kept))
        if np.any(flow.missing[must]):
            return None
        missing = np.where(need > 0, flow.missing, market.need)
        cost = flow.cost + int(((market.need - need) * market.worth).sum())
        return Flow(kept[flow.edges], missing, cost, cost)

    def _broken(self, flow: Flow) -> tuple[int, ...]:
        """The requests to which half a crew comes, or a crew at two times."""
        market, count = self.market, len(self.market.need)
        request, rank = market.request[flow.edges], market.rank[flow.edges]
        most = np.full(count, NOBODY)
        least = np.full(count, 1 << 40)
        np.maximum.at(most, request, rank)
        np.minimum.at(least, request, rank)
        half = (flow.missing > 0) & (flow.missing < market.need) & ~self.divisible
        return tuple(np.flatnonzero(half | (most > least)).tolist())

    def _mend(self, branch: _Branch) -> None:
        """A plan to begin with: nobody to those that are broken, then each once more."""
        decided = dict(branch.decisions)
        now: _Branch | None = branch
        while now is not None and now.broken:
            decided |= dict.fromkeys(now.broken, NOBODY)
            now = self._branch(decided)
        dropped = [one for one, rank in decided.items() if rank == NOBODY]
        worth = self.market.need * self.market.worth
        for request in sorted(dropped, key=lambda one: (-int(worth[one]), one)):
            self._bring_back(decided, request)

    def _bring_back(self, decided: dict[int, int], request: int) -> None:
        """The best time for a whole crew after all, the other decisions as they are."""
        before = decided[request]
        ranks = self.market.rank[self.market.request == request]
        for rank in sorted(set(ranks.tolist())):
            if self.effort <= 0:
                break
            found = self._branch(decided | {request: rank})
            if found is not None and self.best is found:
                before = rank
        decided[request] = before


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

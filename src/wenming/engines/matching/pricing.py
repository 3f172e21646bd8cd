"""A bound for whole crews: seats have prices, and each request takes the best way on its own.

If every seat of a team, and every place at one time, has a price (0 or more), each request can be
decided alone: its whole crew at its best time, at these prices, or nobody. The sum of that, less
what the seats are worth at their prices, is below every plan. The better the prices, the higher the
bound; `climb` makes them better, step by step: what is wanted more than it is there grows dearer,
what is wanted less grows cheaper. Prices are whole numbers, so that a bound is exact.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .network import Flags, Market, Numbers, seats_worth

__all__ = ["Prices", "Pricing", "Ways"]

NEVER = 1 << 58
PATIENCE = 6  # steps without a better bound before they are made half as long


@dataclass(frozen=True, slots=True)
class Prices:
    """Of a seat by team, and, beyond that, of a place at one time by column."""

    team: Numbers
    column: Numbers


@dataclass(frozen=True, slots=True)
class Ways:
    """The ways of all requests at some prices: a cost for each way, the best, and the bound.

    Way 0 of a request is nobody, way 1 the first of its times, and so on.
    """

    cost: Numbers
    best: Numbers
    bound: int
    prices: Prices
    edges: Numbers


class Pricing:
    """The ways of a market's requests."""

    def __init__(self, market: Market, divisible: Flags) -> None:
        self.market = market
        self.divisible = divisible
        self.most = int(market.worth.max(initial=0))
        self.width = int(market.rank.max(initial=0)) + 2
        self.group = market.request * self.width + market.rank + 1
        self.room = np.minimum(market.room, np.bincount(market.team, minlength=len(market.room)))
        self.columns = int(market.column.max(initial=-1)) + 1
        count = np.bincount(self.group, minlength=len(market.need) * self.width)
        self.first = np.cumsum(count) - count
        owed = np.repeat(market.need, self.width)
        self.short = np.maximum(owed - count, 0)

    def times(self) -> Numbers:
        """At how many times anybody could come to each request."""
        known: Flags = np.bincount(self.group, minlength=len(self.short)) > 0
        times: Numbers = known.reshape(-1, self.width).sum(axis=1)
        return times

    def ways(self, prices: Prices, allowed: Flags) -> Ways:
        """What each way costs at these prices; those not allowed are too dear for anybody."""
        market, prices = self.market, self._sensible(prices)
        reduced, order, comes = self._ranked(prices)
        group, loose = self.group[order], self.divisible[market.request]
        cost = np.zeros(len(self.short), np.int64)
        np.add.at(cost, group[comes], reduced[order][comes])
        missing = np.where(np.repeat(self.divisible, self.width), self._missing(), NEVER)
        cost += np.where(self.short > 0, missing, 0)
        table = np.minimum(cost, NEVER).reshape(-1, self.width)
        table[:, 0] = market.need * market.worth
        table = np.where(allowed, table, NEVER)
        best = np.argmin(table, axis=1)
        taken = comes & (best[market.request[order]] == market.rank[order] + 1)
        taken &= ~loose[order] | (reduced[order] < market.worth[market.request[order]])
        seats = seats_worth(prices.team, self.room, market.step).sum()
        served = table[np.arange(len(best)), best].sum()
        bound = int(served - prices.column.sum() - seats)
        return Ways(table, best, bound, prices, order[taken])

    def beyond(self, ways: Ways, allowed: Flags) -> Numbers:
        """By edge: what a plan with it costs beyond the bound, at least.

        An edge that is not of a way's crew costs what it costs beyond the crew's dearest.
        """
        reduced, order, comes = self._ranked(ways.prices)
        dearest = np.full(len(self.short), -NEVER)
        np.maximum.at(dearest, self.group[order][comes], reduced[order][comes])
        more = ways.cost - ways.cost[np.arange(len(ways.best)), ways.best][:, None]
        way: Numbers = np.where(allowed, more, NEVER).ravel()[self.group]
        way += np.maximum(reduced - dearest[self.group], 0)
        return way

    def _ranked(self, prices: Prices) -> tuple[Numbers, Numbers, Flags]:
        """What each edge costs at these prices, their order, and in it, who is of a way's crew."""
        market = self.market
        reduced = market.cost + prices.team[market.team] + prices.column[market.column]
        loose = self.divisible[market.request]
        reduced = np.where(loose, np.minimum(reduced, market.worth[market.request]), reduced)
        order = _in_order(self.group, reduced)
        place = np.arange(len(order)) - self.first[self.group[order]]
        return reduced, order, place < market.need[market.request[order]]

    def _sensible(self, prices: Prices) -> Prices:
        """No seat dearer than a request is worth; and for nothing, where 64 bits cannot add them up."""
        team, column = np.minimum(prices.team, self.most), np.minimum(prices.column, self.most)
        if team.astype(float) @ self.room + column.astype(float).sum() < NEVER:
            return Prices(team, column)
        return Prices(np.zeros_like(team), np.zeros_like(column))

    def _missing(self) -> Numbers:
        missing: Numbers = self.short * np.repeat(self.market.worth, self.width)
        return missing

    def climb(self, ways: Ways, allowed: Flags, goal: int, steps: int) -> Ways:
        """Better prices: the best found in so many steps; `goal` is a plan's cost."""
        best, length, patience = ways, 1.0, PATIENCE
        for _ in range(steps):
            if best.bound >= goal:
                break
            ways = self.ways(self._stepped(ways, goal, length), allowed)
            if ways.bound > best.bound:
                best, patience = ways, PATIENCE
                continue
            patience -= 1
            if not patience:
                ways, length, patience = best, length / 2, PATIENCE
        return best

    def _stepped(self, ways: Ways, goal: int, length: float) -> Prices:
        """Along what is wanted too much or too little."""
        market, prices = self.market, ways.prices
        wanted = np.bincount(market.team[ways.edges], minlength=len(market.room))
        low, high = self._offered(prices.team)
        team = wanted - np.clip(wanted, low, high)
        column = np.bincount(market.column[ways.edges], minlength=self.columns) - 1
        column = np.where(prices.column > 0, column, np.maximum(column, 0))
        square = float((team * team).sum() + (column * column).sum())
        stride = length * (goal - ways.bound) / max(square, 1.0)
        return Prices(
            np.maximum(prices.team + np.rint(stride * team).astype(np.int64), 0),
            np.maximum(prices.column + np.rint(stride * column).astype(np.int64), 0),
        )

    def _offered(self, price: Numbers) -> tuple[Numbers, Numbers]:
        """How many seats a team gladly gives at a price: from, to."""
        step = self.market.step
        if not step:
            return np.where(price > 0, self.room, 0), self.room
        low, high = -(-price // step), price // step + 1
        return np.minimum(low, self.room), np.minimum(high, self.room)


def _in_order(group: Numbers, cost: Numbers) -> Numbers:
    """By group, the cheapest first, of equals the first: packed into one number each if they fit."""
    count, low = len(group), int(cost.min(initial=0))
    span = int(cost.max(initial=0)) - low + 1
    if (int(group.max(initial=0)) + 1) * span * count >= NEVER:
        order: Numbers = np.lexsort((cost, group))
        return order
    return np.sort((group * span + (cost - low)) * count + np.arange(count)) % max(count, 1)

"""Which pairs are looked at: all of them, or where there are too many, those that may pay.

A county's requests and volunteers make tens of millions of eligible pairs, of which a plan needs a
few. So at first the cheapest of each request are looked at; the prices of the best plan among them
say which others would pay, and those are looked at too, until none would.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from .candidates import Candidates, Crowd, Group, Numbers, Prices, groups, joined
from .values import Problem

__all__ = ["Field", "Left"]

MANY = 3_000_000  # pairs that are looked at without choosing
FEW = 32  # of each request at each time, to begin with
NOBODY = 1 << 62  # behind the code of every pair
MORE = 16  # of each request at each time that are looked at further, at a time


@dataclass(frozen=True, slots=True)
class Left:
    """Pairs not looked at that would pay, and the most that one of them may save by request."""

    pairs: Candidates
    gain: Numbers


class Field:
    """The eligible pairs of a problem, and those that have been `found` worth looking at."""

    def __init__(
        self, problem: Problem, crowd: Crowd, times: Mapping[str, int], load: Numbers
    ) -> None:
        self.problem = problem
        self.times = times
        self.groups = groups(problem, crowd)
        count = problem.nearest
        if count is not None:
            parts = [group.nearest(count) for group in self.groups]
        elif sum(len(group) for group in self.groups) > MANY:
            parts = [group.cheapest(problem.costs.load * load, FEW) for group in self.groups]
        else:
            parts = [group.all() for group in self.groups]
        self.is_part = count is not None or sum(map(len, self.groups)) > MANY
        self.found = joined(parts)

    def promising(self, prices: Prices) -> Left:
        """What would pay at these prices and has not been looked at."""
        gain = np.zeros(len(self.problem.requests), np.int64)
        count = MORE + max((one.crew for one in self.problem.requests), default=0)
        known = np.append(self._codes(self.found), NOBODY)
        parts = []
        for group in self.groups:
            column = self._column(group, group.teams)
            one = group.promising(prices, column, count)
            codes = self._codes(one)
            one = one.only(known[np.searchsorted(known, codes)] != codes)
            parts.append(one)
            paid = prices.load[one.team] + prices.team[one.team]
            paid += prices.column[self._column(group, one.team)] + one.cost
            np.maximum.at(gain, one.request, prices.request[one.request, one.rank] - paid)
        return Left(joined(parts), gain)

    def add(self, pairs: Candidates) -> None:
        self.found = joined([self.found, pairs])

    def _column(self, group: Group, teams: Numbers) -> Numbers:
        return teams * len(self.times) + self.times[group.time]

    def _codes(self, pairs: Candidates) -> Numbers:
        ranks = max((len(one.times) for one in self.problem.requests), default=0)
        rows = pairs.request * ranks + pairs.rank
        codes: Numbers = rows * len(self.problem.teams) + pairs.team
        return codes

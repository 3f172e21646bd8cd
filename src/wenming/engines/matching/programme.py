"""Whole crews as an integer programme, which HiGHS solves: for what prices and flows leave open.

    least  cost x + step (0 + 1 + ... for the seats of each team) + worth x people missing

    y = 1 if a request's crew comes at a time, n = 1 if nobody does; y and n of a request sum to 1
    the x of a request at a time sum to crew y, and each is at most y
    a team has at most one x at one time, and a seat for each x

Only y and n are whole by decree: once they are, the rest is a flow, whose corners are whole. With
`x <= y` its first bound is that of `pricing` at the best prices. *Halls* say nothing new of
fractions, but the solver draws cuts from them: crews whose candidates are all among the same few
want no more of them than there are (P. Hall, On representatives of subsets, 1935).

**In two steps.** With the usual price no service outweighs a unit of weight, so that numbers of very
unlike size would meet in one sum. Worths are therefore split into units of the price and a rest:
first the fewest units, a small number; then the least rest, with no more units than that.

The solver counts in fractions of 15 digits. What it adds up here is whole and below `FINE`, where its
tolerances are far below one, and so its bounds are rounded up. It works alone, without chance, and
is limited by branches: the same programme ends the same way. Only a step that would take longer than
`LAST`, a minute, is ended by the clock, and then what remains may differ.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from importlib import import_module
from math import ceil, isfinite
from typing import Any, TypeVar

import numpy as np

from .network import Flags, Market, Numbers

__all__ = ["MANY", "Programme"]

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")

MANY = 25_000  # edges: with more, one step of the solver may take minutes
FINE = 10**8  # what one variable costs
LAST = 60.0  # seconds by the clock
NOTHING = 1 << 58  # costs as much
NEARLY = 0.01  # a bound on whole numbers may lie so far above one and not mean the next


@dataclass(frozen=True, slots=True)
class _Answer:
    """A way for each request, if any was found, and what the sum cannot be less than."""

    ways: Numbers | None
    bound: int
    is_best: bool


class Programme:
    """A market as variables and rows.

    `hard` requests come whole at one of several times; `nobody` says who may be left out of all.
    """

    def __init__(
        self, market: Market, hard: Flags, divisible: Flags, nobody: Flags, price: int
    ) -> None:
        self.market, self.hard, self.divisible = market, hard, divisible
        self.price = max(price, 1)
        self.rest: list[int] = []
        self.units: list[int] = []
        self.upper: list[int] = []
        self.rows: list[tuple[Sequence[int], Sequence[int], float, float]] = []
        self.whole: dict[int, tuple[int, int]] = {}  # a variable's request and way
        self.nobody = nobody
        for cost in market.cost.tolist():
            self._variable(cost)
        self._requests()
        self._teams()
        self._halls()

    # Variables and rows ----------------------------------------------------------------------

    def _variable(self, cost: int, upper: int = 1, worth: int = 0) -> int:
        units, rest = divmod(worth if upper else 0, self.price)
        self.rest.append(cost + rest)
        self.units.append(units)
        self.upper.append(upper)
        return len(self.rest) - 1

    def _row(
        self,
        variables: Sequence[int],
        factors: Sequence[int] | None = None,
        least: float = -np.inf,
        most: float = np.inf,
    ) -> None:
        self.rows.append((variables, factors or [1] * len(variables), least, most))

    def _requests(self) -> None:
        market, width = self.market, int(self.market.rank.max(initial=0)) + 1
        ways = (market.request * width + market.rank).tolist()
        by_way = _sorted_out(ways, range(len(ways)))
        by_request = defaultdict(list, _sorted_out([way // width for way in by_way], list(by_way)))
        for number, need in enumerate(market.need.tolist()):
            worth, ways = int(market.worth[number]), by_request[number]
            if not self.hard[number]:
                come = [edge for way in ways for edge in by_way[way]]
                most = need if need > 1 else int(self.nobody[number])
                missing = self._variable(0, most, worth)
                self._row([*come, missing], least=need, most=need)
                continue
            choices = [self._variable(0, int(self.nobody[number]), need * worth)]
            self.whole[choices[0]] = (number, 0)
            for way in ways:
                choices.append(self._crew(by_way[way], need, worth, loose=self.divisible[number]))
                self.whole[choices[-1]] = (number, way % width + 1)
            self._row(choices, least=1, most=1)

    def _crew(self, come: Sequence[int], need: int, worth: int, *, loose: bool) -> int:
        """A request at a time: whoever comes, comes with the whole crew, but for a loose one."""
        y = self._variable(0)
        missing = [self._variable(0, need, worth)] if loose else []
        everybody = [*come, *missing]
        self._row([*everybody, y], [1] * len(everybody) + [-need], 0, 0)
        for edge in come:
            self._row([edge, y], [1, -1], most=0)
        return y

    def _teams(self) -> None:
        market, edges = self.market, range(len(self.market.request))
        for come in _sorted_out(market.column.tolist(), edges).values():
            if len(come) > 1:
                self._row(come, most=1)
        for team, come in _sorted_out(market.team.tolist(), edges).items():
            room = min(int(market.room[team]), len(come))
            seats = [self._variable(market.step * place) for place in range(room)]
            self._row([*come, *seats], [1] * len(come) + [-1] * room, most=0)

    def _halls(self) -> None:
        """For the candidates of each way, and of each request at all its times."""
        market = self.market
        requests, columns, teams = (
            one.tolist() for one in (market.request, market.column, market.team)
        )
        ways = list(zip(requests, (market.rank + 1).tolist(), strict=True))
        times = {team: len(set(some)) for team, some in _sorted_out(teams, columns).items()}
        room = {team: min(int(market.room[team]), count) for team, count in times.items()}
        at_once, at_all = _sorted_out(ways, columns), _sorted_out(ways, teams)
        everybody = [*_sorted_out(requests, teams).values(), teams]
        self._hall(at_once, at_once.values(), dict.fromkeys(columns, 1))
        self._hall(at_all, everybody, room)

    def _hall(
        self,
        could: dict[tuple[int, int], list[int]],
        sets: Iterable[Sequence[int]],
        room: dict[int, int],
    ) -> None:
        whole = {way: y for y, way in self.whole.items() if way[1] and not self.divisible[way[0]]}
        some = {way: frozenset(could[way]) for way in whole}
        for few in dict.fromkeys(map(frozenset, sets)):
            inside = [way for way in whole if some[way] <= few]
            crews = [int(self.market.need[request]) for request, _ in inside]
            most = sum(room[one] for one in few)
            if sum(crews) > most and len(inside) > 1:
                self._row([whole[way] for way in inside], crews, most=most)

    # The solution ----------------------------------------------------------------------------

    def bound(self, cost: int, realised: Callable[[Numbers], int], branches: int) -> int | None:
        """No plan that costs less than `cost` costs less than this; None: the numbers are too large.

        `realised` makes a plan of the ways that were found, and says what the best one costs now.
        """
        least, few = sum(one for one in self.rest if one < 0), 0
        if not _is_fine([*self.units, *self.rest]):
            return None
        if is_steep := any(self.units):
            first = self._solved(self.units, None, branches)
            cost = cost if first.ways is None else realised(first.ways)
            if not first.is_best:
                return min(cost, first.bound * self.price + least)
            few = first.bound
        most = (cost - 1 - least) // self.price
        if most < few:
            return cost
        if is_flat := is_steep and most == few:
            objective = self.rest
        else:
            objective = [self.price * u + r for u, r in zip(self.units, self.rest, strict=True)]
            if not _is_fine(objective):
                return None
        second = self._solved(objective, most if is_steep else None, branches)
        cost = cost if second.ways is None else realised(second.ways)
        return min(cost, second.bound + self.price * few * is_flat)

    def _solved(self, objective: Sequence[int], most: int | None, branches: int) -> _Answer:
        """The least of a sum, with so many units at most."""
        rows = list(self.rows)
        if most is not None:
            some = [place for place, units in enumerate(self.units) if units]
            rows.append((some, [self.units[place] for place in some], -np.inf, most))
        highs = import_module("highspy")
        solver = highs.Highs()
        for name, value in {
            "output_flag": False,
            "threads": 1,
            "mip_rel_gap": 0.0,
            "mip_abs_gap": 1 - 10 * NEARLY,
            "mip_max_nodes": branches,
            "time_limit": LAST,
        }.items():
            solver.setOptionValue(name, value)
        solver.passModel(self._model(highs, objective, rows))
        solver.run()
        info, status = solver.getInfo(), solver.getModelStatus()
        if status == highs.HighsModelStatus.kInfeasible:
            return _Answer(None, NOTHING, is_best=True)
        known = info.mip_dual_bound
        bound = ceil(known - NEARLY) if isfinite(known) else -NOTHING
        if info.primal_solution_status != highs.SolutionStatus.kSolutionStatusFeasible:
            return _Answer(None, bound, is_best=False)
        found = solver.getSolution().col_value
        ways = np.full(len(self.market.need), -1)
        for variable, (request, way) in self.whole.items():
            if found[variable] > 0.5:
                ways[request] = way
        return _Answer(ways, bound, is_best=status == highs.HighsModelStatus.kOptimal)

    def _model(self, highs: Any, objective: Sequence[int], rows: Sequence[Any]) -> Any:
        model, kinds = highs.HighsLp(), highs.HighsVarType
        model.num_col_, model.num_row_ = len(objective), len(rows)
        model.col_cost_ = np.array(objective, np.float64)
        model.col_lower_ = np.zeros(len(objective))
        model.col_upper_ = np.array(self.upper, np.float64)
        model.row_lower_ = np.array([least for _, _, least, _ in rows], np.float64)
        model.row_upper_ = np.array([most for _, _, _, most in rows], np.float64)
        model.a_matrix_.format_ = highs.MatrixFormat.kRowwise
        model.a_matrix_.start_ = np.cumsum([0, *(len(some) for some, *_ in rows)])
        model.a_matrix_.index_ = np.concatenate([some for some, *_ in rows])
        model.a_matrix_.value_ = np.concatenate([factors for _, factors, *_ in rows]) * 1.0
        model.integrality_ = [
            kinds.kInteger if place in self.whole else kinds.kContinuous
            for place in range(len(objective))
        ]
        return model


def _is_fine(numbers: Iterable[int]) -> bool:
    """Can all be told apart in fractions?"""
    return max(map(abs, numbers)) < FINE


def _sorted_out(keys: Sequence[K], values: Sequence[V]) -> dict[K, list[V]]:
    """What belongs to each."""
    found: dict[K, list[V]] = defaultdict(list)
    for key, value in zip(keys, values, strict=True):
        found[key].append(value)
    return dict(found)

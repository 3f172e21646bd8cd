"""The peers, each given the same instance in its own form: only its solving is timed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib import import_module
from importlib.util import find_spec
from typing import Any, NamedTuple, Protocol, cast

import numpy as np
from numpy.typing import NDArray

from benchmarks.matching.instances import STEP
from wenming.engines.matching.network import Market

__all__ = ["absent", "peers"]

Numbers = NDArray[np.int64]
MODULES = {"OR-tools": "ortools", "LEMON (pylmcf)": "pylmcf", "kwok": "kwok", "scipy": "scipy"}


class Peer(Protocol):
    """Another solver with an instance: set up anew, then timed, then asked for what it found."""

    def ready(self) -> Callable[[], object]: ...

    def objective(self) -> int: ...


class Arcs(NamedTuple):
    """A network of arcs: source, requests, volunteers, sink."""

    tail: Numbers
    head: Numbers
    room: Numbers
    cost: Numbers
    supply: Numbers


def absent() -> list[str]:
    """Those that are not installed."""
    return [name for name, module in MODULES.items() if find_spec(module) is None]


def peers(market: Market, *, crews: bool) -> Iterator[tuple[str, Peer]]:
    """Each that is installed, by name. scipy takes minutes where there are millions of edges."""
    there = [name for name in MODULES if name not in absent()]
    arcs = _arcs(market)
    if "OR-tools" in there:
        yield "OR-tools min-cost flow", _OrTools(arcs)
    if "LEMON (pylmcf)" in there:
        yield "LEMON network simplex", _Lemon(arcs)
    if "kwok" in there and not crews:
        yield "kwok", _Kwok(market)
    if "scipy" in there and not crews and len(market.request) < 1_000_000:
        yield "scipy sparse assignment", _Scipy(market)


def _arcs(market: Market) -> Arcs:
    """A request is a source of its people; a seat is an arc to the sink, dearer than the last."""
    requests, teams = len(market.need), len(market.room)
    sink = requests + teams
    owner = np.repeat(np.arange(teams), market.room)
    first = np.repeat(np.cumsum(market.room) - market.room, market.room)
    number = np.arange(len(owner)) - first
    supply = np.zeros(sink + 1, np.int64)
    supply[:requests], supply[sink] = market.need, -market.need.sum()
    return Arcs(
        np.concatenate((market.request, np.arange(requests), requests + owner)),
        np.concatenate((requests + market.team, np.full(requests + len(owner), sink))),
        np.concatenate((np.ones(len(market.request), np.int64), market.need, np.ones_like(owner))),
        np.concatenate((market.cost, market.worth, STEP * number)),
        supply,
    )


class _OrTools:
    def __init__(self, arcs: Arcs) -> None:
        self.arcs = arcs
        self.solver: Any = None

    def ready(self) -> Callable[[], object]:
        arcs = self.arcs
        self.solver = import_module("ortools.graph.python.min_cost_flow").SimpleMinCostFlow()
        self.solver.add_arcs_with_capacity_and_unit_cost(
            arcs.tail.astype(np.int32), arcs.head.astype(np.int32), arcs.room, arcs.cost
        )
        nodes = np.arange(len(arcs.supply), dtype=np.int32)
        self.solver.set_nodes_supplies(nodes, arcs.supply)
        return cast("Callable[[], object]", self.solver.solve)

    def objective(self) -> int:
        return int(self.solver.optimal_cost())


class _Lemon:
    def __init__(self, arcs: Arcs) -> None:
        self.arcs = arcs
        self.order = np.lexsort((arcs.head, arcs.tail))
        self.graph: Any = None

    def ready(self) -> Callable[[], object]:
        """A new graph each time: it would begin with what it knows."""
        arcs, order = self.arcs, self.order
        tail, head = arcs.tail[order], arcs.head[order]
        self.graph = import_module("pylmcf").Graph(len(arcs.supply), tail, head)
        self.graph.set_node_supply(arcs.supply)
        self.graph.set_edge_capacities(arcs.room[order])
        self.graph.set_edge_costs(arcs.cost[order])
        return cast("Callable[[], object]", self.graph.solve)

    def objective(self) -> int:
        return int(self.graph.total_cost())


class _Kwok:
    """It maximises: what is gained against leaving a request out; pairs that gain nothing are cut."""

    def __init__(self, market: Market) -> None:
        self.worth = int(market.worth.sum())
        gain = market.worth[market.request] - market.cost
        self.rows: list[list[tuple[int, int]]] = [[] for _ in market.need]
        edges = zip(market.request.tolist(), market.team.tolist(), gain.tolist(), strict=True)
        for request, team, won in edges:
            if won > 0:
                self.rows[request].append((team, won))
        self.found: Any = None

    def ready(self) -> Callable[[], object]:
        return self._solve

    def _solve(self) -> None:
        self.found = import_module("kwok").kwok(self.rows, keeps_virtual_matching=False)

    def objective(self) -> int:
        """Added up here: its own sum overflows on large instances."""
        pairs = zip(self.rows, self.found.left_pairs, strict=False)
        return self.worth - sum(dict(row).get(team, 0) for row, team in pairs if team >= 0)


class _Scipy:
    """Each request has a seat of its own, at the price of leaving it out."""

    def __init__(self, market: Market) -> None:
        requests, teams = len(market.need), len(market.room)
        rows = np.concatenate((market.request, np.arange(requests)))
        columns = np.concatenate((market.team, teams + np.arange(requests)))
        costs = np.concatenate((market.cost, market.worth)).astype(np.float64)
        self.table = import_module("scipy.sparse").csr_array((costs, (rows, columns)))
        self.found: Any = None

    def ready(self) -> Callable[[], object]:
        return self._solve

    def _solve(self) -> None:
        graphs = import_module("scipy.sparse.csgraph")
        self.found = graphs.min_weight_full_bipartite_matching(self.table)

    def objective(self) -> int:
        return int(self.table[self.found[0], self.found[1]].sum())

"""The peers, each given the same instance in its own form; only the solving is timed."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from importlib.util import find_spec
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from benchmarks.matching.instances import STEP
from benchmarks.matching.measuring import Took, timed
from wenming.engines.matching.network import Market

__all__ = ["absent", "peers"]

Numbers = NDArray[np.int64]
MODULES = {"OR-tools": "ortools", "LEMON (pylmcf)": "pylmcf", "kwok": "kwok", "scipy": "scipy"}


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


def peers(market: Market, *, crews: bool) -> Iterator[tuple[str, Took, int]]:
    """Each peer's name, its time and its objective."""
    there = [name for name in MODULES if name not in absent()]
    arcs = _arcs(market)
    if "OR-tools" in there:
        yield "OR-tools min-cost flow", *_ortools(arcs)
    if "LEMON (pylmcf)" in there:
        yield "LEMON network simplex", *_lemon(arcs)
    if crews:
        return
    if "kwok" in there:
        yield "kwok", *_kwok(market)
    if "scipy" in there and len(market.request) < 1_000_000:
        yield "scipy sparse assignment", *_scipy(market)


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


def _ortools(arcs: Arcs) -> tuple[Took, int]:
    solver = import_module("ortools.graph.python.min_cost_flow").SimpleMinCostFlow()
    solver.add_arcs_with_capacity_and_unit_cost(
        arcs.tail.astype(np.int32), arcs.head.astype(np.int32), arcs.room, arcs.cost
    )
    nodes = np.arange(len(arcs.supply), dtype=np.int32)
    solver.set_nodes_supplies(nodes, arcs.supply)
    took, _ = timed(solver.solve)
    return took, solver.optimal_cost()


def _lemon(arcs: Arcs) -> tuple[Took, int]:
    order = np.lexsort((arcs.head, arcs.tail))
    graph = import_module("pylmcf").Graph(len(arcs.supply), arcs.tail[order], arcs.head[order])
    graph.set_node_supply(arcs.supply)
    graph.set_edge_capacities(arcs.room[order])
    graph.set_edge_costs(arcs.cost[order])
    took, _ = timed(graph.solve)
    return took, graph.total_cost()


def _kwok(market: Market) -> tuple[Took, int]:
    """It maximises: what is gained against leaving a request out; pairs that gain nothing are cut."""
    gain = market.worth[market.request] - market.cost
    rows: list[list[tuple[int, int]]] = [[] for _ in market.need]
    edges = zip(market.request.tolist(), market.team.tolist(), gain.tolist(), strict=True)
    for request, team, won in edges:
        if won > 0:
            rows[request].append((team, won))
    solve = import_module("kwok").kwok
    took, found = timed(lambda: solve(rows, keeps_virtual_matching=False))
    return took, int(market.worth.sum()) - _gained(rows, found)


def _gained(rows: list[list[tuple[int, int]]], found: Any) -> int:
    """Added up here: its own sum overflows on large instances."""
    pairs = zip(range(len(rows)), found.left_pairs, strict=False)
    return sum(dict(rows[request]).get(team, 0) for request, team in pairs if team >= 0)


def _scipy(market: Market) -> tuple[Took, int]:
    """Each request has a seat of its own, at the price of leaving it out."""
    requests, teams = len(market.need), len(market.room)
    rows = np.concatenate((market.request, np.arange(requests)))
    columns = np.concatenate((market.team, teams + np.arange(requests)))
    costs = np.concatenate((market.cost, market.worth)).astype(np.float64)
    table = import_module("scipy.sparse").csr_array((costs, (rows, columns)))
    graphs = import_module("scipy.sparse.csgraph")
    took, found = timed(lambda: graphs.min_weight_full_bipartite_matching(table))
    return took, int(table[found[0], found[1]].sum())

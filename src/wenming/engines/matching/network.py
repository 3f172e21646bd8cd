"""From a market to a network for the kernels, and back: who comes, and what proves it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray

from . import kernels
from .compiling import compiled
from .nodes import (
    DISTANCE,
    FAR,
    FIRST,
    FREE,
    PLACE,
    PRICE,
    SEAT,
    STOP,
    TEAM,
    WIDTH,
    WORTH,
    Network,
)

__all__ = [
    "LARGE",
    "Flags",
    "Flow",
    "Market",
    "Numbers",
    "as_arrays",
    "as_lists",
    "lay",
    "read",
    "seats_worth",
    "solve",
]

Numbers = NDArray[np.int64]
Flags = NDArray[np.bool_]

LARGE = 50_000  # edges from which on machine code is worth its loading


@dataclass(frozen=True, slots=True)
class Market:
    """What is left to decide, by number: requests, teams and the edges between them.

    Edges stand in order of request. `column` numbers a team at a time; `rank` is the place of the
    time in the request's list. An edge's cost holds the price of the team's first seat.
    """

    need: Numbers
    worth: Numbers
    room: Numbers
    step: int
    request: Numbers
    rank: Numbers
    team: Numbers
    column: Numbers
    cost: Numbers


@dataclass(frozen=True, slots=True)
class Flow:
    """The cheapest flow: its edges, who is missing, its cost, and what its prices prove.

    The prices are those of a seat by team, and of a place at one time, beyond that, by column.
    """

    edges: Numbers
    missing: Numbers
    cost: int
    bound: int
    of_team: Numbers
    of_column: Numbers


def solve(market: Market) -> Flow:
    """The cheapest flow of a market, crews taken as divisible and times as mixable."""
    net = lay(market)
    if len(market.request) > LARGE:
        compiled()["serve_all"](*net)
    else:
        plain = as_lists(net)
        kernels.serve_all(*plain)
        net = as_arrays(plain)
    return read(market, net)


def as_lists(net: Network) -> Network:
    """For the kernels as they stand: looking into a list is quicker than into an array."""
    arrays = {name: one for name, one in net._asdict().items() if isinstance(one, np.ndarray)}
    return net._replace(**{name: one.tolist() for name, one in arrays.items()})


def as_arrays(net: Network) -> Network:
    lists = {name: one for name, one in net._asdict().items() if isinstance(one, list)}
    arrays: dict[str, Any] = {name: np.array(one, np.int64) for name, one in lists.items()}
    return net._replace(**arrays)


def lay(market: Market) -> Network:
    """The network as arrays, nobody coming yet. It takes columns only if two may want the same."""
    edges, requests, teams = len(market.request), len(market.need), len(market.room)
    to, columns, owners = market.team, 0, market.team[:0]
    if _is_exclusive(market):
        taken, to = np.unique(market.column, return_inverse=True)
        columns, to = len(taken), to + teams
        owners = np.zeros(columns, np.int64)
        owners[to - teams] = market.team
    room = np.minimum(market.room, np.bincount(market.team, minlength=teams))
    stop = np.cumsum(np.bincount(market.request, minlength=requests))
    nodes = np.zeros((teams + columns + requests, WIDTH), np.int64)
    nodes[:, DISTANCE], nodes[:, PLACE] = FAR, -1
    of_team, of_column, of_request = np.split(nodes, (teams, teams + columns))
    of_team[:, STOP] = np.cumsum(room)
    of_team[:, FIRST] = of_team[:, FREE] = of_team[:, STOP] - room
    of_column[:, TEAM], of_column[:, SEAT] = owners * WIDTH, -1
    of_request[:, FIRST] = stop - np.bincount(market.request, minlength=requests)
    of_request[:, STOP], of_request[:, WORTH] = stop, market.worth
    seats, all_nodes = int(room.sum()), len(nodes) + 1
    return Network(
        nodes.ravel(),
        teams * WIDTH,
        (teams + columns) * WIDTH,
        market.step,
        (to * WIDTH).astype(np.int32),
        market.cost.astype(np.int64),
        np.zeros(edges, np.uint8),
        np.zeros(seats, np.int64),
        np.zeros(seats, np.int64),
        market.need.astype(np.int64),
        np.zeros(requests, np.uint8),
        np.zeros(all_nodes, np.int64),
        np.zeros(all_nodes, np.int64),
        np.zeros(all_nodes, np.int64),
        np.zeros(all_nodes, np.int64),
        np.zeros(5, np.int64),
    )


def _is_exclusive(market: Market) -> bool:
    """May a team be wanted twice at one time, or twice by one request?"""
    wanted = np.bincount(market.column)[market.column] > 1
    if np.any(wanted & (market.room[market.team] > 1)):
        return True
    pairs = market.request * len(market.room) + market.team
    return bool(market.rank.any()) and len(np.unique(pairs)) < len(pairs)


def read(market: Market, net: Network) -> Flow:
    """Who comes, by the market's edges: rows have been put in another order."""
    nodes = cast("Numbers", net.nodes).reshape(-1, WIDTH)
    teams, others = net.columns // WIDTH, net.requests // WIDTH
    used = np.flatnonzero(np.asarray(net.used))
    target, missing = np.asarray(net.target) // WIDTH, np.asarray(net.missing, np.int64)
    to, of_column = market.team, np.zeros(market.column.max(initial=-1) + 1, np.int64)
    if others > teams:
        taken, to = np.unique(market.column, return_inverse=True)
        of_column[taken] = _beyond(nodes[:teams], nodes[teams:others])
        to = to + teams
    codes = market.request * others + to
    order = np.argsort(codes)
    come = market.request[used] * others + target[used]
    edges = np.sort(order[np.searchsorted(codes, come, sorter=order)])
    filled = nodes[:teams, FREE] - nodes[:teams, FIRST]
    cost = market.cost[edges].sum() + _stairs(market.step, filled).sum()
    cost += (missing * market.worth).sum()
    bound = _bound(market, net, nodes)
    return Flow(edges, missing, int(cost), bound, nodes[:teams, PRICE].copy(), of_column)


def _beyond(of_team: Numbers, of_column: Numbers) -> Numbers:
    """What a taken column costs beyond its team; nothing if it is free."""
    beyond: Numbers = of_column[:, PRICE] - of_team[of_column[:, TEAM] // WIDTH, PRICE]
    return np.where(of_column[:, SEAT] < 0, 0, beyond)


def _bound(market: Market, net: Network, nodes: Numbers) -> int:
    """What the prices prove: no flow is cheaper, whatever it is."""
    teams, others = net.columns // WIDTH, net.requests // WIDTH
    of_team, of_column, of_request = nodes[:teams], nodes[teams:others], nodes[others:]
    price, beyond = of_team[:, PRICE], _beyond(of_team, of_column)
    to = np.concatenate((price, price[of_column[:, TEAM] // WIDTH] + beyond))
    rows = np.repeat(np.arange(len(of_request)), of_request[:, STOP] - of_request[:, FIRST])
    reduced = np.asarray(net.cost) + to[np.asarray(net.target) // WIDTH]
    reduced -= of_request[rows, PRICE]
    seats = seats_worth(price, of_team[:, STOP] - of_team[:, FIRST], market.step)
    served = int((of_request[:, PRICE] * market.need).sum()) + int(np.minimum(reduced, 0).sum())
    return served - int(beyond.sum()) - int(seats.sum())


def seats_worth(price: Numbers, room: Numbers, step: int) -> Numbers:
    """The most that a team's seats can be worth beyond what they cost, at a price for each."""
    best = np.minimum(price // step + 1, room) if step else room
    return price * best - _stairs(step, best)


def _stairs(step: int, count: Numbers) -> Numbers:
    """What so many seats cost beyond as many first ones."""
    return step * (count * (count - 1) // 2)

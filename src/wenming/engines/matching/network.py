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
    "proven",
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

    The prices are those of a seat by team; of a place at one time, beyond that, by column; and of
    one more person by request.
    """

    edges: Numbers
    missing: Numbers
    cost: int
    bound: int
    of_team: Numbers
    of_column: Numbers
    of_request: Numbers


def solve(market: Market) -> Flow:
    """The cheapest flow of a market, crews taken as divisible and times as mixable."""
    net = lay(market)
    if len(market.request) > LARGE:
        compiled()["serve_all"](net)
    else:
        plain = as_lists(net)
        kernels.serve_all(plain)
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
    """The network as arrays, nobody coming yet."""
    edges, requests, teams = len(market.request), len(market.need), len(market.room)
    shared, columns, place = _shared(market)
    to, owners = market.team.astype(np.int32), np.zeros(len(columns), np.int64)
    if len(columns):
        to[shared] = teams + place
        owners[place] = market.team[shared]
    # One seat more than can be wanted: a seat is worth nothing to a team that has room.
    room = np.minimum(market.room, np.bincount(market.team, minlength=teams) + 1)
    wanted = np.bincount(market.request, minlength=requests)
    nodes = np.zeros((teams + len(columns) + requests, WIDTH), np.int64)
    nodes[:, DISTANCE], nodes[:, PLACE] = FAR, -1
    of_team, of_column, of_request = np.split(nodes, (teams, teams + len(columns)))
    of_team[:, STOP] = np.cumsum(room)
    of_team[:, FIRST] = of_team[:, FREE] = of_team[:, STOP] - room
    of_column[:, TEAM], of_column[:, SEAT] = owners * WIDTH, -1
    of_request[:, STOP] = np.cumsum(wanted)
    of_request[:, FIRST], of_request[:, WORTH] = of_request[:, STOP] - wanted, market.worth
    seats, all_nodes = int(room.sum()), len(nodes) + 1
    to *= WIDTH
    return Network(
        nodes=nodes.ravel(),
        columns=teams * WIDTH,
        requests=(teams + len(columns)) * WIDTH,
        step=market.step,
        target=to,
        cost=market.cost,
        used=np.zeros(edges, np.uint8),
        edge=np.zeros(seats, np.int64),
        owner=np.zeros(seats, np.int64),
        missing=market.need.copy(),
        keys=np.zeros(all_nodes, np.int64),
        heap=np.zeros(all_nodes, np.int64),
        ready=np.zeros(all_nodes, np.int64),
        settled=np.zeros(all_nodes, np.int64),
        now=np.zeros(5, np.int64),
    )


def _shared(market: Market) -> tuple[Flags, Numbers, Numbers]:
    """The edges to a team with room for more that two want at one time, and their columns."""
    shared: Flags = market.room[market.team] > 1
    if shared.any():
        shared &= np.bincount(market.column)[market.column] > 1
    columns, place = np.unique(market.column[shared], return_inverse=True)
    return shared, columns, place


def read(market: Market, net: Network) -> Flow:
    """Who comes, by the market's edges."""
    nodes = cast("Numbers", net.nodes).reshape(-1, WIDTH)
    teams, others = net.columns // WIDTH, net.requests // WIDTH
    edges, missing = np.flatnonzero(np.asarray(net.used)), np.asarray(net.missing, np.int64)
    of_column = np.zeros(market.column.max(initial=-1) + 1, np.int64)
    if others > teams:
        of_column[_shared(market)[1]] = _beyond(nodes[:teams], nodes[teams:others])
    filled = nodes[:teams, FREE] - nodes[:teams, FIRST]
    cost = market.cost[edges].sum() + _stairs(market.step, filled).sum()
    cost += (missing * market.worth).sum()
    of_team, of_request = nodes[:teams, PRICE].copy(), nodes[others:, PRICE].copy()
    return Flow(edges, missing, int(cost), proven(net, market.need), of_team, of_column, of_request)


def _beyond(of_team: Numbers, of_column: Numbers) -> Numbers:
    """What a taken column costs beyond its team; nothing if it is free."""
    beyond: Numbers = of_column[:, PRICE] - of_team[of_column[:, TEAM] // WIDTH, PRICE]
    return np.where(of_column[:, SEAT] < 0, 0, beyond)


def proven(net: Network, need: Numbers) -> int:
    """What the prices prove: no flow is cheaper, whatever it is."""
    nodes = cast("Numbers", net.nodes).reshape(-1, WIDTH)
    teams, others = net.columns // WIDTH, net.requests // WIDTH
    of_team, of_column, of_request = nodes[:teams], nodes[teams:others], nodes[others:]
    price, beyond = of_team[:, PRICE], _beyond(of_team, of_column)
    to = np.concatenate((price, price[of_column[:, TEAM] // WIDTH] + beyond))
    reduced = to[np.asarray(net.target) // WIDTH]
    reduced += np.asarray(net.cost)
    reduced -= np.repeat(of_request[:, PRICE], of_request[:, STOP] - of_request[:, FIRST])
    seats = seats_worth(price, of_team[:, STOP] - of_team[:, FIRST], net.step)
    served = int((of_request[:, PRICE] * need).sum()) + int(np.minimum(reduced, 0).sum())
    return served - int(beyond.sum()) - int(seats.sum())


def seats_worth(price: Numbers, room: Numbers, step: int) -> Numbers:
    """The most that a team's seats can be worth beyond what they cost, at a price for each."""
    best = np.minimum(price // step + 1, room) if step else room
    return price * best - _stairs(step, best)


def _stairs(step: int, count: Numbers) -> Numbers:
    """What so many seats cost beyond as many first ones."""
    return step * (count * (count - 1) // 2)

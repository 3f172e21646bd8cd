"""Shortest augmenting paths on compressed rows: the same source runs plain and compiled.

A small network is a bundle of lists and runs as it stands; a large one is a bundle of arrays, and
`compiling` makes machine code of the functions named in `KERNELS`. So there is nothing here but
integers, indexing and loops; functions take the fields of a `Network`, and call only those that
stand before them in `KERNELS`.

**The network.** A *request* needs some people. A *team* has seats, one for each service that it
still has room for; they are taken from the first on, and the f-th (from nought) costs `step * f`
more than the first. A *column*, in an exclusive network only, is a team at one time, at which one
person can come. An *edge* joins a request and a team (a column, if exclusive) at a cost, that of
the team's first seat included, and one person at most comes by it. A person who is missing costs
the request's worth.

**The certificate.** Every node has a price: of a request, what one more person is worth to it; of a
team and of a taken column, what a seat in it is worth (a column that is not taken has its team's).
At every moment, with r = cost + price of the team or column - price of the request,

    r >= 0 on every free edge, r <= 0 on every used one,
    a request's price is at most its worth, and its worth if somebody is still missing at the end,
    step * (filled - 1) <= a team's price, <= step * filled where there is room, = 0 if it is idle,
    a taken column's price is at least its team's.

Each turn finds, by Dijkstra on these r, the cheapest way to let one more person come: to a seat
that is free, or to a request that then rather misses one. It stops at the first end it is sure of,
and shifts the prices of what it has settled and nothing else. When all had their turn, the prices
prove that no plan is cheaper: `network.bound` adds them up.

**Nodes** stand side by side in one row of integers, WIDTH each, first the teams, then the columns,
then the requests; a node is named by where it begins. So a look at one costs one line of cache.
"""

# ruff: noqa: PLR0917 - what is compiled takes arrays one by one.
from __future__ import annotations

from .nodes import (
    BY,
    END,
    ENTRY,
    FREE,
    PRICE,
    SEAT,
    TEAM,
    WIDTH,
    Ints,
)
from .opening import begin
from .searching import search, shift

__all__ = ["KERNELS", "serve", "serve_all"]


def sit(
    nodes: Ints,
    target: Ints,
    used: Ints,
    edge: Ints,
    owner: Ints,
    columns: int,
    seat: int,
    e: int,
    request: int,
) -> None:
    """Somebody comes to a request by an edge, in a seat."""
    used[e] = 1
    edge[seat] = e
    owner[seat] = request
    to = target[e]
    if to >= columns and nodes[to + SEAT] < 0:
        nodes[to + SEAT] = seat
        nodes[to + PRICE] = nodes[nodes[to + TEAM] + PRICE]


def follow(
    nodes: Ints,
    columns: int,
    requests: int,
    step: int,
    target: Ints,
    cost: Ints,
    used: Ints,
    edge: Ints,
    owner: Ints,
    missing: Ints,
    ordered: Ints,
    keys: Ints,
    heap: Ints,
    ready: Ints,
    settled: Ints,
    now: Ints,
    source: int,
) -> None:
    """From the end back to the source, everybody moves on by one."""
    request = now[END]
    missing[(source - requests) // WIDTH] -= 1
    if request < columns:
        team = request
        request = nodes[team + BY]
        sit(
            nodes,
            target,
            used,
            edge,
            owner,
            columns,
            nodes[team + FREE],
            nodes[team + ENTRY],
            request,
        )
        nodes[team + FREE] += 1
    else:
        missing[(request - requests) // WIDTH] += 1
    while request != source:
        seat = nodes[request + ENTRY]
        used[edge[seat]] = 0
        node = target[edge[seat]]
        if node >= columns and nodes[node + ENTRY] < 0:
            nodes[node + SEAT] = -1
            node = nodes[node + TEAM]
        request = nodes[node + BY]
        sit(nodes, target, used, edge, owner, columns, seat, nodes[node + ENTRY], request)


def serve(
    nodes: Ints,
    columns: int,
    requests: int,
    step: int,
    target: Ints,
    cost: Ints,
    used: Ints,
    edge: Ints,
    owner: Ints,
    missing: Ints,
    ordered: Ints,
    keys: Ints,
    heap: Ints,
    ready: Ints,
    settled: Ints,
    now: Ints,
    number: int,
) -> bool:
    """Let one more person come to a request, if that is worth it."""
    request = requests + number * WIDTH
    search(
        nodes,
        columns,
        requests,
        step,
        target,
        cost,
        used,
        edge,
        owner,
        missing,
        ordered,
        keys,
        heap,
        ready,
        settled,
        now,
        request,
    )
    shift(nodes, heap, ready, settled, now)
    follow(
        nodes,
        columns,
        requests,
        step,
        target,
        cost,
        used,
        edge,
        owner,
        missing,
        ordered,
        keys,
        heap,
        ready,
        settled,
        now,
        request,
    )
    return bool(now[END] != request)


def serve_all(
    nodes: Ints,
    columns: int,
    requests: int,
    step: int,
    target: Ints,
    cost: Ints,
    used: Ints,
    edge: Ints,
    owner: Ints,
    missing: Ints,
    ordered: Ints,
    keys: Ints,
    heap: Ints,
    ready: Ints,
    settled: Ints,
    now: Ints,
) -> None:
    """From nothing to the cheapest plan."""
    begin(
        nodes,
        columns,
        requests,
        step,
        target,
        cost,
        used,
        edge,
        owner,
        missing,
        ordered,
        keys,
        heap,
        ready,
        settled,
        now,
    )
    for number in range(len(missing)):
        while missing[number] > 0 and serve(
            nodes,
            columns,
            requests,
            step,
            target,
            cost,
            used,
            edge,
            owner,
            missing,
            ordered,
            keys,
            heap,
            ready,
            settled,
            now,
            number,
        ):
            pass


KERNELS = (
    "push",
    "pop",
    "reach",
    "put_in_order",
    "take",
    "begin",
    "search",
    "shift",
    "sit",
    "follow",
    "serve",
    "serve_all",
)

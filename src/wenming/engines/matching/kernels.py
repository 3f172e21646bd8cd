"""Shortest augmenting paths on compressed rows: the same source runs plain and compiled.

A small network is a bundle of lists and runs as it stands; a large one is a bundle of arrays, and
`compiling` makes machine code of the functions named in `KERNELS`. So there is nothing here but
integers, indexing and loops, and functions call only those that stand before them.

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

# ruff: noqa: PLR0917 - compiled functions take arrays one by one: a bundle is counted at each look.
from __future__ import annotations

from .nodes import (
    BEST,
    BY,
    DISTANCE,
    END,
    ENTRY,
    FAR,
    FIRST,
    FREE,
    HEAPED,
    PLACE,
    PRICE,
    SEAT,
    SETTLED,
    STOP,
    TEAM,
    WAITING,
    WIDTH,
    WORTH,
    Ints,
    Network,
    pop,
    reach,
)

__all__ = ["KERNELS", "serve", "serve_all"]


def put_in_order(
    nodes: Ints, target: Ints, cost: Ints, used: Ints, edge: Ints, columns: int, request: int
) -> None:
    """The cheapest edge first; of equals the first stays first. At most one of them is used."""
    first, stop = nodes[request + FIRST], nodes[request + STOP]
    seat = -1
    for e in range(first, stop):
        if used[e]:
            team = target[e]
            seat = nodes[team + SEAT]
            if team < columns:
                seat = nodes[team + FIRST]
                while edge[seat] != e:
                    seat += 1
    for e in range(first + 1, stop):
        c, to, is_used = cost[e], target[e], used[e]
        at = e
        while at > first and cost[at - 1] > c:
            cost[at] = cost[at - 1]
            target[at] = target[at - 1]
            used[at] = used[at - 1]
            at -= 1
        cost[at] = c
        target[at] = to
        used[at] = is_used
    if seat >= 0:
        e = first
        while used[e] == 0:
            e += 1
        edge[seat] = e


def take(
    nodes: Ints, used: Ints, edge: Ints, owner: Ints, columns: int, e: int, to: int, request: int
) -> bool:
    """Somebody comes by an edge if the team is idle and has room."""
    team = to
    if to >= columns:
        team = nodes[to + TEAM]
    seat = nodes[team + FREE]
    if seat > nodes[team + FIRST] or seat == nodes[team + STOP]:
        return False
    nodes[team + FREE] += 1
    used[e] = 1
    edge[seat] = e
    owner[seat] = request
    if to >= columns:
        nodes[to + SEAT] = seat
        nodes[to + PRICE] = 0
    return True


def begin(net: Network) -> None:
    """Everybody takes what is cheapest as long as it is idle; the first prices."""
    nodes, target, cost, used = net.nodes, net.target, net.cost, net.used
    edge, owner, missing = net.edge, net.owner, net.missing
    for number in range(len(missing)):
        request = net.requests + number * WIDTH
        best = second = nodes[request + WORTH]
        if missing[number] == 1:
            come = -1
            for e in range(nodes[request + FIRST], nodes[request + STOP]):
                c = cost[e]
                if c < best:
                    best, second, come = c, best, e
                elif c < second:
                    second = c
            if come >= 0 and take(
                nodes, used, edge, owner, net.columns, come, target[come], request
            ):
                missing[number] = 0
                best = second
        else:
            put_in_order(nodes, target, cost, used, edge, net.columns, request)
            net.ordered[number] = 1
            for e in range(nodes[request + FIRST], nodes[request + STOP]):
                if cost[e] >= best:
                    break
                if missing[number] == 0 or not take(
                    nodes, used, edge, owner, net.columns, e, target[e], request
                ):
                    best = cost[e]
                    break
                missing[number] -= 1
        nodes[request + PRICE] = best


def look_from_team(
    nodes: Ints,
    cost: Ints,
    edge: Ints,
    owner: Ints,
    target: Ints,
    keys: Ints,
    heap: Ints,
    ready: Ints,
    now: Ints,
    columns: int,
    team: int,
    d: int,
) -> None:
    """Those who have a seat of it may be asked to give it up."""
    price = nodes[team + PRICE]
    for seat in range(nodes[team + FIRST], nodes[team + FREE]):
        e = edge[seat]
        node = target[e]
        if node >= columns:
            far = d + nodes[node + PRICE] - price
            entry = -1
        else:
            node = owner[seat]
            far = d - cost[e] - price + nodes[node + PRICE]
            entry = seat
        if far < nodes[node + DISTANCE] and far < now[BEST]:
            nodes[node + ENTRY] = entry
            reach(nodes, keys, heap, ready, now, node, far, d)


def look_from_column(
    nodes: Ints,
    cost: Ints,
    edge: Ints,
    owner: Ints,
    keys: Ints,
    heap: Ints,
    ready: Ints,
    now: Ints,
    column: int,
    d: int,
) -> None:
    """Who has taken it may be asked to give it up."""
    seat = nodes[column + SEAT]
    node = owner[seat]
    far = d - cost[edge[seat]] - nodes[column + PRICE] + nodes[node + PRICE]
    if far < nodes[node + DISTANCE] and far < now[BEST]:
        nodes[node + ENTRY] = seat
        reach(nodes, keys, heap, ready, now, node, far, d)


def look_from_request(
    nodes: Ints,
    target: Ints,
    cost: Ints,
    used: Ints,
    keys: Ints,
    heap: Ints,
    ready: Ints,
    now: Ints,
    columns: int,
    step: int,
    request: int,
    d: int,
) -> None:
    """It may do with one less; or somebody else may come to it."""
    base = d - nodes[request + PRICE]
    if base + nodes[request + WORTH] < now[BEST]:
        now[BEST], now[END] = base + nodes[request + WORTH], request
    for e in range(nodes[request + FIRST], nodes[request + STOP]):
        far = base + cost[e]
        if far >= now[BEST]:
            break
        if used[e]:
            continue
        node = target[e]
        if node >= columns and nodes[node + SEAT] < 0:
            node = nodes[node + TEAM]
        if node < columns and nodes[node + FREE] < nodes[node + STOP]:
            end = far + step * (nodes[node + FREE] - nodes[node + FIRST])
            if end < now[BEST]:
                now[BEST], now[END] = end, node
                nodes[node + ENTRY], nodes[node + BY] = e, request
        far += nodes[node + PRICE]
        if far < nodes[node + DISTANCE] and far < now[BEST]:
            nodes[node + ENTRY], nodes[node + BY] = e, request
            reach(nodes, keys, heap, ready, now, node, far, d)


def search(net: Network, request: int) -> None:
    """The cheapest way for one more person to come: BEST, END and the entries on the way."""
    nodes, target, cost, used, edge, owner = (
        net.nodes,
        net.target,
        net.cost,
        net.used,
        net.edge,
        net.owner,
    )
    keys, heap, ready, settled, now, ordered = (
        net.keys,
        net.heap,
        net.ready,
        net.settled,
        net.now,
        net.ordered,
    )
    columns, requests, step = net.columns, net.requests, net.step
    now[HEAPED], now[WAITING], now[SETTLED], now[BEST] = 0, 0, 0, FAR
    d = 0
    reach(nodes, keys, heap, ready, now, request, 0, 0)
    while d < now[BEST]:
        if now[WAITING] > 0:
            now[WAITING] -= 1
            node = ready[now[WAITING]]
        elif now[HEAPED] > 0 and keys[0] < now[BEST]:
            d, node = keys[0], heap[0]
            now[HEAPED] -= 1
            pop(nodes, keys, heap, now[HEAPED])
        else:
            break
        settled[now[SETTLED]] = node
        now[SETTLED] += 1
        if node < columns:
            look_from_team(
                nodes, cost, edge, owner, target, keys, heap, ready, now, columns, node, d
            )
        elif node < requests:
            look_from_column(nodes, cost, edge, owner, keys, heap, ready, now, node, d)
        else:
            number = (node - requests) // WIDTH
            if ordered[number] == 0:
                put_in_order(nodes, target, cost, used, edge, columns, node)
                ordered[number] = 1
            look_from_request(
                nodes, target, cost, used, keys, heap, ready, now, columns, step, node, d
            )


def shift(nodes: Ints, heap: Ints, ready: Ints, settled: Ints, now: Ints) -> None:
    """Shift the prices of what was settled, and leave the scratch as it was found."""
    for place in range(now[SETTLED]):
        node = settled[place]
        nodes[node + PRICE] += now[BEST] - nodes[node + DISTANCE]
        nodes[node + DISTANCE] = FAR
    for place in range(now[WAITING]):
        nodes[ready[place] + DISTANCE] = FAR
    for place in range(now[HEAPED]):
        nodes[heap[place] + DISTANCE] = FAR
        nodes[heap[place] + PLACE] = -1


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


def follow(net: Network, source: int) -> None:
    """From the end back to the source, everybody moves on by one."""
    nodes, target, used, edge, owner = net.nodes, net.target, net.used, net.edge, net.owner
    requests, columns, missing = net.requests, net.columns, net.missing
    request = net.now[END]
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


def serve(net: Network, number: int) -> bool:
    """Let one more person come to a request, if that is worth it."""
    request = net.requests + number * WIDTH
    search(net, request)
    shift(net.nodes, net.heap, net.ready, net.settled, net.now)
    follow(net, request)
    return bool(net.now[END] != request)


def serve_all(net: Network) -> None:
    """From nothing to the cheapest plan."""
    begin(net)
    for number in range(len(net.missing)):
        while net.missing[number] > 0 and serve(net, number):
            pass


KERNELS = (
    "push",
    "pop",
    "reach",
    "put_in_order",
    "take",
    "begin",
    "look_from_team",
    "look_from_column",
    "look_from_request",
    "search",
    "shift",
    "sit",
    "follow",
    "serve",
    "serve_all",
)

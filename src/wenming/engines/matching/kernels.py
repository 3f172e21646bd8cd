"""The cheapest plan by bids and shortest paths: the same source runs plain and compiled.

A small network is a bundle of lists and runs as it stands; a large one is a bundle of arrays, and
`compiling` makes machine code of the functions named in `KERNELS`. So there is nothing here but
integers, indexing and loops, and functions call only those that stand before them.

**The network.** A *request* needs some people. A *team* has seats, one for each service that it
still has room for; they are taken from the first on, and the f-th (from nought) costs `step * f`
more than the first. A *column* is a team at one time, at which one person can come; it is there
only where two may want it. An *edge* joins a request and a team or column at a cost, that of the
team's first seat included, and one person at most comes by it. A person who is missing costs the
request's worth.

**The certificate.** Every node has a price: of a request, what one more person is worth to it; of a
team and of a taken column, what a seat in it is worth (a column that is not taken has its team's).
At every moment, with r = cost + price of the team or column - price of the request,

    r >= 0 on every free edge, r <= 0 on every used one,
    a request's price is at most its worth, and its worth if somebody is still missing at the end,
    step * (filled - 1) <= a team's price, <= step * filled where there is room, = 0 if it is idle,
    a taken column's price is at least its team's.

**First, bids** (`open_bids`). A request takes what is cheapest at the prices, and its own price
rises to its second best; so much more could the seat cost before it went elsewhere. A team's price
is as high as those it serves, and a further seat, allow; who bids more than the first of them takes
that seat, and whoever lost it bids again. Where nobody can bid more, as two ways cost the same, or
when there have been bids enough, the request waits for what follows.

**Then, searches.** Each turn finds, by Dijkstra on these r, the cheapest way to let one more person
come: to a seat that is free, or to a request that then rather misses one. It stops at the first end
it is sure of, and shifts the prices of what it has settled and nothing else. When all had their
turn, the prices prove that no plan is cheaper: `network.bound` adds them up.

**Nodes** stand side by side in one row of integers, WIDTH each, first the teams, then the columns,
then the requests; a node is named by where it begins. So a look at one costs one line of cache.
"""

# ruff: noqa: C901, PLR0912, PLR0915, PLR0917 - a call costs more than what an inner loop does.
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
)

__all__ = ["KERNELS", "serve", "serve_all"]

BIDS = 4  # for each request and person, on average: three who want two teams could go on for ever


# The heap of a search ------------------------------------------------------------------------


def push(nodes: Ints, keys: Ints, heap: Ints, size: int, far: int, node: int) -> None:
    """Put a node into the heap of `size`, or nearer to its top."""
    at = nodes[node + PLACE]
    if at < 0:
        at = size
    while at > 0:
        above = (at - 1) >> 1
        if keys[above] <= far:
            break
        keys[at] = keys[above]
        heap[at] = heap[above]
        nodes[heap[at] + PLACE] = at
        at = above
    keys[at] = far
    heap[at] = node
    nodes[node + PLACE] = at


def pop(nodes: Ints, keys: Ints, heap: Ints, size: int) -> None:
    """Take the top out; `size` is what remains."""
    nodes[heap[0] + PLACE] = -1
    far, node = keys[size], heap[size]
    at, below = 0, 1
    while below < size:
        if below + 1 < size and keys[below + 1] < keys[below]:
            below += 1
        if keys[below] >= far:
            break
        keys[at] = keys[below]
        heap[at] = heap[below]
        nodes[heap[at] + PLACE] = at
        at = below
        below = 2 * at + 1
    if size > 0:
        keys[at] = far
        heap[at] = node
        nodes[node + PLACE] = at


def reach(
    nodes: Ints,
    keys: Ints,
    heap: Ints,
    ready: Ints,
    heaped: int,
    waiting: int,
    node: int,
    far: int,
    d: int,
) -> tuple[int, int]:
    """A shorter way to a node, found from one at `d`: how many are in the heap and ready now."""
    is_new = nodes[node + DISTANCE] == FAR
    nodes[node + DISTANCE] = far
    if is_new and far == d:
        ready[waiting] = node
        return heaped, waiting + 1
    push(nodes, keys, heap, heaped, far, node)
    return heaped + is_new, waiting


# Bids ----------------------------------------------------------------------------------------


def lowest(
    nodes: Ints,
    target: Ints,
    cost: Ints,
    edge: Ints,
    owner: Ints,
    columns: int,
    least: int,
    team: int,
) -> tuple[int, int]:
    """How high a team's price may be, and the seat of whoever then leaves first; -1: a free one.

    `least` is what a free seat costs. A column is as dear as whoever has taken it allows.
    """
    leaving = -1
    for seat in range(nodes[team + FIRST], nodes[team + FREE]):
        e = edge[seat]
        most = nodes[owner[seat] + PRICE] - cost[e]
        if target[e] >= columns:
            nodes[target[e] + PRICE] = most
        if most < least:
            least, leaving = most, seat
    return least, leaving


def two_best(
    nodes: Ints, target: Ints, cost: Ints, used: Ints, columns: int, request: int
) -> tuple[int, int, int]:
    """The cheapest free edge at the prices (-1: rather nobody), its cost, and the second's."""
    best = second = nodes[request + WORTH]
    come = -1
    for e in range(nodes[request + FIRST], nodes[request + STOP]):
        c = cost[e]
        if c >= second:
            continue
        to = target[e]
        if to >= columns and nodes[to + SEAT] < 0:
            to = nodes[to + TEAM]
        c += nodes[to + PRICE]
        if c < second and used[e] == 0:
            if c < best:
                second, best, come = best, c, e
            else:
                second = c
    return come, best, second


def open_bids(net: Network) -> None:
    """Everybody bids as long as it pays; `heap` holds who is still to bid."""
    nodes, columns, requests, step = net.nodes, net.columns, net.requests, net.step
    target, cost, used, edge, owner = net.target, net.cost, net.used, net.edge, net.owner
    missing, heap = net.missing, net.heap
    waiting = len(missing)
    turns = BIDS * waiting
    for place in range(waiting):
        heap[place] = waiting - 1 - place
        turns += BIDS * missing[place]
    while waiting > 0:
        waiting -= 1
        number = heap[waiting]
        request = requests + number * WIDTH
        while missing[number] > 0 and turns > 0:
            turns -= 1
            come, best, second = two_best(nodes, target, cost, used, columns, request)
            nodes[request + PRICE] = best
            if come < 0:
                break
            to = team = of = target[come]
            if to >= columns:
                team = nodes[to + TEAM]
                of = team if nodes[to + SEAT] < 0 else to
            free, seat = nodes[team + FREE], -1
            if of < columns:
                least = FAR
                if free < nodes[team + STOP]:
                    least = step * (free - nodes[team + FIRST])
                if least > nodes[team + PRICE]:
                    least, seat = lowest(nodes, target, cost, edge, owner, columns, least, team)
            else:
                seat = nodes[to + SEAT]
                least = nodes[owner[seat] + PRICE] - cost[edge[seat]]
            if least > nodes[of + PRICE]:
                nodes[of + PRICE] = least
                continue
            if seat < 0:
                seat = free
                nodes[team + FREE] = free = free + 1
            elif second == best:
                break
            else:
                used[edge[seat]] = 0
                if target[edge[seat]] >= columns:
                    nodes[target[edge[seat]] + SEAT] = -1
                other = (owner[seat] - requests) // WIDTH
                if missing[other] == 0:
                    heap[waiting] = other
                    waiting += 1
                missing[other] += 1
            missing[number] -= 1
            used[come] = 1
            edge[seat] = come
            owner[seat] = request
            nodes[request + PRICE] = second
            if to >= columns:
                nodes[to + SEAT] = seat
            least = FAR
            if free < nodes[team + STOP]:
                least = step * (free - nodes[team + FIRST])
            nodes[team + PRICE] = lowest(nodes, target, cost, edge, owner, columns, least, team)[0]
    for number in range(len(missing)):
        if missing[number] > 0:
            request = requests + number * WIDTH
            nodes[request + PRICE] = two_best(nodes, target, cost, used, columns, request)[1]


# Searches ------------------------------------------------------------------------------------


def search(net: Network, request: int) -> None:
    """The cheapest way for one more person to come: BEST, END and the entries on the way."""
    nodes, columns, requests, step = net.nodes, net.columns, net.requests, net.step
    target, cost, used, edge, owner = net.target, net.cost, net.used, net.edge, net.owner
    keys, heap, ready, settled, now = net.keys, net.heap, net.ready, net.settled, net.now
    heaped, waiting, done, best, end, d = 0, 1, 0, FAR, request, 0
    ready[0] = request
    nodes[request + DISTANCE] = 0
    while d < best:
        if waiting > 0:
            waiting -= 1
            node = ready[waiting]
        elif heaped > 0 and keys[0] < best:
            d, node = keys[0], heap[0]
            heaped -= 1
            pop(nodes, keys, heap, heaped)
        else:
            break
        settled[done] = node
        done += 1
        price = nodes[node + PRICE]
        if node < requests:
            first, stop = nodes[node + FIRST], nodes[node + FREE]
            if node >= columns:
                first, stop = stop, stop + 1
            for seat in range(first, stop):
                e = edge[seat]
                to, entry = owner[seat], seat
                far = d - cost[e] - price
                if node < columns and target[e] >= columns:
                    to, entry = target[e], -1
                    far = d - price
                far += nodes[to + PRICE]
                if far < nodes[to + DISTANCE] and far < best:
                    nodes[to + ENTRY] = entry
                    heaped, waiting = reach(nodes, keys, heap, ready, heaped, waiting, to, far, d)
        else:
            base = d - price
            if base + nodes[node + WORTH] < best:
                best, end = base + nodes[node + WORTH], node
            for e in range(nodes[node + FIRST], nodes[node + STOP]):
                to = target[e]
                if to >= columns and nodes[to + SEAT] < 0:
                    to = nodes[to + TEAM]
                far = base + cost[e] + nodes[to + PRICE]
                if far >= best or used[e]:
                    continue
                if to < columns and nodes[to + FREE] < nodes[to + STOP]:
                    at_once = base + cost[e] + step * (nodes[to + FREE] - nodes[to + FIRST])
                    if at_once < best:
                        best, end = at_once, to
                        nodes[to + ENTRY], nodes[to + BY] = e, node
                if far < nodes[to + DISTANCE] and far < best:
                    nodes[to + ENTRY], nodes[to + BY] = e, node
                    heaped, waiting = reach(nodes, keys, heap, ready, heaped, waiting, to, far, d)
    now[HEAPED], now[WAITING], now[SETTLED], now[BEST], now[END] = heaped, waiting, done, best, end


def shift(net: Network) -> None:
    """Shift the prices of what was settled, and leave the scratch as it was found."""
    nodes, heap, ready, settled, now = net.nodes, net.heap, net.ready, net.settled, net.now
    for place in range(now[SETTLED]):
        node = settled[place]
        nodes[node + PRICE] += now[BEST] - nodes[node + DISTANCE]
        nodes[node + DISTANCE] = FAR
    for place in range(now[WAITING]):
        nodes[ready[place] + DISTANCE] = FAR
    for place in range(now[HEAPED]):
        nodes[heap[place] + DISTANCE] = FAR
        nodes[heap[place] + PLACE] = -1


def sit(net: Network, seat: int, e: int, request: int) -> None:
    """Somebody comes to a request by an edge, in a seat."""
    nodes = net.nodes
    net.used[e] = 1
    net.edge[seat] = e
    net.owner[seat] = request
    to = net.target[e]
    if to >= net.columns and nodes[to + SEAT] < 0:
        nodes[to + SEAT] = seat
        nodes[to + PRICE] = nodes[nodes[to + TEAM] + PRICE]


def follow(net: Network, source: int) -> None:
    """From the end back to the source, everybody moves on by one.

    What is begun stands in `ready`, what is ended in `settled`: WAITING and SETTLED edges.
    """
    nodes, columns, requests, missing = net.nodes, net.columns, net.requests, net.missing
    request, begun, ended = net.now[END], 0, 0
    missing[(source - requests) // WIDTH] -= 1
    if request < columns:
        team = request
        request = nodes[team + BY]
        net.ready[begun] = nodes[team + ENTRY]
        begun += 1
        sit(net, nodes[team + FREE], nodes[team + ENTRY], request)
        nodes[team + FREE] += 1
    else:
        missing[(request - requests) // WIDTH] += 1
    while request != source:
        seat = nodes[request + ENTRY]
        net.settled[ended] = net.edge[seat]
        ended += 1
        net.used[net.edge[seat]] = 0
        node = net.target[net.edge[seat]]
        if node >= columns and nodes[node + ENTRY] < 0:
            nodes[node + SEAT] = -1
            node = nodes[node + TEAM]
        request = nodes[node + BY]
        net.ready[begun] = nodes[node + ENTRY]
        begun += 1
        sit(net, seat, nodes[node + ENTRY], request)
    net.now[WAITING], net.now[SETTLED] = begun, ended


def serve(net: Network, number: int) -> bool:
    """Let one more person come to a request, if that is worth it."""
    request = net.requests + number * WIDTH
    search(net, request)
    shift(net)
    follow(net, request)
    return bool(net.now[END] != request)


def serve_all(net: Network) -> None:
    """From nothing to the cheapest plan."""
    open_bids(net)
    for number in range(len(net.missing)):
        while net.missing[number] > 0 and serve(net, number):
            pass


KERNELS = (
    "push",
    "pop",
    "reach",
    "lowest",
    "two_best",
    "open_bids",
    "search",
    "shift",
    "sit",
    "follow",
    "serve",
    "serve_all",
)

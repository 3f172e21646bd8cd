"""The search for the cheapest way for one more person to come. See `kernels`."""

# ruff: noqa: PLR0912, PLR0915, PLR0917, C901 - what is compiled takes arrays one by one (a bundle
# would be counted at each look), and an inner loop is one function (a call costs more than its work).
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
    pop,
    reach,
)
from .opening import put_in_order

__all__ = ["search", "shift"]


def search(
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
    request: int,
) -> None:
    """The cheapest way for one more person to come: BEST, END and the entries on the way."""
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
            number = (node - requests) // WIDTH
            if ordered[number] == 0:
                put_in_order(nodes, target, cost, used, edge, columns, node)
                ordered[number] = 1
            base = d - price
            if base + nodes[node + WORTH] < best:
                best, end = base + nodes[node + WORTH], node
            for e in range(nodes[node + FIRST], nodes[node + STOP]):
                far = base + cost[e]
                if far >= best:
                    break
                if used[e]:
                    continue
                to = target[e]
                if to >= columns and nodes[to + SEAT] < 0:
                    to = nodes[to + TEAM]
                if to < columns and nodes[to + FREE] < nodes[to + STOP]:
                    at_once = far + step * (nodes[to + FREE] - nodes[to + FIRST])
                    if at_once < best:
                        best, end = at_once, to
                        nodes[to + ENTRY], nodes[to + BY] = e, node
                far += nodes[to + PRICE]
                if far < nodes[to + DISTANCE] and far < best:
                    nodes[to + ENTRY], nodes[to + BY] = e, node
                    heaped, waiting = reach(nodes, keys, heap, ready, heaped, waiting, to, far, d)
    now[HEAPED], now[WAITING], now[SETTLED], now[BEST], now[END] = heaped, waiting, done, best, end


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

"""The opening of a plan: everybody takes what is cheapest as long as it is idle. See `kernels`."""

# ruff: noqa: PLR0917 - what is compiled takes arrays one by one.
from __future__ import annotations

from .nodes import (
    FIRST,
    FREE,
    PRICE,
    SEAT,
    STOP,
    TEAM,
    WIDTH,
    WORTH,
    Ints,
)

__all__ = ["begin", "put_in_order"]


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


def begin(
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
    """Everybody takes what is cheapest as long as it is idle; the first prices."""
    for number in range(len(missing)):
        request = requests + number * WIDTH
        best = second = nodes[request + WORTH]
        if missing[number] == 1:
            come = -1
            for e in range(nodes[request + FIRST], nodes[request + STOP]):
                c = cost[e]
                if c < best:
                    best, second, come = c, best, e
                elif c < second:
                    second = c
            if come >= 0 and take(nodes, used, edge, owner, columns, come, target[come], request):
                missing[number] = 0
                best = second
        else:
            put_in_order(nodes, target, cost, used, edge, columns, request)
            ordered[number] = 1
            for e in range(nodes[request + FIRST], nodes[request + STOP]):
                if cost[e] >= best:
                    break
                if missing[number] == 0 or not take(
                    nodes, used, edge, owner, columns, e, target[e], request
                ):
                    best = cost[e]
                    break
                missing[number] -= 1
        nodes[request + PRICE] = best

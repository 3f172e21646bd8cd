"""The network as rows of integers, and the heap of a search through it: see `kernels`."""

# ruff: noqa: PLR0917 - what is compiled takes arrays one by one.
from __future__ import annotations

from typing import NamedTuple

from numpy import int32, int64, uint8
from numpy.typing import NDArray

__all__ = [
    "BEST",
    "BY",
    "DISTANCE",
    "END",
    "ENTRY",
    "FAR",
    "FIRST",
    "FREE",
    "HEAPED",
    "PLACE",
    "PRICE",
    "SEAT",
    "SETTLED",
    "STOP",
    "TEAM",
    "WAITING",
    "WIDTH",
    "WORTH",
    "Ints",
    "Network",
    "pop",
    "push",
    "reach",
]

Ints = NDArray[int64] | NDArray[int32] | NDArray[uint8] | list[int]

FAR = 1 << 62
WIDTH = 8
# Of every node. Between two searches every DISTANCE is FAR and every PLACE in the heap -1.
# ENTRY is how the search came: by an edge BY a request, or, to a request, through a seat.
PRICE, DISTANCE, ENTRY, BY, PLACE = range(5)
# Of a request: its edges. Of a team: its seats, and the first that is free. Of a column: its seat.
FIRST, STOP, WORTH = 5, 6, 7
FREE = 7
TEAM, SEAT = 5, 7
# What a search knows of itself: sizes of heap, ready, settled; the cheapest end so far.
HEAPED, WAITING, SETTLED, BEST, END = range(5)


class Network(NamedTuple):
    """Who may come to whom at what cost, who comes, and the scratch of a search.

    Rows are put in order of cost when they are first searched.
    """

    nodes: Ints
    columns: int  # where the columns begin, and end the teams
    requests: int  # where the requests begin, and end the columns
    step: int
    target: Ints  # edge → team or column
    cost: Ints
    used: Ints  # edge → 1 if somebody comes by it
    edge: Ints  # seat → the edge by which it is taken
    owner: Ints  # seat → the request that has taken it
    missing: Ints  # request, by number → people
    ordered: Ints  # request, by number → 1 if its row is in order
    keys: Ints
    heap: Ints
    ready: Ints  # nodes as far as the one being settled
    settled: Ints
    now: Ints


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

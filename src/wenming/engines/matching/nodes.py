"""The network as rows of integers: what `kernels` works on."""

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
    """Who may come to whom at what cost, who comes, and the scratch of a search."""

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
    keys: Ints
    heap: Ints
    ready: Ints  # nodes as far as the one being settled
    settled: Ints
    now: Ints

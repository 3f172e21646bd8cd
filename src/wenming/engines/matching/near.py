"""The ways from places to points, and the nearest points, some places at a time."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

__all__ = ["nearest"]

Numbers = NDArray[np.int64]
AT_ONCE = 1 << 20  # distances worked out at a time


def nearest(
    x: Numbers, y: Numbers, from_x: Numbers, from_y: Numbers, count: int | None
) -> tuple[Numbers, Numbers, Numbers]:
    """For each place, the `count` nearest points (all if None): place, point, whole metres.

    Of points at the same whole metres the first go before.
    """
    if not len(x) or not len(from_x):
        return (np.zeros(0, np.int64),) * 3
    step = max(1, AT_ONCE // len(x))
    parts = [
        _from_some(x, y, from_x[at : at + step], from_y[at : at + step], count)
        for at in range(0, len(from_x), step)
    ]
    points, metres = (np.concatenate(some) for some in zip(*parts, strict=True))
    rows = np.repeat(np.arange(len(from_x)), points.shape[1])
    return rows, points.ravel(), metres.ravel()


def _from_some(
    x: Numbers, y: Numbers, from_x: Numbers, from_y: Numbers, count: int | None
) -> tuple[Numbers, Numbers]:
    """A row of points and their metres for each place."""
    squares = (from_x[:, None] - x[None, :]) ** 2 + (from_y[:, None] - y[None, :]) ** 2
    # The root is the nearest double, and below 2**52 its whole part is exact.
    metres = np.sqrt(squares.astype(np.float64)).astype(np.int64)
    if count is None or count >= len(x):
        return np.broadcast_to(np.arange(len(x)), metres.shape), metres
    points = np.argsort(metres, axis=1, kind="stable")[:, :count]
    return points, np.take_along_axis(metres, points, axis=1)

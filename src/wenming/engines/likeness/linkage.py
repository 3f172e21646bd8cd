"""Average linkage by chains of nearest neighbours: what is like enough becomes one.

Rows of length one go in, so that the mean likeness of all pairs between two clusters is the product
of the two mean rows. Merging two clusters makes neither more like a third than the liker of both
was; so a chain from each cluster to its nearest always ends in two that are each other's nearest,
and merging these as they are found gives what merging the nearest of all each time would, in n²
steps instead of n³.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from .values import Vectors

__all__ = ["agglomerate"]

NEVER = -np.inf


def agglomerate(
    centres: Vectors, sizes: Sequence[int], settled: Sequence[bool], alike: float
) -> list[list[int]]:
    """Which starting clusters are one, each list and all lists in order of their first.

    A starting cluster is given by the mean of its rows and how many they are. Of those that are
    settled no two become one.
    """
    if not sizes:
        return []
    found = [[place] for place in range(len(sizes))]
    weights = np.array(sizes, np.float32)
    likeness = _likeness(centres, np.array(settled, bool))
    waiting = list(reversed(range(len(sizes))))
    chain: list[int] = []
    while waiting or chain:
        if not chain:
            chain.append(waiting.pop())
        if not found[chain[-1]]:
            chain.pop()
            continue
        last = chain[-1]
        nearest = int(likeness[last].argmax())
        if likeness[last, nearest] < alike:
            chain.clear()
        elif len(chain) > 1 and likeness[last, chain[-2]] >= likeness[last, nearest]:
            kept, gone = sorted((chain.pop(), chain.pop()))
            _merge(likeness, weights, kept, gone)
            found[kept] += found[gone]
            found[gone] = []
            waiting.append(kept)
        else:
            chain.append(nearest)
    return [sorted(rows) for rows in found if rows]


def _likeness(centres: Vectors, settled: NDArray[np.bool_]) -> NDArray[np.float32]:
    likeness: NDArray[np.float32] = centres @ centres.T
    likeness[np.ix_(settled, settled)] = NEVER
    np.fill_diagonal(likeness, NEVER)
    return likeness


def _merge(
    likeness: NDArray[np.float32], weights: NDArray[np.float32], kept: int, gone: int
) -> None:
    """The first takes the second's rows into its mean; the second is like nothing any more."""
    total = weights[kept] + weights[gone]
    both = (weights[kept] * likeness[kept] + weights[gone] * likeness[gone]) / total
    both[[kept, gone]] = NEVER
    likeness[kept] = likeness[:, kept] = both
    likeness[gone] = likeness[:, gone] = NEVER
    weights[kept] = total

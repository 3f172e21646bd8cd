"""The slow oracle: average linkage as it is defined, every pair looked at before every step."""

from __future__ import annotations

from itertools import combinations

import numpy as np
from numpy.typing import NDArray


def agglomerate(
    starts: list[NDArray[np.float64]], settled: list[bool], alike: float
) -> list[list[int]]:
    """Merge the two whose rows are most like in the mean over all pairs, as long as any are alike."""
    clusters = [[place] for place in range(len(starts))]
    while True:
        likest = max(
            (
                (_mean(starts, one, two), one, two)
                for one, two in combinations(clusters, 2)
                if not (_any(settled, one) and _any(settled, two))
            ),
            default=None,
            key=lambda found: found[0],
        )
        if likest is None or likest[0] < alike:
            return sorted(sorted(cluster) for cluster in clusters)
        _, one, two = likest
        clusters = [cluster for cluster in clusters if cluster not in (one, two)] + [one + two]


def _any(settled: list[bool], cluster: list[int]) -> bool:
    return any(settled[place] for place in cluster)


def _mean(starts: list[NDArray[np.float64]], one: list[int], two: list[int]) -> float:
    """Over every row of the one and every row of the other."""
    return float(
        np.mean([float(a @ b) for i in one for a in starts[i] for j in two for b in starts[j]])
    )

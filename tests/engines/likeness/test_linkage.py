"""Chains of nearest neighbours merge what looking at every pair would merge."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from tests.engines.likeness import oracle
from wenming.engines.likeness.linkage import agglomerate

quick = settings(max_examples=200, derandomize=True, deadline=None)


def rows(seed: int, count: int, width: int) -> NDArray[np.float64]:
    drawn = np.random.default_rng(seed).normal(size=(count, width))
    return drawn / np.linalg.norm(drawn, axis=1, keepdims=True)


@quick
@given(
    st.integers(0, 10**6),
    st.lists(st.integers(1, 4), max_size=14),
    st.sets(st.integers(0, 13)),
    st.sampled_from([2, 3, 6]),
    st.sampled_from([-0.4, 0.0, 0.2, 0.5, 0.8]),
)
def test_the_chain_and_the_oracle_merge_the_same(
    seed: int, sizes: list[int], settled: set[int], width: int, alike: float
) -> None:
    starts = np.split(rows(seed, sum(sizes), width), np.cumsum(sizes)[:-1]) if sizes else []
    centres = np.array([start.mean(axis=0) for start in starts], np.float32)
    stays = [place in settled for place in range(len(sizes))]

    found = agglomerate(centres.reshape(len(sizes), width), sizes, stays, alike)

    assert found == oracle.agglomerate(starts, stays, alike)


def test_what_is_alike_to_the_very_limit_is_one() -> None:
    apart = np.array([[1, 0], [0, 1]], np.float32)

    assert agglomerate(apart, [1, 1], [False, False], 0.0) == [[0, 1]]
    assert agglomerate(apart, [1, 1], [False, False], 1e-6) == [[0], [1]]

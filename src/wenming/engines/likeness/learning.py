"""What the engine learns from people: the next need of nearly the same text follows the one moved."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import numpy as np

from .counting import counted
from .seen import Seen
from .values import ALONE
from .wording import overlap

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

__all__ = ["followers"]

NONE = -np.inf
SAME_WORDS = 0.5
TIE = 1e-4  # equal but for the rounding of sums: a person's word goes first


def followers(
    free: Sequence[str],
    placed: Mapping[str, str],
    others: Iterable[str],
    seen: Seen,
    alike: float,
) -> dict[str, str]:
    """The free needs that go with a need that a person placed, each with that one.

    One follows, whatever the rest of the group is like, if a need that a person placed is the likest
    of all to it, none of `others` is liker, and the two are nearly the same in likeness (at least
    half-way from alike to equal) and in words. For the rest a moved need teaches as a member: the
    group is judged by the mean of its members.
    """
    by_hand = sorted((need for need, group in placed.items() if group != ALONE), key=counted)
    if not by_hand or not free:
        return {}
    to_hand, to_others = (
        _likeness(free, by_hand, seen),
        _likeness(free, sorted(others, key=counted), seen),
    )
    least = np.maximum(to_others.max(axis=1, initial=NONE) - TIE, (1 + alike) / 2)
    leaders = [by_hand[place] for place in to_hand.argmax(axis=1)]
    return {
        need: leader
        for need, leader, near in zip(free, leaders, to_hand.max(axis=1) >= least, strict=True)
        if near and overlap(seen.reading(need).pairs, seen.reading(leader).pairs) >= SAME_WORDS
    }


def _likeness(free: Sequence[str], others: Sequence[str], seen: Seen) -> NDArray[np.float32]:
    """Of each free need to each of the others; to itself it is none."""
    likeness = seen.rows_of(free) @ seen.rows_of(others).T
    itself = np.array(free)[:, None] == np.array(others)[None, :]
    likeness[itself] = NONE
    return likeness

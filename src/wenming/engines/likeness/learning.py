"""What the engine learns from people: the next need of nearly the same text follows the one moved."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import numpy as np

from .seen import Seen
from .values import ALONE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

__all__ = ["followers"]

NONE = -np.inf


def followers(
    free: Sequence[str],
    placed: Mapping[str, str],
    others: Iterable[str],
    seen: Seen,
    alike: float,
) -> dict[str, str]:
    """The free needs that go with a need that a person placed, each with that one.

    One follows, whatever the rest of the group is like, if the likest of all to it is one that a
    person placed, none of `others` is liker, and the two are nearly the same: at least half-way
    from alike to equal.
    """
    by_hand = sorted(need for need, group in placed.items() if group != ALONE)
    if not by_hand or not free:
        return {}
    to_hand, to_others = _likeness(free, by_hand, seen), _likeness(free, sorted(others), seen)
    nearest = to_hand.argmax(axis=1)
    likeness = to_hand.max(axis=1)
    follows = (likeness >= (1 + alike) / 2) & (likeness >= to_others.max(axis=1, initial=NONE))
    return {need: by_hand[nearest[place]] for place, need in enumerate(free) if follows[place]}


def _likeness(free: Sequence[str], others: Sequence[str], seen: Seen) -> NDArray[np.float32]:
    """Of each free need to each of the others; to itself it is none."""
    likeness = seen.rows_of(free) @ seen.rows_of(others).T
    itself = np.array(free)[:, None] == np.array(others)[None, :]
    likeness[itself] = NONE
    return likeness

"""Which of the groups found is which of those that were: ids outlive a new look at everything."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence

from .counting import counted

__all__ = ["a_new_id", "recognised"]

Lot = Sequence[str]


def recognised(lots: Sequence[Lot], former: Mapping[str, str]) -> dict[str, str]:
    """The needs of each lot that is a group that was, with that group.

    It is, if half of the lot or half of the group went from one to the other. Of several lots the
    one with most of it is the group.
    """
    sizes = Counter(former.values())
    known: dict[int, str] = {}
    for shared, place, group in sorted(
        _shared(lots, former), key=lambda it: (-it[0], it[1], counted(it[2]))
    ):
        mostly = 2 * shared >= min(len(lots[place]), sizes[group])
        if mostly and place not in known and group not in known.values():
            known[place] = group
    return {need: group for place, group in known.items() for need in lots[place]}


def a_new_id(lot: Lot, ids: Collection[str]) -> str:
    """Made from the first of its needs, and like none that a group ever had."""
    name = f"g-{lot[0]}"
    while name in ids:
        name += "+"
    return name


def _shared(lots: Sequence[Lot], former: Mapping[str, str]) -> Iterator[tuple[int, int, str]]:
    """How many needs of each lot were in each group."""
    for place, lot in enumerate(lots):
        for group, shared in Counter(former[need] for need in lot if need in former).items():
            yield shared, place, group

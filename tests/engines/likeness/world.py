"""Short words for needs and groupings, and a vectoriser whose every likeness is known."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from wenming.engines.likeness import Group, Grouping, Need, Reader, a_reader

LAMPS = ("村口路灯坏了", "巷子里路灯不亮，晚上看不见", "厝前没有路灯，黑漆漆")
DOCTORS = ("阿嬷去医院没人陪", "想有人带我去看病，不会挂号", "母亲复查，我在外地，没人陪去医院")


class Numbers:
    """Reads a row from a text: "3 4 路灯" points three to the east and four to the north."""

    def __init__(self, alike: float = 0.5) -> None:
        self.alike = alike
        self.reader: Reader = a_reader()

    def vectors(self, texts: Sequence[str]) -> NDArray[np.float32]:
        rows = np.array(
            [[float(number) for number in text.split()[:2]] for text in texts], np.float32
        )
        lengths: NDArray[np.float32] = np.linalg.norm(rows, axis=1, keepdims=True)
        return rows / lengths


def needs(*texts: str, first: int = 1, village: str = "v1") -> list[Need]:
    """A need for each text, n1, n2 and so on, each of its own household."""
    return [
        Need(f"n{number}", text, household=f"h{number}", village=village)
        for number, text in enumerate(texts, first)
    ]


def sets(grouping: Grouping) -> set[frozenset[str]]:
    """Who is with whom, whatever the groups are called."""
    return {frozenset(ids(group)) for group in grouping.groups}


def by_id(grouping: Grouping) -> dict[str, set[str]]:
    return {group.id: set(ids(group)) for group in grouping.groups}


def ids(group: Group) -> Iterable[str]:
    return [member.need for member in group.members]


def alone(grouping: Grouping) -> set[str]:
    return {member.need for member in grouping.alone}


def group_of(need: str, grouping: Grouping) -> Group:
    return next(group for group in grouping.groups if need in ids(group))

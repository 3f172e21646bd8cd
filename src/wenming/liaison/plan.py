"""The sections of a plan file that are liaison's: the leaders, and the pairs of leader and unit."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, TypeVar

from pydantic import Field

from wenming.plans.document import Document
from wenming.plans.faults import Fault
from wenming.plans.grammar import Code, Grammar, defines, refers
from wenming.plans.names import Names
from wenming.plans.nodes import Node, items, text
from wenming.plans.sections import Section

__all__ = ["SECTIONS", "Leader", "Pair", "leaders", "pairs"]

Item = TypeVar("Item")


class Leader(Grammar):
    """A leader of the town, as the plan names them."""

    code: Annotated[Code, defines("leader")]
    zh: str = Field(min_length=1)
    en: str = ""
    post: str = ""


class Pair(Grammar):
    """A leader tied to a unit (A.1). The order in the file is the order of the plan's table."""

    unit: Annotated[Code, refers("unit")]
    leader: Annotated[Code, refers("leader")]

    @property
    def key(self) -> str:
        """Its subject among the standings."""
        return f"pair:{self.unit}/{self.leader}"


def leaders(document: Document) -> tuple[Leader, ...]:
    """The leaders that a plan names."""
    return _section(document, "leaders", Leader)


def pairs(document: Document) -> tuple[Pair, ...]:
    """The pairs of a plan, in its order."""
    return _section(document, "pairs", Pair)


def _section(document: Document, name: str, item: type[Item]) -> tuple[Item, ...]:
    found = document.sections.get(name, ())
    return tuple(one for one in found if isinstance(one, item)) if isinstance(found, tuple) else ()


def _name_pairs(section: Node, names: Names) -> Iterator[Fault]:
    """A pair has no code of its own: it is named by its unit and its leader, once."""
    for pair in items(section):
        unit, leader = text(pair, "unit"), text(pair, "leader")
        if unit and leader:
            names.give("pair", f"{unit}/{leader}", pair.place)
    yield from ()


SECTIONS = (
    Section("leaders", Leader),
    Section("pairs", Pair, check=_name_pairs),
)

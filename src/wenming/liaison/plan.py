"""The sections of a plan file that are liaison's: the leaders, and the pairs of leader and unit."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from wenming.plans.document import Document
from wenming.plans.grammar import Code, Grammar, defines, refers

__all__ = ["SECTIONS", "Leader", "Pair", "leaders", "pairs"]


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


def _section[T](document: Document, name: str, item: type[T]) -> tuple[T, ...]:
    found = document.sections.get(name, ())
    return tuple(one for one in found if isinstance(one, item)) if isinstance(found, tuple) else ()

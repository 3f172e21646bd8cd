"""The sections of a plan file, and the packages that own them.

A package above `plans` that owns a section keeps a `plan.py` with `SECTIONS`; the project names
those modules in `PLAN_SECTIONS`. The sections of `plans` itself, and of `organisation` below it,
are `document.Document`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from pydantic import BaseModel

from wenming.plans.changes import Difference
from wenming.plans.document import Document
from wenming.plans.faults import Fault
from wenming.plans.names import Names
from wenming.plans.nodes import Node

__all__ = ["Section"]


def _nothing_to_say(_node: Node, _names: Names) -> Iterable[Fault]:
    return ()


def _no_differences(_old: Document, _new: Document) -> Iterable[Difference]:
    return ()


@dataclass(frozen=True, slots=True)
class Section:
    """A list in the plan file under `name`, each item an `item`.

    References are checked by the marks in the item's grammar; `check` says what marks cannot.
    """

    name: str
    item: type[BaseModel]
    check: Callable[[Node, Names], Iterable[Fault]] = _nothing_to_say
    differences: Callable[[Document, Document], Iterable[Difference]] = _no_differences

"""What a package can prove, and whom it can list: declared beside its `facts`, read by plans.

A plan file may count any kind of fact that some package declares, over any roster; nothing else.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

__all__ = ["FREE", "YES_NO", "FactKind", "RosterKind"]

# The values a tag may have, where no vocabulary of the plan lists them.
FREE = "*"
YES_NO = ("yes", "no")


@dataclass(frozen=True, slots=True)
class FactKind:
    """One kind of fact.

    `tags` maps each tag to the vocabulary (a name) or the values (a tuple) it takes, or to `FREE`.
    `numbers` are what can be summed. `door` names the address where such a record is entered.
    """

    code: str
    zh: str
    en: str
    tags: Mapping[str, str | tuple[str, ...]] = field(default_factory=dict)
    numbers: tuple[str, ...] = ()
    lasting: bool = False
    door: str = ""


@dataclass(frozen=True, slots=True)
class RosterKind:
    """One roster of subjects, with the tags by which a rule can choose among them."""

    code: str
    zh: str
    en: str
    tags: Mapping[str, str | tuple[str, ...]] = field(default_factory=dict)

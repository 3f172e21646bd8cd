"""What a package can prove, and whom it can list: declared beside its `facts`, read by plans.

A plan file may count any kind of fact that some package declares, over any roster; nothing else.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

__all__ = ["YES_NO", "FactKind", "RosterKind", "Values", "yes_no"]

# What a tag may be: a term of the plan's vocabulary of that name ("a|b": of either of two), one of
# the codes, or anything.
Values = str | tuple[str, ...] | None

YES_NO = ("yes", "no")


@dataclass(frozen=True, slots=True)
class FactKind:
    """A kind of fact that a package can prove from its records.

    A *lasting* kind is in force from one day to another (a team that exists); the others are
    events of one day. `door` names the address where such a record is entered, `ahead` the one
    where it is announced beforehand.
    """

    code: str
    zh: str
    en: str
    tags: Mapping[str, Values] = field(default_factory=dict)
    numbers: tuple[str, ...] = ()
    lasting: bool = False
    door: str = ""
    ahead: str = ""


@dataclass(frozen=True, slots=True)
class RosterKind:
    """A roster of those who can owe something: units, teams, pairs, leaders, posts, fields ...

    `subjects` says where the plan itself names them: a kind of name ("unit", "pair"), a vocabulary
    ("vocabulary:training_field"), or None where the plan does not list them (teams, posts).
    """

    code: str
    zh: str
    en: str
    tags: Mapping[str, Values] = field(default_factory=dict)
    numbers: tuple[str, ...] = ()
    subjects: str | None = None


def yes_no(said: bool) -> frozenset[str]:
    """A fact's tag that is one or the other."""
    return frozenset({"yes" if said else "no"})

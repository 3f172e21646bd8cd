"""What the likeness engine is given and what it answers: frozen values, no behaviour.

A *need* is what somebody asked for, in their words. A *group* is needs that ask for the like; it is
*common* if many households of several villages ask for it. What people say about groups goes before
what the engine finds: a need they placed is *by hand* and stays where they put it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from .wording import Reader

    Vectors = NDArray[np.float32]

__all__ = [
    "ALONE",
    "Duplicate",
    "Group",
    "Grouping",
    "Kind",
    "Member",
    "Merged",
    "Moved",
    "Named",
    "Need",
    "Same",
    "Settings",
    "Split",
    "Suggestion",
    "Vectoriser",
    "Word",
]

ALONE = ""
"""Where a need is moved to that belongs with no others."""


@dataclass(frozen=True, slots=True)
class Need:
    """What somebody asked for. A household or village that is not known is "" and is like no other.

    `place` says in words where it is to be done, `at` is the same as latitude and longitude.
    """

    id: str
    text: str
    household: str = ""
    village: str = ""
    place: str = ""
    at: tuple[float, float] | None = None


# What people say -----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Moved:
    """This need belongs to that group (which may be new), or with no others (`ALONE`)."""

    need: str
    group: str


@dataclass(frozen=True, slots=True)
class Named:
    """The group is called this; by "" it is called again what the engine proposes."""

    group: str
    name: str


@dataclass(frozen=True, slots=True)
class Merged:
    """All needs of the group belong to the other one; the group is no more."""

    group: str
    into: str


@dataclass(frozen=True, slots=True)
class Split:
    """These needs leave their group and are a new one; the others are meant to stay."""

    needs: tuple[str, ...]
    into: str


Word = Moved | Named | Merged | Split


# What the engine finds -----------------------------------------------------------------------


class Kind(StrEnum):
    COMMON = "common"
    INDIVIDUAL = "individual"


@dataclass(frozen=True, slots=True)
class Member:
    """A need in a group, and why: how like the others it is, which of them most, in what words.

    `likeness` (0 to 1) is the mean over the other members. `by_hand`: a person placed it.
    """

    need: str
    likeness: float = 0
    nearest: str = ""
    words: tuple[str, ...] = ()
    by_hand: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """Needs that ask for the like, the most like first."""

    id: str
    name: str
    members: tuple[Member, ...]
    households: int = 0
    villages: int = 0
    kind: Kind = Kind.INDIVIDUAL
    named_by_hand: bool = False


@dataclass(frozen=True, slots=True)
class Grouping:
    """Groups, those of most households first; and the needs that are like no others."""

    groups: tuple[Group, ...] = ()
    alone: tuple[Member, ...] = ()


@dataclass(frozen=True, slots=True)
class Suggestion:
    """The group that a need seems to belong to (`ALONE`: to none), and why.

    `others` are the next best groups with their likeness, for a person who chooses otherwise.
    """

    need: str
    group: str
    likeness: float = 0
    nearest: str = ""
    words: tuple[str, ...] = ()
    others: tuple[tuple[str, float], ...] = ()


class Same(StrEnum):
    """What two needs have in common besides their words."""

    HOUSEHOLD = "household"
    PLACE = "place"
    VILLAGE = "village"


@dataclass(frozen=True, slots=True)
class Duplicate:
    """A need that probably asks for the same thing, and why.

    `likeness` (0 to 1) is that of the texts, `words` are in both; `because` is what else is the
    same.
    """

    need: str
    likeness: float
    because: tuple[Same, ...]
    words: tuple[str, ...] = ()


# How it is asked -----------------------------------------------------------------------------


class Vectoriser(Protocol):
    """Turns texts into rows of length one, so that like texts point the same way.

    The row of a text depends on that text alone. `alike` is the mean likeness of two groups from
    which they are one; it belongs to the vectors, as each kind has its own scale. `reader` finds
    the words that tell why.
    """

    @property
    def reader(self) -> Reader: ...

    @property
    def alike(self) -> float: ...

    def vectors(self, texts: Sequence[str]) -> Vectors: ...


@dataclass(frozen=True, slots=True)
class Settings:
    """From when on needs are common, and how like they must be.

    `alike`, if given, stands in for the vectoriser's. Two needs of one household or for one place
    (in the same words, or within `near` metres) whose texts are at least `same` like are taken for
    one request; with nothing but their village in common it takes `same_words`.
    """

    households: int = 5
    villages: int = 2
    alike: float | None = None
    near: float = 60
    same: float = 0.35
    same_words: float = 0.75

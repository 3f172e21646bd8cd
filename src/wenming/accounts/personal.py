"""What is held about a person: each package says it for itself (PIPL 6, 17, 45).

`settings.PERSONAL_DATA` lists modules with `HOLDINGS`, `held(user)`, `objection(user)` and
`forget(user)`, so that this package names none of those above it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import Final, Protocol, cast

from django.conf import settings
from django.db.models import QuerySet
from django.db.models.enums import Choices
from django.utils.functional import Promise

from wenming.accounts.models import User
from wenming.base.decisions import Decision
from wenming.base.models import Entry

__all__ = [
    "LOOKED",
    "Holding",
    "Source",
    "copy",
    "forget",
    "holdings",
    "labels",
    "looks",
    "objections",
    "said_as",
]

# The journal's verb where somebody saw another's number in full; the reason is in its details.
LOOKED: Final = "user.looked-at"


@dataclass(frozen=True, slots=True)
class Holding:
    """One kind of data: what, what for, how long."""

    field: str | Promise
    purpose: str | Promise
    kept: str | Promise


class Source(Protocol):
    """A package that holds something about people."""

    HOLDINGS: Sequence[Holding]

    def held(self, user: User) -> Mapping[str, object]:
        """Everything it holds about `user`, in plain values."""

    def objection(self, user: User) -> Decision:
        """A no with its reason, if `user` cannot be erased now."""

    def forget(self, user: User) -> None:
        """Have deleted what need not stay when `user` is erased."""


def holdings() -> list[Holding]:
    """Everything that may be held about anybody."""
    return [holding for source in _sources() for holding in source.HOLDINGS]


def copy(user: User) -> dict[str, object]:
    """Everything that is held about `user`, to be taken away."""
    return {key: value for source in _sources() for key, value in source.held(user).items()}


def said_as(key: str, kinds: type[Choices]) -> dict[str, str | Promise]:
    """The codes of one key in words, for a source's LABELS: `attendance.stage` or only `stage`."""
    return {f"{key}={value}": label for value, label in kinds.choices}


def labels() -> dict[str, str | Promise]:
    """The keys and codes of a copy in words, as far as its sources name them.

    A key stands alone or within its section, `attendance.note`; so does a code, `sign_ups.stage=waiting`.
    """
    named: dict[str, str | Promise] = {}
    for source in _sources():
        named.update(getattr(source, "LABELS", {}))
    return named


def objections(user: User) -> Iterator[Decision]:
    """What each source says to an erasure."""
    return (source.objection(user) for source in _sources())


def forget(user: User) -> None:
    """Let every package delete what it must not keep of somebody erased."""
    for source in _sources():
        source.forget(user)


def looks(user: User) -> QuerySet[Entry]:
    """Who saw a number of `user` in full, the last first."""
    return Entry.objects.of(user).filter(verb=LOOKED)


def _sources() -> list[Source]:
    return [cast("Source", import_module(name)) for name in settings.PERSONAL_DATA]

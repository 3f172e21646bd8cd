"""Which posts a person holds: asked of the database once a page, once in a long piece of work.

Rights follow from posts held today. Whoever looks at a page, or takes over a workbook of five
thousand rows, has the same rights at each place: within `remembered()` each person's posts are read
once, until an action on posts says that they are others. Elsewhere they are read each time.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date
from typing import NamedTuple

from wenming.accounts.models import User
from wenming.base import clock
from wenming.organisation.models import Post, Unit

__all__ = ["Held", "forget", "held_by", "holds", "remembered"]


class Held(NamedTuple):
    """One term of a person: in which unit of which kind and town, as what, from when to when."""

    unit: int
    town: int
    kind: str
    role: str
    from_on: date
    until_on: date | None

    def lasts_on(self, day: date) -> bool:
        """Is it held on this day?"""
        return self.from_on <= day and (self.until_on is None or self.until_on >= day)


_known: ContextVar[dict[int, Sequence[Held]] | None] = ContextVar("known", default=None)


def held_by(user: User) -> list[Held]:
    """The posts that this user holds today; a visitor who is not signed in holds none."""
    if user.pk is None:
        return []
    today = clock.today()
    return [held for held in _terms(user.pk) if held.lasts_on(today)]


def holds(user: User, unit: Unit, roles: Collection[str]) -> bool:
    """Does this user hold one of these posts in the unit today?"""
    return any(held.unit == unit.pk and held.role in roles for held in held_by(user))


@contextmanager
def remembered() -> Iterator[None]:
    """Within, what posts a person holds is read once."""
    known = _known.get()
    token = _known.set({} if known is None else known)
    try:
        yield
    finally:
        _known.reset(token)


def forget(holder: int) -> None:
    """This person's posts are others from now on."""
    if (known := _known.get()) is not None:
        known.pop(holder, None)


def _terms(holder: int) -> Sequence[Held]:
    known = _known.get()
    if known is None:
        return _read(holder)
    if holder not in known:
        known[holder] = _read(holder)
    return known[holder]


def _read(holder: int) -> Sequence[Held]:
    told = ("unit", "unit__town", "unit__kind", "role", "from_on", "until_on")
    posts = Post.objects.filter(holder=holder).order_by()
    return [Held(*row) for row in posts.values_list(*told)]

"""Who gets which answer at which address: a table, one file a package, `ROWS`.

    ROWS = [
        # name of the address, its arguments, visitor -> status[, method[, what is sent]]
        ("organisation:agenda-list", (), {**INSIDERS, "resident": 404}),
        ("organisation:agenda", an_agenda, {...}),
    ]

The arguments are a tuple, or a function that gets the `Cast`, makes what the address is about and
returns the tuple. Every row names all five visitors:

    anonymous   signed out
    resident    signed in, holds no post
    other       an insider of another unit of the same town
    insider     the secretary of the unit that the record is about
    stranger    the secretary of a unit of another town
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import import_module
from pkgutil import iter_modules
from typing import Any

from tests import world
from wenming.accounts.models import User

__all__ = ["VISITORS", "Cast", "Row", "a_cast", "rows"]

VISITORS = ("anonymous", "resident", "other", "insider", "stranger")


@dataclass(frozen=True)
class Cast:
    """The five visitors, and the village that the records are about."""

    village: world.Village
    visitors: dict[str, User | None]


@dataclass(frozen=True)
class Row:
    """One line of the table."""

    name: str
    args: tuple[object, ...] | Callable[[Cast], tuple[object, ...]]
    answers: dict[str, int]
    method: str = "get"
    sent: dict[str, Any] | None = None

    def place(self, cast: Cast) -> str:
        """The address of the row, once what it is about has been made."""
        args = self.args(cast) if callable(self.args) else self.args
        return world.address(cast.village.town, self.name, *args)


def a_cast() -> Cast:
    """Everybody on the stage."""
    village = world.a_village("塘边村")
    return Cast(
        village,
        {
            "anonymous": None,
            "resident": world.a_resident(),
            "other": world.a_village("杆头村").secretary,
            "insider": village.secretary,
            "stranger": world.a_stranger(),
        },
    )


def rows() -> Iterator[Row]:
    """The table, whole."""
    for module in iter_modules(__path__, f"{__name__}."):
        yield from (Row(*row) for row in import_module(module.name).ROWS)

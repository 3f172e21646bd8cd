"""Which records everybody may look at, and where; the others are the offices' own papers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from django.urls import reverse

from wenming.base.language import page_language
from wenming.plans.sources import fact_kinds

__all__ = ["Kind", "of"]

# The page on which records of a kind can be seen by everybody.
SHOWN_ON: Final[Mapping[str, tuple[str, tuple[str, ...]]]] = {
    "activity.held": ("activities_public:activity-list", ()),
    "honour.held": ("portal:unit-list", ()),
    "month_plan.published": ("portal:unit-list", ()),
    "pair.standing": ("portal:plan", ()),
    "piece.published": ("learning_public:piece-list", ()),
    "project.running": ("portal:unit-list", ()),
    "room.open": ("portal:unit-list", ()),
    "service_list.published": ("groups_public:service-list-list", ()),
    "team.standing": ("portal:unit-list", ()),
    "unit.standing": ("portal:unit-list", ()),
    "visit.made": ("portal:result-list", ("visits",)),
}


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of record by its name; without an address it is not public."""

    name: str
    url: str


def of(kinds: Iterable[str]) -> list[Kind]:
    """The kinds with where they can be seen, the public ones first."""
    found = [Kind(_name(code), _address(code)) for code in kinds]
    return sorted(found, key=lambda kind: not kind.url)


def _name(code: str) -> str:
    kind = fact_kinds()[code]
    return kind.en if page_language() == "en" else kind.zh


def _address(code: str) -> str:
    name, args = SHOWN_ON.get(code, ("", ()))
    return reverse(name, args=args) if name else ""

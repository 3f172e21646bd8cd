"""Visits of neighbours, by what they watch over and for whom (3.2-c)."""

from __future__ import annotations

from collections.abc import Iterator

from wenming.base.kinds import FactKind, RosterKind
from wenming.base.models import cited
from wenming.engines.obligations.values import Fact, Span, Subject
from wenming.neighbours.models import LookIn
from wenming.neighbours.models.posting import FOCUS, WATCHES
from wenming.organisation.models import Town

__all__ = ["KINDS", "ROSTERS", "facts", "subjects"]

KINDS = (
    FactKind(
        "neighbour.visit",
        "邻里探望",
        "a neighbour looked in on",
        tags={"watch": WATCHES, "focus": FOCUS},
        door="neighbours:posting-list",
    ),
)
ROSTERS: tuple[RosterKind, ...] = ()


def facts(town: Town, span: Span) -> Iterator[Fact]:
    """Every visit in the span."""
    made = LookIn.objects.of(town).filter(on__range=(span.start, span.end)).order_by("pk")
    for pk, on, unit, watch, focus in made.values_list(
        "pk",
        "on",
        "pairing__posting__unit__code",
        "pairing__posting__watch",
        "pairing__posting__focus",
    ):
        yield Fact(
            "neighbour.visit",
            (f"unit:{unit}", town.key),
            on,
            cited(LookIn, pk),
            tags={"watch": frozenset({watch}), "focus": frozenset({focus} - {""})},
        )


def subjects(_town: Town) -> Iterator[Subject]:
    """None of its own."""
    return iter(())

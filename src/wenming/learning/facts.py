"""Lectures online (5.1-c)."""

from __future__ import annotations

from collections.abc import Iterator

from wenming.base.kinds import FactKind, RosterKind
from wenming.base.models import cited
from wenming.engines.obligations.values import Fact, Span, Subject
from wenming.learning.models import Piece
from wenming.learning.models.lecture import TASKS
from wenming.organisation.models import Town

__all__ = ["KINDS", "ROSTERS", "facts", "subjects"]

KINDS: tuple[FactKind, ...] = (
    FactKind(
        "piece.published",
        "发布线上宣讲",
        "a lecture published online",
        tags={"task": TASKS},
        door="learning:piece-add",
    ),
)
ROSTERS: tuple[RosterKind, ...] = ()


def facts(town: Town, span: Span) -> Iterator[Fact]:
    """What was published in the span."""
    out = Piece.objects.standing().of(town).filter(published_on__range=(span.start, span.end))
    for pk, unit, on, task in out.order_by("pk").values_list(
        "pk", "unit__code", "published_on", "task"
    ):
        yield Fact(
            "piece.published",
            (f"unit:{unit}", town.key),
            on,
            cited(Piece, pk),
            tags={"task": frozenset({task})},
        )


def subjects(_town: Town) -> Iterator[Subject]:
    """None of its own."""
    return iter(())

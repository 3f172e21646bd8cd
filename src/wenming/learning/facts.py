"""Lectures online (5.1-c); heads and liaison officers who were trained (3.3-a)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from wenming.base import clock
from wenming.base.kinds import FactKind, RosterKind
from wenming.base.models import cited
from wenming.engines.obligations.values import Fact, Span, Subject
from wenming.learning.models import Piece
from wenming.learning.models.lecture import TASKS
from wenming.learning.permissions.trainings import TRAINED
from wenming.learning.queries.briefings import Seen, seats, trained
from wenming.organisation.models import Post, Town

__all__ = ["KINDS", "ROSTERS", "facts", "subjects"]

KINDS: tuple[FactKind, ...] = (
    FactKind(
        "piece.published",
        "发布线上宣讲",
        "a lecture published online",
        tags={"task": TASKS},
        door="learning:piece-add",
    ),
    FactKind(
        "post.trained",
        "负责人、联络员参加专题培训",
        "a head or liaison officer trained",
        tags={"role": tuple(TRAINED)},
        door="learning:briefing-list",
    ),
)
ROSTERS: tuple[RosterKind, ...] = ()


def facts(town: Town, span: Span) -> Iterator[Fact]:
    """What was published, and whose holder was trained, in the span."""
    yield from _pieces(town, span)
    yield from _trained(town, span)


def _pieces(town: Town, span: Span) -> Iterator[Fact]:
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


def _trained(town: Town, span: Span) -> Iterator[Fact]:
    """For the post of who was trained, if they still hold it: today, or at the end of that year."""
    seen = trained(town, span)
    if not seen:
        return
    for day in sorted({_counted_on(one.on) for days in seen.values() for one in days}):
        for post in seats(town, day):
            for one in seen.get(post.holder_id, ()):
                if _counted_on(one.on) == day:
                    yield _of(town, post, one)


def _counted_on(on: date) -> date:
    return min(clock.today(), date(on.year, 12, 31))


def _of(town: Town, post: Post, one: Seen) -> Fact:
    return Fact(
        "post.trained",
        (f"post:{post.unit.code}/{post.role}", post.unit.key, town.key),
        one.on,
        one.evidence,
        tags={"role": frozenset({post.role})},
    )


def subjects(_town: Town) -> Iterator[Subject]:
    """None of its own."""
    return iter(())

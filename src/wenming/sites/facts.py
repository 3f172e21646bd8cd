"""Rooms that are open and surveys of the fifteen-minute circle."""

from __future__ import annotations

from collections.abc import Iterator

from wenming.base.kinds import FactKind, RosterKind
from wenming.base.models import cited
from wenming.engines.obligations.values import Fact, Span, Subject
from wenming.organisation.models import Town
from wenming.sites.models import CircleSurvey, Room

__all__ = ["KINDS", "ROSTERS", "facts", "subjects"]

KINDS: tuple[FactKind, ...] = (
    FactKind(
        "room.open",
        "功能室开放",
        "a function room open",
        tags={"kind": "room_kinds"},
        numbers=("capacity",),
        lasting=True,
        door="sites:room-add",
    ),
    FactKind(
        "circle.survey",
        "15分钟圈调查",
        "a survey of the 15-minute circle",
        numbers=("households", "within"),
        door="sites:circle-add",
    ),
)
ROSTERS: tuple[RosterKind, ...] = ()


def facts(town: Town, span: Span) -> Iterator[Fact]:
    """Rooms that were open in the span, and surveys made in it."""
    yield from _rooms(town, span)
    yield from _surveys(town, span)


def subjects(town: Town) -> Iterator[Subject]:
    """Rooms owe nothing by themselves."""
    yield from ()


def _rooms(town: Town, span: Span) -> Iterator[Fact]:
    rows = Room.objects.standing().of(town).in_force(span.start, span.end).order_by("pk")
    for pk, code, kind, capacity, opened, closed in rows.values_list(
        "pk", "unit__code", "kind", "capacity", "opened_on", "closed_on"
    ):
        yield Fact(
            "room.open",
            (f"unit:{code}", town.key),
            opened,
            cited(Room, pk),
            lasting=True,
            until=closed,
            numbers={"capacity": capacity},
            tags={"kind": frozenset({kind})},
        )


def _surveys(town: Town, span: Span) -> Iterator[Fact]:
    rows = CircleSurvey.objects.standing().of(town).order_by("pk")
    made = rows.filter(surveyed_on__range=(span.start, span.end))
    for pk, code, on, households, within in made.values_list(
        "pk", "unit__code", "surveyed_on", "households", "within"
    ):
        yield Fact(
            "circle.survey",
            (f"unit:{code}", town.key),
            on,
            cited(CircleSurvey, pk),
            numbers={"households": households, "within": within},
        )

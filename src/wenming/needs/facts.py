"""Needs asked, answered and served, so that a plan can count them (5.3-a, 5.3-d, 5.2-d)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, time, timedelta

from django.utils.timezone import get_default_timezone, localdate

from wenming.base.kinds import YES_NO, FactKind, RosterKind, yes_no
from wenming.base.models import cited
from wenming.engines.obligations.values import Fact, Span, Subject
from wenming.needs.models import Need, Service
from wenming.needs.plan import CHANNELS, FOCUS
from wenming.needs.plan import KINDS as NEED_KINDS
from wenming.organisation.models import Town

__all__ = ["KINDS", "ROSTERS", "facts", "subjects"]

TAGS = {"kind": NEED_KINDS, "channel": CHANNELS, "focus": FOCUS}

KINDS: tuple[FactKind, ...] = (
    FactKind("need.asked", "群众提出的需求", "a need asked", tags=TAGS, door="needs:need-add"),
    FactKind("need.answered", "答复的需求", "a need answered", tags={**TAGS, "in_time": YES_NO}),
    FactKind("need.served", "上门服务", "a service to a need", tags=TAGS, numbers=("minutes",)),
)
ROSTERS: tuple[RosterKind, ...] = ()


def facts(town: Town, span: Span) -> Iterator[Fact]:
    """What was asked, answered or served in the span; withdrawn by whoever asked, it was asked."""
    yield from _asked(town, span)
    yield from _answered(town, span)
    yield from _served(town, span)


def subjects(_town: Town) -> Iterator[Subject]:
    """None: nobody owes anything by being here."""
    yield from ()


def _asked(town: Town, span: Span) -> Iterator[Fact]:
    rows = Need.objects.of(town).filter(asked_at__range=_moments(span)).order_by("pk")
    for pk, code, at, *said in rows.values_list(
        "pk", "unit__code", "asked_at", "kind", "channel", "focus"
    ):
        where = (f"unit:{code}", town.key)
        yield Fact("need.asked", where, localdate(at), cited(Need, pk), tags=_tags(*said))


def _answered(town: Town, span: Span) -> Iterator[Fact]:
    rows = Need.objects.of(town).filter(answered_at__range=_moments(span)).order_by("pk")
    for pk, code, at, by, *said in rows.values_list(
        "pk", "unit__code", "answered_at", "answer_by", "kind", "channel", "focus"
    ):
        yield Fact(
            "need.answered",
            (f"unit:{code}", town.key),
            localdate(at),
            cited(Need, pk),
            tags={**_tags(*said), "in_time": yes_no(at is not None and at <= by)},
        )


def _served(town: Town, span: Span) -> Iterator[Fact]:
    rows = Service.objects.filter(town=town, served_on__range=(span.start, span.end))
    for pk, code, on, minutes, *said in rows.order_by("pk").values_list(
        "pk", "need__unit__code", "served_on", "minutes", "need__kind", "need__channel",
        "need__focus",
    ):  # fmt: skip
        yield Fact(
            "need.served",
            (f"unit:{code}", town.key),
            on,
            cited(Service, pk),
            numbers={"minutes": minutes},
            tags=_tags(*said),
        )


def _tags(kind: str, channel: str, focus: str) -> dict[str, frozenset[str]]:
    return {
        "kind": frozenset({kind} - {""}),
        "channel": frozenset({channel}),
        "focus": frozenset({focus} - {""}),
    }


def _moments(span: Span) -> tuple[datetime, datetime]:
    """From the first morning to the last evening of the town."""
    zone = get_default_timezone()
    begin = datetime.combine(span.start, time(0), zone)
    return begin, datetime.combine(span.end + timedelta(days=1), time(0), zone) - timedelta(
        microseconds=1
    )

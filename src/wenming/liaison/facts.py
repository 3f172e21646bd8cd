"""Pairs that stand, visits made, reports sent; the rosters of pairs and of leaders."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from django.db.models import Q

from wenming.base.kinds import YES_NO, FactKind, RosterKind, yes_no
from wenming.base.models import cited
from wenming.engines.obligations.values import Fact, Span, Subject
from wenming.liaison.models import Leader, Pair, QuarterlyReport, Visit
from wenming.liaison.models.pair import key
from wenming.liaison.quarters import Quarter
from wenming.organisation.models import Town, Unit

__all__ = ["KINDS", "ROSTERS", "facts", "subjects"]

UNIT_KINDS = tuple(Unit.Kind.values)

KINDS = (
    FactKind(
        "pair.standing",
        "领导挂钩单位",
        "a leader linked to a unit",
        tags={"kind": UNIT_KINDS},
        lasting=True,
        door="liaison:pair-list",
    ),
    FactKind(
        "visit.made",
        "领导指导",
        "a visit by a leader",
        tags={"direct": YES_NO},
        door="liaison:visit-add",
    ),
    FactKind(
        "report.sent",
        "报送季度报告",
        "a quarterly report sent",
        door="liaison:report-list",
    ),
)

ROSTERS = (
    RosterKind(
        "pair", "挂钩关系", "pairs of leader and unit", tags={"kind": UNIT_KINDS}, subjects="pair"
    ),
    RosterKind("leader", "挂钩领导", "leaders", subjects="leader"),
)


class Tie(NamedTuple):
    """The columns of a pair that count."""

    pk: int
    unit: str
    kind: str
    leader: str
    name: str
    turn: int
    from_on: date
    until_on: date | None

    @property
    def key(self) -> str:
        return key(self.unit, self.leader, self.turn)

    def holds(self, day: date) -> bool:
        return self.from_on <= day and (self.until_on is None or day <= self.until_on)


TIE = (
    "pk",
    "unit__code",
    "unit__kind",
    "leader__code",
    "leader__user__name",
    "turn",
    "from_on",
    "until_on",
)


def facts(town: Town, span: Span) -> Iterator[Fact]:
    """What was made or sent in the span; which pairs lasted into it."""
    ties = _ties(town)
    yield from _pairs(town, span, ties)
    yield from _visits(town, span, ties)
    yield from _reports(town, span)


def subjects(town: Town) -> Iterator[Subject]:
    """Every pair there is or was, every leader."""
    units = {unit.code: unit for unit in Unit.objects.filter(town=town)}
    ties = _ties(town)
    for tie in ties:
        yield Subject(
            tie.key,
            "pair",
            f"{tie.name} — {units[tie.unit]}",
            tie.unit,
            tags={"kind": frozenset({tie.kind})},
            numbers=units[tie.unit].numbers,
            begins=tie.from_on,
            ends=tie.until_on,
        )
    yield from _leaders(town, ties)


def _leaders(town: Town, ties: Sequence[Tie]) -> Iterator[Subject]:
    """A leader owes from their first pair to the end of their last; shown in the town's column."""
    own: dict[str, list[Tie]] = defaultdict(list)
    for tie in ties:
        own[tie.leader].append(tie)
    for leader in Leader.objects.filter(town=town).select_related("user"):
        mine = own.get(leader.code, [])
        ends = [tie.until_on for tie in mine if tie.until_on is not None]
        yield Subject(
            leader.key,
            "leader",
            leader.user.name,
            town.code,
            begins=min((tie.from_on for tie in mine), default=None),
            ends=max(ends) if mine and len(ends) == len(mine) else None,
        )


def _ties(town: Town) -> list[Tie]:
    rows = Pair.objects.filter(town=town).order_by("unit__place", "from_on", "pk")
    return [Tie._make(row) for row in rows.values_list(*TIE)]


def _pairs(town: Town, span: Span, ties: Sequence[Tie]) -> Iterator[Fact]:
    for tie in ties:
        if tie.from_on <= span.end and (tie.until_on is None or tie.until_on >= span.start):
            yield Fact(
                "pair.standing",
                (tie.key, f"unit:{tie.unit}", f"leader:{tie.leader}", town.key),
                tie.from_on,
                cited(Pair, tie.pk),
                lasting=True,
                until=tie.until_on,
                tags={"kind": frozenset({tie.kind})},
            )


def _visits(town: Town, span: Span, ties: Sequence[Tie]) -> Iterator[Fact]:
    rows = Visit.objects.standing().of(town).within(span).order_by("pk")
    between = _between(ties)
    for pk, unit, leader, on, is_direct in rows.values_list(
        "pk", "unit__code", "leader__code", "visited_on", "is_direct"
    ):
        held = [tie.key for tie in between.get((unit, leader), ()) if tie.holds(on)]
        yield Fact(
            "visit.made",
            (*held, f"unit:{unit}", f"leader:{leader}", town.key),
            on,
            cited(Visit, pk),
            tags={"direct": yes_no(is_direct)},
        )


def _between(ties: Sequence[Tie]) -> Mapping[tuple[str, str], list[Tie]]:
    found: dict[tuple[str, str], list[Tie]] = defaultdict(list)
    for tie in ties:
        found[tie.unit, tie.leader].append(tie)
    return found


def _reports(town: Town, span: Span) -> Iterator[Fact]:
    sent = QuarterlyReport.objects.standing().of(town).filter(~Q(stage="draft"))
    years = sent.filter(year__range=(span.start.year, span.end.year)).order_by("pk")
    for pk, unit, year, number, sent_on in years.values_list(
        "pk", "unit__code", "year", "quarter", "sent_on"
    ):
        last = Quarter(year, number).span.end
        if last in span:
            yield Fact(
                "report.sent",
                (f"unit:{unit}", town.key),
                last,
                cited(QuarterlyReport, pk),
                done=sent_on,
            )

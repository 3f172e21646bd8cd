"""Reading pairs, visits and reports."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from wenming.accounts.models import User
from wenming.base import clock
from wenming.engines.obligations.values import Span
from wenming.liaison.models import Leader, Pair, QuarterlyReport, Visit
from wenming.liaison.permissions import SENDERS
from wenming.liaison.quarters import Quarter
from wenming.organisation.models import Post, Town, Unit
from wenming.organisation.permissions import is_office
from wenming.organisation.queries import recordable_units

__all__ = [
    "UnitPairs",
    "in_office",
    "leader_of",
    "pairs_by_unit",
    "quarters_before",
    "reporting_units",
    "reports_for",
    "this_year",
    "visitable_units",
]


@dataclass(frozen=True)
class UnitPairs:
    """A unit with its pairs of today and of before."""

    unit: Unit
    current: list[Pair]
    former: list[Pair]


def pairs_by_unit(town: Town, day: date) -> list[UnitPairs]:
    """Every site with its leaders, in the order of the plan's table."""
    tied = in_office(Pair.objects.filter(town=town), day)
    pairs = tied.select_related("leader__user").order_by("from_on", "leader__place", "pk")
    sites = Unit.objects.filter(town=town).on(day).sites()
    found = sites.prefetch_related(Prefetch("pairs", queryset=pairs))
    return [_split(unit, unit.pairs.all(), day) for unit in found]


def in_office(pairs: QuerySet[Pair], day: date) -> QuerySet[Pair]:
    """The pairs, each with `in_office`: does its leader still hold the post on this day?

    A tie is the offices' to pass on; until they have, who left it open has to be seen.
    """
    held = Post.objects.on(day).filter(role=Post.Role.LEADER, unit__town=OuterRef("town"))
    return pairs.annotate(in_office=Exists(held.filter(holder=OuterRef("leader__user"))))


def _split(unit: Unit, pairs: Iterable[Pair], day: date) -> UnitPairs:
    told = list(pairs)
    over = [pair for pair in told if pair.until_on is not None and pair.until_on < day]
    return UnitPairs(unit, [pair for pair in told if pair not in over], over)


def leader_of(user: User, town: Town) -> Leader | None:
    """The leader that this user is in the town, if they are one."""
    leaders = Leader.objects.filter(town=town, user=user.pk)
    return leaders.select_related("user").first()


def visitable_units(user: User, town: Town) -> list[Unit]:
    """Sites for which this user may record a visit: a leader for all, those of their own first."""
    leader = leader_of(user, town)
    if leader is None:
        return [unit for unit in recordable_units(user, town) if unit.kind in Unit.SITES]
    sites = Unit.objects.filter(town=town).on(clock.today()).sites()
    own = set(leader.pairs.on(clock.today()).values_list("unit_id", flat=True))
    return sorted(sites, key=lambda unit: unit.pk not in own)


def reporting_units(user: User, town: Town) -> QuerySet[Unit]:
    """Units whose report this user may open."""
    sites = Unit.objects.filter(town=town).on(clock.today()).sites()
    if is_office(user, town):
        return sites
    posts = Post.objects.on(clock.today()).filter(holder=user.pk, role__in=SENDERS)
    return sites.filter(pk__in=posts.values("unit"))


def reports_for(leader: Leader) -> QuerySet[QuarterlyReport]:
    """What was sent to this leader, the latest first."""
    reports = QuarterlyReport.objects.standing().filter(receipts__leader=leader)
    return reports.select_related("unit").order_by("-year", "-quarter", "unit__place")


def this_year(rows: QuerySet[Visit], today: date) -> QuerySet[Visit]:
    """Visits that stand, of the year that holds the day."""
    span = Span(date(today.year, 1, 1), date(today.year, 12, 31))
    standing = rows.filter(Q(withdrawn_at__isnull=True), visited_on__range=(span.start, span.end))
    return standing.select_related("unit", "leader__user").order_by("-visited_on", "-pk")


def quarters_before(today: date, number: int) -> list[Quarter]:
    """This quarter and the ones before it, the latest first."""
    found = [Quarter.of(today)]
    while len(found) < number:
        found.append(found[-1].before)
    return found

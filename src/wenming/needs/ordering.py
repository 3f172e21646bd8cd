"""Orders from the menu: for which week or month there is room, and how each service is ordered (5.3-c).

A service takes so many orders a week or month (`menu.Service.capacity`); each order takes one of
that stretch's places, numbered from 1. What is taken back gives its place free.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import count
from typing import Final

from django.db.models import Avg, Count, Q, QuerySet
from django.db.models.functions import Round
from django.utils.formats import date_format
from django.utils.timezone import get_default_timezone, make_aware
from django.utils.translation import gettext as _

from wenming.base import clock
from wenming.base.decisions import ALLOWED, Decision, denied
from wenming.hours.queries import FEWEST_RATED
from wenming.menu.models import Service
from wenming.menu.permissions import may_order
from wenming.menu.queries import kept
from wenming.needs.models import Dispatch, Need
from wenming.needs.proposing import PARTS
from wenming.organisation.models import Town, Unit

__all__ = [
    "WHAT",
    "Figures",
    "Free",
    "figures",
    "found",
    "in_words",
    "moment_for",
    "next_free",
    "orderable",
    "orders",
    "stranded",
]

# So many weeks or months ahead.
AHEAD: Final = 12
PLACE: Final = ("service_on", "service_place")
# The figures of a number that a database can hold.
LONGEST: Final = 18
# What is counted of a service's orders, and which orders those are.
WHAT: Final = {
    "ordered": Q(),
    "under_way": Q(stage__in=(Need.Stage.VERIFIED, Need.Stage.OFFERED, Need.Stage.ACCEPTED)),
    "served": Q(served_at__isnull=False),
    "rated": Q(stars__isnull=False),
}


@dataclass(frozen=True, slots=True)
class Free:
    """A place: in the week or month that begins on this day, with this number."""

    on: date
    place: int


@dataclass(frozen=True, slots=True)
class Figures:
    """How often a service was ordered, is under way, was served, was rated, and how well."""

    ordered: int = 0
    under_way: int = 0
    served: int = 0
    rated: int = 0
    stars: float | None = None

    @property
    def is_told(self) -> bool:
        """Enough have rated that nobody's stars are told."""
        return self.rated >= FEWEST_RATED


def found(town: Town, number: str) -> Service | None:
    """The service of the town with this number, if the public knows it."""
    known = (Service.Stage.PUBLISHED, Service.Stage.PAUSED)
    if not number.isdecimal() or len(number) > LONGEST:
        return None
    return kept(town).filter(stage__in=known, pk=int(number)).first()


def orderable(service: Service, unit: Unit | None = None) -> Decision:
    """On the menu, in this unit, with room in the weeks or months to come."""
    may = may_order(service, unit)
    if not may:
        return may
    if next_free(service) is None:
        return denied(_("“%(service)s”接下来都约满了。") % {"service": service})
    return ALLOWED


def next_free(service: Service) -> Free | None:
    """The first place of the weeks or months to come; none for as long as one looks ahead."""
    days = list(_first_days(service))
    rows = Need.objects.filter(service=service, service_place__isnull=False)
    taken: dict[date, list[tuple[date | None, int | None]]] = {day: [] for day in days}
    # Ordered by the week, then taken by the month, or the other way round: each counts where it lies.
    for row in rows.filter(service_on__gte=days[0]).order_by().values_list(*PLACE):
        taken[days[bisect_right(days, row[0] or days[0]) - 1]].append(row)
    with_room = (
        day for day in days if len(taken[day]) < service.capacity and _still_comes(service, day)
    )
    return next((_first_place(day, taken[day]) for day in with_room), None)


def _still_comes(service: Service, on: date) -> bool:
    """Is any of its times left in the week or month, from tomorrow."""
    first = max(on, clock.today() + timedelta(days=1))
    left = range((_last_day(service, on) - first).days + 1)
    weekdays = {str((first + timedelta(days=ahead)).isoweekday()) for ahead in left}
    return not service.times or any(code.partition("-")[0] in weekdays for code in service.times)


def _first_place(day: date, taken: list[tuple[date | None, int | None]]) -> Free:
    used = {place for on, place in taken if on == day}
    return Free(day, next(place for place in count(1) if place not in used))


def moment_for(need: Need, service: Service) -> datetime | None:
    """The first time in the week or month ordered when the service comes and that suits whoever asks.

    None, if the service says no times, or none of them suits: then the two agree on one.
    """
    if need.service_on is None or not service.times:
        return None
    suits = [code for code in service.times if not need.times or code in need.times]
    whose = {"team": service.team_id} if service.team_id else {"partner": service.partner_id}
    taken = set(Dispatch.objects.live().filter(**whose).values_list("planned_at", flat=True))
    first = max(need.service_on, clock.today() + timedelta(days=1))
    for ahead in range((_last_day(service, need.service_on) - first).days + 1):
        day = first + timedelta(days=ahead)
        for part, hour in PARTS.items():
            at = make_aware(datetime.combine(day, hour), get_default_timezone())
            if f"{day.isoweekday()}-{part}" in suits and at not in taken:
                return at
    return None


def _last_day(service: Service, on: date) -> date:
    if service.per == Service.Per.WEEK:
        return on + timedelta(days=6)
    return (on.replace(day=1) + timedelta(days=31)).replace(day=1) - timedelta(days=1)


def in_words(service: Service, on: date) -> str:
    """Which week or month it is."""
    today = clock.today()
    if service.per == Service.Per.MONTH:
        is_now = (on.year, on.month) == (today.year, today.month)
        return _("本月") if is_now else date_format(on, "YEAR_MONTH_FORMAT")
    if on <= today:
        last = on + timedelta(days=6)
        return _("这一周（%(day)s以前）") % {"day": date_format(last, "MONTH_DAY_FORMAT")}
    return _("%(day)s起的一周") % {"day": date_format(on, "MONTH_DAY_FORMAT")}


def _first_days(service: Service) -> Iterator[date]:
    """The first days of the weeks or months, from tomorrow's."""
    tomorrow = clock.today() + timedelta(days=1)
    if service.per == Service.Per.WEEK:
        monday = tomorrow - timedelta(days=tomorrow.weekday())
        yield from (monday + timedelta(weeks=ahead) for ahead in range(AHEAD))
        return
    months = tomorrow.year * 12 + tomorrow.month - 1
    yield from (date(*_month(months + ahead)) for ahead in range(AHEAD))


def _month(months: int) -> tuple[int, int, int]:
    return months // 12, months % 12 + 1, 1


# What became of them -----------------------------------------------------------------------------


def orders(service: Service, what: str) -> QuerySet[Need]:
    """The orders behind one of the figures, the last first."""
    rows = Need.objects.filter(WHAT[what], service=service)
    return rows.select_related("unit__town").order_by("-asked_at", "-pk")


def figures(services: Iterable[Service]) -> dict[int, Figures]:
    """Each service's figures, in one question."""
    counted = {name: Count("pk", filter=told) for name, told in WHAT.items()}
    counted["ordered"] = Count("pk")
    rows = Need.objects.filter(service__in=list(services)).order_by().values("service")
    told = rows.annotate(**counted, mean=Round(Avg("stars"), 1))
    columns = told.values_list("service", *WHAT, "mean")
    return {service: Figures(*numbers) for service, *numbers in columns}


def stranded(town: Town) -> QuerySet[Dispatch]:
    """Accepted by a team that was closed since, or by a group whose agreement has ended."""
    today = clock.today()
    closed = Q(team__closed_on__lt=today) | Q(team__withdrawn_at__isnull=False)
    ended = Q(partner__until_on__lt=today) | Q(partner__withdrawn_at__isnull=False)
    taken = Dispatch.objects.filter(stage=Dispatch.Stage.ACCEPTED, need__town=town)
    rows = taken.filter(closed | ended | Q(team__isnull=False, team__head__isnull=True))
    return rows.order_by("moved_at", "pk")[:20]

"""Reading groups and service lists for their pages."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Count, Prefetch, Q, QuerySet, Sum

from wenming.accounts.models import User
from wenming.activities.models import Activity
from wenming.base import clock
from wenming.engines import likeness
from wenming.groups.drawing import Drawn
from wenming.groups.models import ServiceLine, ServiceList, SortedNeed, Sorting
from wenming.groups.wording import decided, kind_word, why_member, why_together
from wenming.needs.models import Need, Service
from wenming.needs.plan import KINDS, SORTS
from wenming.needs.queries import Line, lines
from wenming.organisation.models import Town, Unit
from wenming.organisation.queries import vocabularies

__all__ = [
    "LEAST_HOUSEHOLDS",
    "Decision",
    "Few",
    "Placed",
    "Served",
    "ServiceRow",
    "Shown",
    "decisions",
    "groups_shown",
    "groups_where",
    "in_words",
    "lists_of",
    "now_published",
    "placed",
    "service_rows",
    "traced",
    "whereabouts",
]

# So many needs of a group are shown in the list of groups.
FIRST = 3
# What is done for fewer households is told to all as "few", and not where.
LEAST_HOUSEHOLDS = 5


# Groups ------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Shown:
    """A group in the list: its first needs, how many are still to be served, why."""

    group: likeness.Group
    kind: str
    why: str
    first: Sequence[Line]
    number: int
    waiting: int


@dataclass(frozen=True, slots=True)
class Placed:
    """One need of a group, and why it is there."""

    line: Line
    why: str


def groups_where(now: Drawn, *, kind: str = "", unit: int | None = None) -> list[likeness.Group]:
    """The groups of one kind, or that have a need of one unit; those of most households first."""
    there = {one.id for one in now.told.needs if one.village == str(unit)}
    return [
        group
        for group in now.grouping.groups
        if (not kind or group.kind == kind)
        and (unit is None or any(one.need in there for one in group.members))
    ]


def groups_shown(user: User, town: Town, groups: Iterable[likeness.Group]) -> list[Shown]:
    """The groups of one page with what is shown of each, in two questions to the database."""
    shown = list(groups)
    first = {one.need for group in shown for one in group.members[:FIRST]}
    known = {str(line.need.pk): line for line in _lines(user, town, first)}
    waiting = _waiting({one.need for group in shown for one in group.members})
    return [
        Shown(
            group,
            kind_word(group),
            why_together(group),
            [known[one.need] for one in group.members[:FIRST] if one.need in known],
            len(group.members),
            sum(one.need in waiting for one in group.members),
        )
        for group in shown
    ]


def placed(user: User, town: Town, members: Iterable[likeness.Member]) -> list[Placed]:
    """Needs with why they are where they are."""
    page = list(members)
    numbers = {one.need for one in page} | {one.nearest for one in page if one.nearest}
    known = {str(line.need.pk): line for line in _lines(user, town, numbers)}
    rows = {key: line.need for key, line in known.items()}
    return [Placed(known[one.need], why_member(one, rows)) for one in page if one.need in known]


def _lines(user: User, town: Town, numbers: Iterable[str]) -> list[Line]:
    rows = Need.objects.of(town).filter(pk__in=[int(number) for number in numbers])
    return lines(user, town, rows.select_related("unit__town"))


def _waiting(numbers: Iterable[str]) -> set[str]:
    rows = Need.objects.filter(pk__in=[int(number) for number in numbers], stage__in=Need.OPEN)
    return {str(pk) for pk in rows.exclude(stage=Need.Stage.SERVED).values_list("pk", flat=True)}


def traced(town: Town, now: Drawn, group: str) -> str | None:
    """Where the needs of a group went that is no more; None if there never was such a group."""
    begun = group.removeprefix("g-").rstrip("+")
    if group.startswith("g-") and begun in now.where:
        return now.where[begun]
    told = SortedNeed.objects.filter(sorting__town=town)
    was = told.filter(Q(group=group) | Q(sorting__into=group, is_chosen=True)).order_by("pk")
    for need in was.values_list("need_id", flat=True):
        if str(need) in now.where:
            return now.where[str(need)]
    return likeness.ALONE if was.exists() else None


def whereabouts(now: Drawn, group: str) -> str:
    """What a group is called now; "" if it is none."""
    return now.groups[group].name if group in now.groups else ""


# What people decided -----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Decision:
    """A decision in words."""

    row: Sorting
    words: str


def decisions(town: Town) -> QuerySet[Sorting]:
    """All, the last first."""
    rows = Sorting.objects.of(town).select_related("by", "undone_by").order_by("-pk")
    return rows.annotate(moved=Count("seen", filter=Q(seen__is_chosen=True)))


def in_words(now: Drawn, rows: Iterable[Sorting]) -> list[Decision]:
    """Each with what it said; the other group by its name of today."""
    page = list(rows)
    return [
        Decision(row, decided(row, getattr(row, "moved", 0), whereabouts(now, row.into) or "…"))
        for row in page
    ]


# Service lists -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Few:
    """A number for all to read: of a small one it is only said that it is small."""

    number: int
    is_hidden: bool


@dataclass(frozen=True, slots=True)
class Served:
    """What was done for a line within its list's time, counted from the records."""

    needs: int = 0
    services: int = 0
    households: int = 0
    waiting: int = 0
    activities: int = 0
    people: int = 0


@dataclass(frozen=True, slots=True)
class ServiceRow:
    """A line with the plan's words, where it is done, what was served.

    Whoever reads it must not tell who asked, nor that somebody is protected: so small numbers of
    any line that is for needs are hidden alike. What the office wrote down by itself is as it is.
    """

    line: ServiceLine
    kind: str
    team: str
    units: Sequence[Unit]
    served: Served
    activities: Sequence[Activity]

    @property
    def is_told_where(self) -> bool:
        """May all read which villages it is for?"""
        return not self.served.needs or (self.line.households or 0) >= LEAST_HOUSEHOLDS

    @property
    def households(self) -> Few:
        return self._told(self.line.households or 0)

    @property
    def services(self) -> Few:
        return self._told(self.served.services)

    def _told(self, number: int) -> Few:
        return Few(number, bool(self.served.needs) and 0 < number < LEAST_HOUSEHOLDS)


def lists_of(town: Town) -> QuerySet[ServiceList]:
    """Those that stand, the latest first."""
    rows = ServiceList.objects.standing().of(town).select_related("unit__town")
    # Said again: what is counted is no longer in its model's order.
    return rows.annotate(number=Count("lines")).order_by("-first_on", "length", "-pk")


def now_published(town: Town) -> list[ServiceList]:
    """The lists that hang out for today: the month's, the quarter's."""
    rows = ServiceList.objects.published().of(town).filter(first_on__lte=clock.today())
    return [row for row in rows[:6] if row.span.end >= clock.today()]


def service_rows(row: ServiceList, only: ServiceLine | None = None) -> list[ServiceRow]:
    """The lines of a list with what was served, in as many questions however many lines."""
    held = Activity.objects.held().within(row.span).order_by("held_on", "pk")
    found = row.lines.prefetch_related("units", Prefetch("activities", held, to_attr="held"))
    if only is not None:
        found = found.filter(pk=only.pk)
    page = list(found)
    known = vocabularies(row.town, KINDS, SORTS)
    served = _served(row)
    return [
        ServiceRow(
            line,
            known[KINDS].get(line.kind, line.kind),
            known[SORTS].get(line.team_kind, line.team_kind),
            list(line.units.all()),
            served.get(line.pk, Served()),
            line.held,
        )
        for line in page
    ]


def _served(row: ServiceList) -> Mapping[int, Served]:
    """Line → what was done for it, from services and activities of the list's time."""
    span = (row.span.start, row.span.end)
    through = ServiceLine.needs.through.objects.filter(serviceline__list=row)
    open_now = Q(need__stage__in=set(Need.OPEN) - {Need.Stage.SERVED})
    asked = through.values_list("serviceline_id").annotate(
        needs=Count("need_id"), waiting=Count("need_id", filter=open_now)
    )
    told: defaultdict[int, dict[str, int]] = defaultdict(dict)
    for pk, needs, waiting in asked:
        told[pk] |= {"needs": needs, "waiting": waiting}
    done = Service.objects.filter(need__service_lines__list=row, served_on__range=span)
    counted = (
        done.order_by()
        .values_list("need__service_lines")
        .annotate(services=Count("pk"), households=Count("need__household", distinct=True))
    )
    for pk, services, households in counted:
        told[pk] |= {"services": services, "households": households}
    held = Activity.objects.held().filter(service_lines__list=row, held_on__range=span)
    held_by_line = (
        held.order_by()
        .values_list("service_lines")
        .annotate(activities=Count("pk"), people=Sum("people"))
    )
    for pk, activities, people in held_by_line:
        told[pk] |= {"activities": activities, "people": people or 0}
    return {pk: Served(**counts) for pk, counts in told.items()}

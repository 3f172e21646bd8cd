"""The sites of a town: the list by kind, and all that one of them shows to everybody."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Value
from django.utils.translation import gettext as _

from wenming.activities.models import MonthPlan
from wenming.activities.months import Week, by_week, shifts_of
from wenming.activities.queries import activities_held, current_plan
from wenming.liaison.models import Pair
from wenming.organisation.models import Honour, Post, Town, Unit
from wenming.portal.queries.results import Figures, Held, figures, year_of
from wenming.portal.queries.words import Words, words_of
from wenming.projects.models import Project
from wenming.sites.models import Room
from wenming.volunteers.models import Team

__all__ = ["Group", "Site", "UnitPage", "groups", "unit_page"]

LATEST = 6
TEAM = "team.standing"
HELD = "activity.held"
# Whose names a unit's page shows: public offices, and nobody else.
NAMED = Post.HEADS
# The town itself stands after its sites: it has teams and activities of its own.
LISTED = (*Unit.SITES, Unit.Kind.TOWN)


@dataclass(frozen=True, slots=True)
class Site:
    """A line of the list: the unit, who runs it, which rooms are open."""

    unit: Unit
    host: str
    rooms: Sequence[str]


@dataclass(frozen=True, slots=True)
class Group:
    """The sites of one kind."""

    kind: str
    label: str
    sites: Sequence[Site]

    @property
    def is_town(self) -> bool:
        """Whether it is the town itself, which is no place to go to."""
        return self.kind == Unit.Kind.TOWN


@dataclass(frozen=True, slots=True)
class Office:
    """A public office with the names of those who hold it."""

    role: str
    names: Sequence[str]

    @property
    def label(self) -> str:
        """The office in words; a leader is shown as tied to the unit."""
        if self.role == Post.Role.LEADER:
            return _("挂钩镇领导")
        return str(Post.Role(self.role).label)


@dataclass(frozen=True, slots=True)
class OpenRoom:
    """A room with the word for its kind."""

    room: Room
    kind: str


@dataclass(frozen=True, slots=True)
class Shape:
    """The teams of one shape that a unit has, and of which kinds they are."""

    label: str
    names: Sequence[str]
    kinds: Sequence[str]


@dataclass(frozen=True, slots=True)
class UnitPage:
    """All that a unit's page shows."""

    unit: Unit
    kind: str
    host: str
    is_over: bool
    is_to_come: bool
    offices: Sequence[Office]
    month_plan: MonthPlan | None
    weeks: Sequence[Week]
    teams: Sequence[Shape]
    rooms: Sequence[OpenRoom]
    figures: Figures
    latest: Sequence[Held]
    honours: Sequence[tuple[Honour, str]]
    brands: Sequence[Project]

    @property
    def is_site(self) -> bool:
        """Whether it is an institute, a station or a point."""
        return self.unit.kind in Unit.SITES

    @property
    def has_head(self) -> bool:
        """Whether somebody heads the unit today (2.1-b)."""
        return any(office.role in NAMED for office in self.offices)


def groups(town: Town, day: date) -> list[Group]:
    """What exists on the day: institutes, stations, points; last the town itself."""
    words, rooms = words_of(town), _room_kinds(town, day)
    by_kind: dict[str, list[Site]] = defaultdict(list)
    for unit in Unit.objects.filter(town=town, kind__in=LISTED).on(day):
        open_now = words.all_tagged("room.open", "kind", rooms.get(unit.pk, ()))
        by_kind[unit.kind].append(Site(unit, unit.get_host_display(), open_now))
    return [Group(kind, str(kind.label), by_kind[kind]) for kind in LISTED if by_kind[kind]]


def _room_kinds(town: Town, day: date) -> Mapping[int, Sequence[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    rooms = Room.objects.standing().of(town).in_force(day, day).order_by("kind", "pk")
    for unit, kind in rooms.values_list("unit", "kind"):
        found[unit].append(kind)
    return found


def unit_page(unit: Unit, day: date) -> UnitPage:
    """What everybody may know of this unit on the day."""
    words, plan = words_of(unit.town), current_plan(unit, day)
    return UnitPage(
        unit=unit,
        kind=unit.get_kind_display(),
        host=unit.get_host_display(),
        is_over=unit.ends_on is not None and unit.ends_on < day,
        is_to_come=unit.begins_on is not None and unit.begins_on > day,
        offices=_offices(unit, day),
        month_plan=plan,
        weeks=by_week(day, shifts_of(unit, day)),
        teams=_teams(unit, day, words),
        rooms=_rooms(unit, day, words),
        figures=figures(unit.town, year_of(day), unit),
        latest=_latest(unit, words),
        honours=_honours(unit, day, words),
        brands=_brands(unit, day),
    )


def _offices(unit: Unit, day: date) -> list[Office]:
    """Who heads the unit, and the leaders tied to it, each by name."""
    held = Post.objects.on(day).filter(unit=unit, role__in=NAMED).annotate(place=Value(0))
    tied = Pair.objects.on(day).filter(unit=unit).annotate(role=Value(str(Post.Role.LEADER)))
    found = held.order_by().values_list("role", "place", "holder__name")
    found = found.union(
        tied.order_by().values_list("role", "leader__place", "leader__user__name"), all=True
    )
    by_role: dict[str, list[str]] = {role: [] for role in NAMED}
    for role, _place, name in sorted(found):
        by_role.setdefault(role, []).append(name)
    return [Office(role, names) for role, names in by_role.items() if names]


def _latest(unit: Unit, words: Words) -> list[Held]:
    return [
        Held(one, " · ".join(filter(None, (words.tagged(HELD, "task", one.task), one.place))))
        for one in activities_held(unit.town).filter(unit=unit)[:LATEST]
    ]


def _teams(unit: Unit, day: date, words: Words) -> list[Shape]:
    teams = Team.objects.standing().filter(unit=unit).in_force(day, day)
    by_shape: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for shape, kind, name in teams.order_by("kind", "pk").values_list("shape", "kind", "name"):
        by_shape[shape].append((kind, name))
    order = sorted(by_shape, key=lambda shape: words.place(TEAM, "shape", shape))
    return [
        Shape(
            words.tagged(TEAM, "shape", shape),
            [name for _kind, name in by_shape[shape]],
            words.all_tagged(TEAM, "kind", [kind for kind, _name in by_shape[shape]]),
        )
        for shape in order
    ]


def _rooms(unit: Unit, day: date, words: Words) -> list[OpenRoom]:
    rooms = Room.objects.standing().filter(unit=unit).in_force(day, day).order_by("kind", "pk")
    return [OpenRoom(room, words.tagged("room.open", "kind", room.kind)) for room in rooms]


def _honours(unit: Unit, day: date, words: Words) -> list[tuple[Honour, str]]:
    held = Honour.objects.standing().filter(unit=unit, since_on__lte=day)
    return [
        (honour, words.tagged("honour.held", "kind", honour.kind))
        for honour in held
        if honour.until_on is None or honour.until_on >= day
    ]


def _brands(unit: Unit, day: date) -> list[Project]:
    running = Project.objects.standing().filter(unit=unit, is_brand=True).in_force(day, day)
    return list(running.order_by("-started_on", "pk"))

"""Reading projects: what a round brought, rounds side by side, those that run (5.4)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final

from django.db.models import Count, Prefetch, Q, QuerySet, Sum

from wenming.accounts.models import User
from wenming.activities.models import Activity
from wenming.base import clock
from wenming.engines import likeness
from wenming.funds.models import BudgetLine
from wenming.groups.drawing import drawn
from wenming.groups.models import ServiceLine, ServiceList
from wenming.needs.models import Need
from wenming.needs.plan import KINDS
from wenming.organisation.models import Town, Unit
from wenming.organisation.queries import recordable_units, words
from wenming.projects.heard import Heard, heard_of_activities, heard_of_rounds
from wenming.projects.models import (
    Measure,
    Project,
    ProjectMoney,
    ProjectNeed,
    Round,
    RoundActivity,
)

__all__ = [
    "Brought",
    "Money",
    "NeedLine",
    "Needs",
    "Work",
    "attachable",
    "attachable_groups",
    "attachable_lines",
    "attachable_needs",
    "brought",
    "left_of",
    "money_of",
    "need_lines",
    "needs_of",
    "open_to",
    "projects_running",
    "rounds_of",
    "service_lines",
    "works_of",
]

# So many needs stand on the project's own page; all of them on a page of theirs.
MOST_NEEDS: Final = 5
# Units with people and money of their own; the others work for the whole town.
HOMES: Final = (Unit.Kind.STATION, Unit.Kind.POINT, Unit.Kind.PARK)

# What a round brought -------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Brought:
    """One round in figures, each drawn from its records."""

    round: Round
    activities: Sequence[Activity]
    measures: Sequence[Measure]
    heard: Heard = field(default_factory=Heard)

    @property
    def held(self) -> int:
        return sum(one.stage in Activity.HAPPENED for one in self.activities)

    @property
    def people(self) -> int:
        return sum(one.people or 0 for one in self.activities if one.stage in Activity.HAPPENED)


def rounds_of(project: Project) -> list[Brought]:
    """All rounds of a project side by side, the first first."""
    standing = Activity.objects.standing().select_related("unit").order_by("held_on", "pk")
    rounds = project.rounds.prefetch_related(
        "measures", Prefetch("activity_links__activity", queryset=standing)
    )
    heard = heard_of_rounds(project)
    return [brought(found, heard.get(found.pk)) for found in rounds]


def brought(found: Round, heard: Heard | None = None) -> Brought:
    """What one round has so far; its links and measures may be prefetched."""
    links = found.activity_links.all()
    known = [link.activity for link in links if link.activity.withdrawn_at is None]
    activities = sorted(known, key=lambda one: (one.held_on, one.pk))
    return Brought(found, activities, list(found.measures.all()), heard or Heard())


def attachable(found: Round) -> QuerySet[Activity]:
    """Activities of the project's unit or teams since the round began, not yet of any round."""
    project = found.project
    of_it = Q(unit=project.unit) | Q(teams__in=project.teams.all())
    free = Q(project_link__isnull=True) | Q(
        project_link__round__project__withdrawn_at__isnull=False
    )
    recent = Activity.objects.standing().filter(of_it, free, held_on__gte=found.begun_on)
    recent = recent.exclude(stage=Activity.Stage.CALLED_OFF)
    return recent.distinct().order_by("-held_on", "-pk")


@dataclass(frozen=True, slots=True)
class Work:
    """One activity of a round at the desk: who was there; may this reader open who that was?"""

    link: RoundActivity
    heard: Heard
    opens: bool

    @property
    def activity(self) -> Activity:
        return self.link.activity


def works_of(user: User, found: Round) -> list[Work]:
    """The activities of a round, the first first."""
    heard = heard_of_activities(found)
    here = set(recordable_units(user, found.project.town).values_list("pk", flat=True))
    links = found.activity_links.select_related("activity__unit")
    return [
        Work(link, heard.get(link.activity_id, Heard()), link.activity.unit_id in here)
        for link in links.order_by("activity__held_on", "pk")
    ]


# Needs ------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class NeedLine:
    """A need of the project that this reader may open, with the word for its kind."""

    link: ProjectNeed
    kind: str


@dataclass(frozen=True, slots=True)
class Needs:
    """How many needs belong to a project; those that are protected are a number and no more."""

    total: int
    ended: int
    protected: int
    # Plain ones that this reader may not open: those of other units.
    elsewhere: int
    first: Sequence[NeedLine]


def needs_of(user: User, project: Project) -> Needs:
    """The project's needs in figures, and the latest of those that `user` may open."""
    seen = open_to(user, project)
    counted = project.need_links.aggregate(
        total=Count("pk"),
        ended=Count("pk", filter=Q(need__stage__in=Need.ENDED)),
        protected=Count("pk", filter=~Q(need__focus="")),
    )
    plain = counted["total"] - counted["protected"]
    elsewhere = plain - seen.count()
    return Needs(**counted, elsewhere=elsewhere, first=need_lines(project, seen[:MOST_NEEDS]))


def need_lines(project: Project, links: Iterable[ProjectNeed]) -> list[NeedLine]:
    """With the plan's word for the kind."""
    known = words(project.town, KINDS)
    return [NeedLine(one, known.get(one.need.kind, one.need.kind)) for one in links]


def open_to(user: User, project: Project) -> QuerySet[ProjectNeed]:
    """Those of its needs that `user` may open, the latest first."""
    seen = Need.objects.visible_to(user, project.town).filter(focus="")
    return project.need_links.filter(need__in=seen).select_related("need__unit")


def attachable_needs(user: User | None, project: Project) -> QuerySet[Need]:
    """Of the project's unit, of the town for the institute's; not yet in it; that `user` may see."""
    town = project.town
    rows = Need.objects.of(town) if user is None else Need.objects.visible_to(user, town)
    if project.unit.kind in HOMES:
        rows = rows.filter(unit=project.unit)
    return rows.exclude(project_links__project=project).order_by("-asked_at", "-pk")


def attachable_groups(
    project: Project, needs: QuerySet[Need]
) -> list[tuple[likeness.Group, list[Need]]]:
    """The groups as they are drawn now, each with those of its needs that can be attached."""
    rows = {str(need.pk): need for need in needs}
    groups = drawn(project.town).grouping.groups
    found = [(one, [rows[m.need] for m in one.members if m.need in rows]) for one in groups]
    return [(group, there) for group, there in found if there]


def service_lines(town: Town) -> QuerySet[ServiceLine]:
    """Lines of published lists that were drafted from needs: a group's needs, attached at once."""
    hanging = ServiceList.objects.published().of(town)
    found = ServiceLine.objects.filter(list__in=hanging, needs__isnull=False).distinct()
    return found.select_related("list").order_by("-list__first_on", "place", "pk")


# Money ------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Money:
    """Shares of budget lines, and their sums in yuan; what is withdrawn counts for nothing."""

    links: Sequence[ProjectMoney]

    @property
    def planned(self) -> Decimal:
        return sum((one.planned for one in self._standing), Decimal(0))

    @property
    def spent(self) -> Decimal:
        return sum((one.spent for one in self._standing), Decimal(0))

    @property
    def _standing(self) -> list[ProjectMoney]:
        return [one for one in self.links if one.line.withdrawn_at is None]


def money_of(project: Project) -> Money:
    """What the project may use, and has used."""
    return Money(list(project.money_links.select_related("line__unit")))


def attachable_lines(user: User | None, project: Project) -> QuerySet[BudgetLine]:
    """Lines of the project's unit, and the town's for whoever enters its money."""
    town = project.town
    units = Unit.objects.filter(town=town) if user is None else recordable_units(user, town)
    of_it = Q(unit=project.unit) | ~Q(unit__kind__in=HOMES)
    return BudgetLine.objects.standing().of(town).filter(of_it, unit__in=units)


def left_of(line: BudgetLine, project: Project) -> Decimal:
    """What other projects leave of a line, in yuan."""
    others = ProjectMoney.objects.filter(line=line).exclude(project=project)
    taken = others.filter(project__withdrawn_at__isnull=True).aggregate(yuan=Sum("planned"))
    return line.yuan - (taken["yuan"] or Decimal(0))


# For everybody --------------------------------------------------------------------------------


def projects_running(town: Town) -> QuerySet[Project]:
    """The projects that run today, brands first, each with how many rounds it has had."""
    today = clock.today()
    running = Project.objects.standing().of(town).in_force(today, today)
    counted = running.annotate(rounds_had=Count("rounds"))
    return counted.select_related("unit").order_by("-is_brand", "unit__place", "-started_on", "pk")

"""Reading projects: what a round brought, rounds side by side, those that run (5.4)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Prefetch, Q, QuerySet

from wenming.activities.models import Activity
from wenming.base import clock
from wenming.organisation.models import Town
from wenming.projects.models import Measure, Project, Round

__all__ = [
    "Brought",
    "attachable",
    "brought",
    "projects_running",
    "rounds_of",
]

# What a round brought -------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Brought:
    """One round in figures, each drawn from its records."""

    round: Round
    activities: Sequence[Activity]
    measures: Sequence[Measure]

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
    return [brought(found) for found in rounds]


def brought(found: Round) -> Brought:
    """What one round has so far; its links and measures may be prefetched."""
    links = found.activity_links.all()
    known = [link.activity for link in links if link.activity.withdrawn_at is None]
    activities = sorted(known, key=lambda one: (one.held_on, one.pk))
    return Brought(found, activities, list(found.measures.all()))


def attachable(found: Round) -> QuerySet[Activity]:
    """Activities of the project's unit or teams since the round began, not yet of any round."""
    project = found.project
    of_it = Q(unit=project.unit) | Q(teams__in=project.teams.all())
    free = Activity.objects.standing().filter(of_it, project_link__isnull=True)
    recent = free.filter(held_on__gte=found.begun_on).exclude(stage=Activity.Stage.CALLED_OFF)
    return recent.distinct().order_by("-held_on", "-pk")


# For everybody --------------------------------------------------------------------------------


def projects_running(town: Town) -> QuerySet[Project]:
    """The projects that run today, brands first, each with how many rounds it has had."""
    today = clock.today()
    running = Project.objects.standing().of(town).in_force(today, today)
    counted = running.annotate(rounds_had=Count("rounds"))
    return counted.select_related("unit").order_by("-is_brand", "unit__place", "-started_on", "pk")

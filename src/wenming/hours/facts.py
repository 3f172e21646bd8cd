"""Hours of service as the plan may count them: confirmed presence, each with its evidence."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Final

from django.utils.timezone import localdate

from wenming.activities.models import Activity
from wenming.base.kinds import FactKind, RosterKind
from wenming.base.models import cited
from wenming.engines.obligations.values import Fact, Span, Subject
from wenming.hours.models import Presence
from wenming.organisation.models import Town

__all__ = ["KINDS", "ROSTERS", "facts", "subjects"]

KINDS: tuple[FactKind, ...] = (
    FactKind(
        "hours.served",
        "志愿服务时长",
        "hours of service",
        tags={
            "kind": "activity_kinds",
            "task": "five_tasks",
            "grade": tuple(Presence.Grade.values),
        },
        numbers=("hours",),
    ),
)
ROSTERS: tuple[RosterKind, ...] = ()

COLUMNS: Final = (
    "pk",
    "shift__activity",
    "shift__activity__unit__code",
    "shift__activity__kind",
    "shift__activity__task",
    "came_at",
    "grade",
    "minutes",
)


def facts(town: Town, span: Span) -> Iterator[Fact]:
    """What was served in the span; hours entered afterwards say so by their grade."""
    within = (span.start, span.end)
    served = Presence.objects.of(town).serving()
    served = served.filter(shift__activity__held_on__range=within, minutes__gt=0).order_by("pk")
    teams = _teams(town, span)
    for pk, activity, code, kind, task, came_at, grade, minutes in served.values_list(*COLUMNS):
        yield Fact(
            "hours.served",
            (f"unit:{code}", town.key, *teams.get(activity, ())),
            localdate(came_at),
            cited(Presence, pk),
            numbers={"hours": minutes / 60},
            tags={
                "kind": frozenset({kind}),
                "task": frozenset({task}),
                "grade": frozenset({grade}),
            },
        )


def subjects(_town: Town) -> Iterator[Subject]:
    """None: teams and units are others' to list."""
    yield from ()


def _teams(town: Town, span: Span) -> dict[int, list[str]]:
    within = Activity.objects.held().of(town).within(span)
    links = Activity.teams.through.objects.filter(activity__in=within).order_by("pk")
    found: dict[int, list[str]] = defaultdict(list)
    for activity, team in links.values_list("activity_id", "team_id"):
        found[activity].append(f"team:{team}")
    return found

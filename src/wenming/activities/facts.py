"""Activities held, month plans published; the roster of fields in which people are trained."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date
from functools import lru_cache
from types import MappingProxyType
from typing import Final, NamedTuple

from django.db.models import QuerySet

from wenming.activities.models import Activity, MonthPlan
from wenming.base.kinds import YES_NO, FactKind, RosterKind, yes_no
from wenming.base.models import cited
from wenming.engines.obligations.values import Fact, Span, Subject
from wenming.organisation.facts import HOSTS
from wenming.organisation.models import Term, Town

__all__ = ["FIELDS", "KINDS", "ROSTERS", "facts", "planned", "subjects"]

FIELDS: Final = "training_fields"

KINDS = (
    FactKind(
        "activity.held",
        "举行活动",
        "an activity held",
        tags={
            "kind": "activity_kinds",
            "task": "five_tasks",
            "branch": YES_NO,
            "focus": "focus_groups",
            "theme": "themed_activities",
            "host": HOSTS,
        },
        numbers=("people",),
        door="activities:activity-add",
        ahead="activities:announcement-add",
    ),
    FactKind(
        "month_plan.published",
        "公布月计划",
        "a month plan published",
        tags={"themed": YES_NO},
        door="activities:month-plan-add",
    ),
)

ROSTERS = (RosterKind("field", "培训领域", "fields of training", subjects=f"vocabulary:{FIELDS}"),)


class Held(NamedTuple):
    """The columns of an activity that a rule can ask about."""

    pk: int
    unit: str
    host: str
    on: date
    kind: str
    task: str
    in_branch_name: bool
    focus: list[str]
    theme: str
    field: str
    people: int | None


class Said(NamedTuple):
    """What of it can be asked for by a word."""

    kind: str
    task: str
    in_branch_name: bool
    focus: tuple[str, ...]
    theme: str
    host: str


HELD: Final = (
    "pk",
    "unit__code",
    "unit__host",
    "held_on",
    "kind",
    "task",
    "in_branch_name",
    "focus",
    "theme",
    "field",
    "people",
)


def facts(town: Town, span: Span) -> Iterator[Fact]:
    """What was held or published in the span."""
    yield from _activities(town, span)
    yield from _month_plans(town, span)


def subjects(town: Town) -> Iterator[Subject]:
    """The fields; they are the town's own, and shown in its column."""
    for term in Term.objects.filter(town=town, vocabulary=FIELDS, is_retired=False):
        yield Subject(f"field:{term.code}", "field", str(term), town.code)


def planned(town: Town, span: Span) -> Iterator[Fact]:
    """What is announced for the span, as it will count once it has been held."""
    return _told(Activity.objects.announced().of(town).within(span), town)


def _activities(town: Town, span: Span) -> Iterator[Fact]:
    return _told(Activity.objects.held().of(town).within(span), town)


def _told(rows: QuerySet[Activity], town: Town) -> Iterator[Fact]:
    teams = _teams(rows)
    for row in map(Held._make, rows.order_by("pk").values_list(*HELD)):
        yield Fact(
            "activity.held",
            (*_subjects(row), town.key, *teams.get(row.pk, ())),
            row.on,
            cited(Activity, row.pk),
            numbers={"people": row.people or 0},
            tags=_tags(row),
        )


def _teams(rows: QuerySet[Activity]) -> Mapping[int, list[str]]:
    """Activity → its teams' names as subjects, in one query for all."""
    links = Activity.teams.through.objects.filter(activity__in=rows).order_by("pk")
    found: dict[int, list[str]] = defaultdict(list)
    for activity, team in links.values_list("activity_id", "team_id"):
        found[activity].append(f"team:{team}")
    return found


def _subjects(row: Held) -> tuple[str, ...]:
    return (f"unit:{row.unit}", *([f"field:{row.field}"] if row.field else []))


def _tags(row: Held) -> Mapping[str, frozenset[str]]:
    focus = tuple(row.focus)
    return _words(Said(row.kind, row.task, row.in_branch_name, focus, row.theme, row.host))


@lru_cache(maxsize=4096)
def _words(said: Said) -> Mapping[str, frozenset[str]]:
    """Most activities say the same as another did: one mapping serves them all."""
    tags = {
        "kind": frozenset({said.kind}),
        "task": frozenset({said.task}),
        "branch": yes_no(said.in_branch_name),
        "focus": frozenset(said.focus),
        "theme": frozenset({said.theme} - {""}),
        "host": frozenset({said.host} - {""}),
    }
    return MappingProxyType(tags)


def _month_plans(town: Town, span: Span) -> Iterator[Fact]:
    plans = MonthPlan.objects.published().of(town).filter(month__range=(span.start, span.end))
    for pk, code, month, theme, published_on in plans.order_by("pk").values_list(
        "pk", "unit__code", "month", "theme", "published_on"
    ):
        yield Fact(
            "month_plan.published",
            (f"unit:{code}", town.key),
            month,
            cited(MonthPlan, pk),
            done=published_on,
            tags={"themed": yes_no(bool(theme))},
        )

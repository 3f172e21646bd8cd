"""Reading trainings: who takes part, material, tests, results; the next course for a skill."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Min, Prefetch, QuerySet, Sum

from wenming.accounts.models import User
from wenming.activities.facts import FIELDS
from wenming.activities.models import Activity
from wenming.activities.models.activity import TRAINING
from wenming.base import clock
from wenming.hours.models import Presence
from wenming.learning.models import Course, Material, Question, Result
from wenming.learning.models.course import TRAININGS
from wenming.learning.permissions.trainings import taking_part
from wenming.organisation.models import Term, Town

__all__ = [
    "FieldReach",
    "Next",
    "course_of",
    "field_reach",
    "minutes_learnt",
    "next_course",
    "participants",
    "results_of",
]


def course_of(activity: Activity) -> Course | None:
    """What it has besides being an activity, with material and questions."""
    found = Course.objects.filter(activity=activity)
    with_all = found.prefetch_related(
        Prefetch("materials", Material.objects.all()), Prefetch("questions", Question.objects.all())
    )
    return with_all.first()


# Who takes part ----------------------------------------------------------------------------------


def participants(activity: Activity) -> QuerySet[User]:
    """Who has a place, was there, or has a result."""
    users = User.objects.get_queryset().filter(pk__in=taking_part(activity), is_active=True)
    return users.order_by("name", "pk")


def results_of(activity: Activity) -> dict[int, Result]:
    """User → result."""
    found = Result.objects.filter(course__activity=activity).select_related("user")
    return {row.user_id: row for row in found}


def minutes_learnt(result: Result) -> int:
    """How long this person was there, as the organiser confirmed it."""
    there = Presence.objects.learning().filter(shift__activity=result.course.activity_id)
    counted = there.filter(user=result.user_id).aggregate(whole=Sum("minutes"))
    return int(counted["whole"] or 0)


# The next course ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Next:
    """A training to come that leads to a skill, and when it begins."""

    activity: Activity
    begins_at: datetime


def next_course(skills: Iterable[str], town: Town) -> Next | None:
    """The next announced training that leads to any of these skills and has not begun."""
    wanted = set(skills)
    coming = Activity.objects.announced().of(town).filter(kind__in=TRAININGS)
    courses = Course.objects.filter(activity__in=coming).select_related("activity")
    begun = courses.annotate(begins_at=Min("activity__shifts__starts_at"))
    for course in begun.filter(begins_at__gt=clock.now()).order_by("begins_at", "pk"):
        if wanted & set(course.skills):
            return Next(course.activity, course.begins_at)
    return None


# Fields ------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class FieldReach:
    """How often people of one field were trained in a year, how many, and at which trainings (3.3-b)."""

    code: str
    word: str
    trainings: Sequence[Activity]

    @property
    def people(self) -> int:
        return sum(one.people or 0 for one in self.trainings)


def field_reach(town: Town, year: int) -> list[FieldReach]:
    """Field by field, in the plan's order; every field, those without training too."""
    held = Activity.objects.held().of(town).filter(kind=TRAINING, held_on__year=year)
    found: defaultdict[str, list[Activity]] = defaultdict(list)
    for one in held.only("title", "held_on", "field", "people").order_by("held_on", "pk"):
        found[one.field].append(one)
    fields = Term.objects.filter(town=town, vocabulary=FIELDS, is_retired=False)
    return [FieldReach(term.code, str(term), found[term.code]) for term in fields]

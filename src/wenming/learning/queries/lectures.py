"""Reading lecturers, the menu, orders; how lectures reach units; pieces and their readings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Final

from django.db.models import Max, Q, QuerySet
from django.db.models.functions import Coalesce

from wenming.accounts.models import User
from wenming.activities.models import Activity, Shift
from wenming.base import clock
from wenming.base.together import Questions, question
from wenming.learning.models import Lecture, Lecturer, Order, Piece, Talk
from wenming.learning.models.lecture import LECTURE
from wenming.organisation.models import Post, Town, Unit
from wenming.organisation.queries import people_of
from wenming.volunteers.models import Volunteer

__all__ = [
    "ABOUT",
    "LONG",
    "Reach",
    "clash",
    "menu",
    "orders_for",
    "pieces",
    "possible_lecturers",
    "proposals_for",
    "reach",
]

# After so long without a lecture a unit is shown as waiting.
LONG: Final = timedelta(days=90)
# What is told of an order in a list.
NAMED: Final = ("lecture__title", "unit__name", "unit__name_en")
ABOUT: Final = ("lecture__lecturer__user", "lecture__lecturer__unit", "unit__town", "activity")


def possible_lecturers(unit: Unit) -> QuerySet[User]:
    """People of the unit, its volunteers, and who speaks already."""
    posted = people_of(unit).values("pk")
    home = Volunteer.objects.registered().filter(unit=unit).values("user")
    speaking = Lecturer.objects.standing().of(unit.town).exclude(user=None).values("user")
    known = Q(pk__in=posted) | Q(pk__in=home) | Q(pk__in=speaking)
    return User.objects.get_queryset().filter(known, is_active=True)


def menu(town: Town, unit: Unit | None = None) -> QuerySet[Lecture]:
    """What can be ordered today, by anybody or by this unit."""
    found = Lecture.objects.of(town).on_offer(clock.today())
    if unit is not None:
        found = found.filter(Q(lecturer__is_towns=True) | Q(lecturer__unit=unit))
    return found.order_by("task", "title", "pk")


def clash(lecturer: Lecturer, begin: datetime, end: datetime) -> bool:
    """Does this lecturer speak elsewhere in this stretch of time?"""
    agreed = Order.objects.standing().filter(
        lecture__lecturer__user=lecturer.user, stage=Order.Stage.AGREED
    )
    told = Talk.objects.filter(lecturer__user=lecturer.user).values("activity")
    there = Q(activity__in=agreed.values("activity")) | Q(activity__in=told)
    return Shift.objects.announced().during(begin, end).filter(there).exists()


def orders_for(user: User, town: Town) -> Questions:
    """What a lecturer has to answer, and where they speak next."""
    mine = Order.objects.of(town).asked_of(user)
    coming = Q(stage=Order.Stage.AGREED, activity__held_on__gte=clock.today())
    waiting = Q(stage__in=(Order.Stage.ASKED, Order.Stage.PROPOSED))
    running = mine.filter(waiting | coming & Q(activity__stage__in=Activity.OPEN))
    when = ("first_at", "moved_to", "activity__held_on")
    return {"orders": question(running, "stage", *when, *NAMED)}


def proposals_for(user: User, town: Town) -> Questions:
    """Orders of this user's units to which the lecturer proposed another time."""
    asked = Order.objects.standing().of(town).filter(stage=Order.Stage.PROPOSED)
    posts = Post.objects.on(clock.today()).filter(holder=user.pk)
    mine = asked.filter(unit__in=posts.values("unit"))
    return {"proposals": question(mine, "first_at", *NAMED)}


def pieces(town: Town) -> QuerySet[Piece]:
    """What can be read online today, the newest first."""
    out = Piece.objects.standing().of(town).filter(published_on__lte=clock.today())
    found = out.select_related("unit", "lecturer__user").with_readings()
    return found.order_by("-published_on", "-pk")


# How lectures reach units ------------------------------------------------------------------------


@dataclass(slots=True)
class Reach:
    """The lectures of one unit in a year: how many, for whom, when last."""

    unit: Unit
    today: date
    lectures: int = 0
    people: int = 0
    key: int = 0
    all: int = 0
    untold: int = 0
    last_on: date | None = None
    focus: set[str] = field(default_factory=set)

    @property
    def waits(self) -> bool:
        """None for long, or none at all."""
        return self.last_on is None or self.last_on + LONG < self.today

    @property
    def days(self) -> int | None:
        """Since the last."""
        return (self.today - self.last_on).days if self.last_on else None


def reach(town: Town, year: int) -> list[Reach]:
    """Unit by unit; for whom a lecture was, its order says, or who announced it."""
    today = clock.today()
    held = Activity.objects.held().of(town).filter(kind=LECTURE)
    last = dict(
        held.order_by().values("unit").annotate(on=Max("held_on")).values_list("unit", "on")
    )
    units = Unit.objects.filter(town=town).on(today).sites()
    found = {unit.pk: Reach(unit, today, last_on=last.get(unit.pk)) for unit in units}
    told = Coalesce("lecture_order__audience", "talk__audience")
    rows = held.filter(held_on__year=year).annotate(audience=told).order_by("held_on")
    for unit, people, focus, audience in rows.values_list(*COLUMNS):
        if unit in found:
            _add(found[unit], people or 0, focus, audience)
    return list(found.values())


COLUMNS: Final = ("unit", "people", "focus", "audience")


def _add(row: Reach, people: int, focus: Sequence[str], audience: str | None) -> None:
    row.lectures += 1
    row.people += people
    row.focus.update(focus)
    row.key += audience == Order.Audience.KEY
    row.all += audience == Order.Audience.ALL
    row.untold += audience is None

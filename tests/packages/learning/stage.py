"""Who speaks, on what, and who would like to hear it."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from tests import world
from tests.packages.signups.stage import join
from wenming.accounts.models import User
from wenming.activities.actions import activities
from wenming.activities.models import Activity, Shift
from wenming.base import clock
from wenming.learning.actions import lecturers, orders, trainings
from wenming.learning.models import Course, Lecture, Lecturer, Order, Piece
from wenming.organisation.actions import records


def soon(days: int = 7, hour: int = 15) -> datetime:
    """An afternoon a week from now."""
    return world.moment(clock.today() + timedelta(days=days), hour)


def a_lecturer(village: world.Village, user: User | None = None, **said: Any) -> Lecturer:
    """An old teacher of the village; has a phone and answers himself."""
    about: dict[str, Any] = {
        "topics": "党史故事",
        "focus": ["elderly"],
        "since_on": date(2022, 8, 1),
    }
    person = user or world.a_resident("吴老师", f"1380000{User.objects.count():04d}")
    return lecturers.add(unit=village.unit, person=person, by=village.secretary, **about | said)


def a_lecture(village: world.Village, lecturer: Lecturer | None = None, **said: Any) -> Lecture:
    """One line of the menu."""
    about: dict[str, Any] = {
        "lecturer": lecturer or a_lecturer(village),
        "title": "家乡的红色故事",
        "task": "theory",
        "minutes": 90,
        "about": "讲三个本地故事，配老照片。",
        "focus": [],
    }
    return records.add(Lecture, unit=village.unit, by=village.secretary, **about | said)


def an_order(village: world.Village, lecture: Lecture | None = None, **said: Any) -> Order:
    """A village would like to hear it, a week from now."""
    about: dict[str, Any] = {
        "lecture": lecture or a_lecture(village),
        "first_at": soon(),
        "second_at": soon(9),
        "place": "村部",
        "audience": "all",
        "focus": ["elderly"],
        "number": 40,
    }
    return orders.place(unit=village.unit, by=village.secretary, **about | said)


def a_piece(village: world.Village, **said: Any) -> Piece:
    """A text online."""
    about: dict[str, Any] = {
        "title": "一封家书",
        "task": "theory",
        "body": "从前有一封信……",
        "published_on": date(2026, 5, 1),
    }
    return records.add(Piece, unit=village.unit, by=village.secretary, **about | said)


# Trainings ---------------------------------------------------------------------------------------


def a_training(village: world.Village, *people: User, **said: Any) -> Activity:
    """First aid, a week from now; `people` have signed up for it."""
    about: dict[str, Any] = {"title": "急救员培训", "kind": "training", "field": "medical"}
    stretch = world.a_stretch(part=Shift.Part.ATTEND)
    activity = world.an_announcement(village, stretch, **about | said)
    for person in people:
        join(shift=activity.shifts.get(), by=person)
    return activity


def held(activity: Activity, people: int = 20) -> Activity:
    """It is over."""
    with clock.at(world.moment(activity.held_on, 18)):
        activities.close(activity=activity, people=people, by=None)
    return activity


def with_a_test(activity: Activity) -> Course:
    """Two questions, of which the first answer is the right one."""
    course = trainings.set_up(activity=activity, skills=["first_aid"], pass_mark=60, by=None)
    for text in ("伤口出血先做什么？", "心肺复苏按压多深？"):
        options = ["压迫止血，约五厘米", "等救护车", "喂水"]
        trainings.ask(activity=activity, text=text, options=options, right=1, by=None)
    return course


def a_file(name: str = "讲义.pdf", data: bytes = b"%PDF-1.7 slides") -> SimpleUploadedFile:
    """A handout."""
    return SimpleUploadedFile(name, data)

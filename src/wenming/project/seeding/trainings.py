"""Trainings with material, a test and results; who came to the briefings, and who did not."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial
from typing import Final

from django.core.files.uploadedfile import SimpleUploadedFile

from wenming.accounts.models import User
from wenming.activities.actions import activities, announcing
from wenming.activities.actions.shifts import Stretch
from wenming.activities.models import Activity, Shift
from wenming.engines.papers import Items, Paper, pdf
from wenming.learning.actions import results, trainings
from wenming.learning.models import Course
from wenming.learning.models.course import BRIEFING
from wenming.project.seeding.scene import Scene
from wenming.project.seeding.span import dice, moment
from wenming.project.seeding.volunteers import PLAYED
from wenming.signups.actions import joining

__all__ = ["note_trainings"]

ROLES: Final = ("secretary", "site_head", "liaison_officer")
TITLE: Final = "急救员培训"
POINTS: Final = (
    "先看现场安全不安全。",
    "拍肩、呼叫，看有没有反应。",
    "打120，请人拿急救箱。",
    "压迫止血，心肺复苏。",
)
QUESTIONS: Final = (
    ("到了现场，先做什么？", ("看现场安全不安全", "马上搬动伤员", "拍照发群里"), 1),
    ("伤口出血不止，怎么办？", ("用力压迫止血", "涂牙膏", "等一等"), 1),
    ("急救电话是？", ("110", "120", "119"), 2),
)
# How long ago the last first-aid training was, and in how many days the next one is.
AGO, AHEAD = 20, 15


def note_trainings(scene: Scene) -> None:
    """One that was held lately, one to come; and who passed each briefing."""
    last = scene.stretch.last
    done: list[Activity] = []
    on = last - timedelta(days=AGO)
    scene.diary.note(on - timedelta(days=14), partial(_announce, scene, on, done), hour=9)
    scene.diary.note(on, partial(_close, scene, done), hour=18)
    to_come: list[Activity] = []
    on = last + timedelta(days=AHEAD)
    scene.diary.note(last, partial(_announce, scene, on, to_come), hour=9)
    for day in _quarter_ends(scene):
        scene.diary.note(day, partial(_note_briefings, scene), hour=10)


def _announce(scene: Scene, on: date, made: list[Activity]) -> None:
    """By the town, for the volunteers of the villages; with a handout and a test."""
    by, skills = scene.office(), list(scene.words("skills"))[:1]
    fields = list(scene.words("training_fields"))
    place = "综合文化站"
    stretch = Stretch(moment(on, 9), moment(on, 11), place=place, part=Shift.Part.ATTEND, places=60)
    activity = announcing.announce(
        unit=scene.institute,
        stretches=[stretch],
        publish_now=True,
        by=by,
        title=TITLE,
        kind="training",
        field="medical" if "medical" in fields else fields[0],
        task=next(iter(scene.words("five_tasks"))),
        about="包扎、止血、心肺复苏，边讲边练。",
        conditions="不限",
        risks="无",
    )
    trainings.set_up(activity=activity, skills=skills, pass_mark=60, by=by)
    data = pdf(Paper(title="急救要点（示例）", blocks=(Items(POINTS, numbered=True),)))
    file = SimpleUploadedFile("points.pdf", data)
    trainings.add_material(activity=activity, title="急救要点", file=file, is_public=True, by=by)
    for text, options, right in QUESTIONS:
        trainings.ask(activity=activity, text=text, options=options, right=right, by=by)
    shift = activity.shifts.get()
    for user in _learners(scene):
        joining.join(shift_id=shift.pk, town=scene.town, by=user)
    made.append(activity)


def _learners(scene: Scene) -> list[User]:
    """The demonstration's volunteer, and one of every other village."""
    first = [found[0].user for found in scene.volunteers.values() if found]
    played = scene.cast.get((scene.managers_village.pk, PLAYED))
    return list(dict.fromkeys([*([played] if played else []), *first[::2]]))


def _close(scene: Scene, made: list[Activity]) -> None:
    """It is over; most pass at once, some have to try again."""
    chance = dice(scene.town.code, "tests")
    for activity in made:
        learners = _learners(scene)
        activities.close(activity=activity, people=len(learners) + 9, by=scene.office())
        course = Course.objects.get(activity=activity)
        for place, user in enumerate(learners):
            right = place == 0 or chance.random() < PASSING
            answers = {one.pk: one.right if right else 3 for one in course.questions.all()}
            results.take(course=course, answers=answers, by=user)


PASSING: Final = 0.8


def _quarter_ends(scene: Scene) -> list[date]:
    """When the office looks who has been there."""
    years = (scene.stretch.first.year, scene.stretch.today.year)
    days = [date(year, month, 28) for year in years for month in (4, 7, 10)]
    return [*(day for day in days if day < scene.stretch.last), scene.stretch.last]


def _note_briefings(scene: Scene) -> None:
    """Who came to those of which it is not noted yet; from some villages nobody did."""
    held = Activity.objects.held().of(scene.town).filter(kind=BRIEFING, course__isnull=True)
    for activity in held.select_related("unit__town"):
        chance = dice(scene.town.code, activity.held_on, "briefing")
        known = {
            scene.cast.get((unit.pk, role))
            for unit in scene.sites
            if not scene.tempers[unit.pk].lacks
            for role in ROLES
        }
        there = sorted((user for user in known if user), key=lambda user: user.pk)
        passed = [user for user in there if chance.random() < COMING]
        results.note(activity=activity, passed=passed, by=scene.office())


COMING: Final = 0.92

"""Lecturers with their menu, lectures that villages order, and a few online."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from functools import partial
from random import Random
from typing import Any, Final, NamedTuple

from wenming.activities.actions import activities
from wenming.activities.models import Activity
from wenming.base import clock
from wenming.learning.actions import lecturers, orders, talks
from wenming.learning.models import Lecture, Order, Piece
from wenming.learning.models.lecture import LECTURE
from wenming.learning.queries.lectures import clash
from wenming.organisation.actions import records
from wenming.organisation.models import Unit
from wenming.project.seeding.scene import Scene
from wenming.project.seeding.span import dice, moment
from wenming.project.seeding.volunteers import PLAYED

__all__ = ["note_lectures"]

BEGINS: Final = 115
MENU: Final = (
    ("家乡的红色故事", "theory", "三个本地故事，配老照片。", 60),
    ("惠民政策怎么用", "policy", "医保、养老、助学，一条一条讲清楚，现场答问。", 90),
    ("移风易俗，喜事简办", "customs", "算一算账，听一听邻村怎样做。", 45),
    ("文明家庭的家风", "values", "两户文明家庭说自己的故事。", 60),
    ("南音里的家乡", "culture", "边唱边讲，老人孩子都听得懂。", 60),
)
ONLINE: Final = (
    ("一封家书", "theory", "示例正文：一封写给家里的信，和它背后的故事。"),
    ("高龄津贴怎样申请", "policy", "示例正文：带什么、去哪里、多久办好，一步一步写明白。"),
    ("红白喜事倡议书", "customs", "示例正文：村里的约定，怎样来的，为什么这样定。"),
)
# Not every village orders; some order twice.
ORDERS: Final = (2, 1, 1, 0)
# Of how many lectures that nobody ordered it is told to whom they spoke, and how many to the key few.
TOLD, KEY = 0.8, 0.2


def note_lectures(scene: Scene) -> None:
    """The menu first; then villages order, and the lecturer comes."""
    menu: list[Lecture] = []
    for place, unit in enumerate(scene.villages[: len(MENU)]):
        day = scene.settled(BEGINS + place)
        scene.diary.note(day, partial(_offer, scene, unit, place, menu), hour=10)
    for place, unit in enumerate(scene.villages):
        chance = dice(scene.town.code, unit.code, "lectures")
        for _ in range(ORDERS[place % len(ORDERS)]):
            _note_order(scene, unit, menu, chance)
    scene.diary.note(scene.stretch.last, partial(_ask_the_played, scene, menu), hour=9)
    scene.diary.note(scene.stretch.last, partial(_tell_of_the_others, scene), hour=10)
    for place, told in enumerate(ONLINE):
        _note_piece(scene, scene.settled(BEGINS + 60 * (place + 1)), told)


def _offer(scene: Scene, unit: Unit, place: int, menu: list[Lecture]) -> None:
    """One of the village's volunteers speaks."""
    title, task, about, minutes = MENU[place]
    by, since = scene.worker(unit), clock.today()
    speakers = scene.volunteers.get(unit.pk, [])
    if not speakers:
        return
    user = speakers[0].user
    lecturer = lecturers.add(unit=unit, person=user, topics=title, since_on=since, by=by)
    told: dict[str, Any] = {"title": title, "task": task, "about": about, "minutes": minutes}
    menu.append(records.add(Lecture, unit=unit, lecturer=lecturer, by=by, **told))


def _note_order(scene: Scene, unit: Unit, menu: list[Lecture], chance: Random) -> None:
    first = BEGINS + 30
    span = (scene.stretch.last - scene.settled(first)).days
    ordered = scene.settled(first + chance.randrange(max(span, 1)))
    wish = Wish(unit, moment(ordered + timedelta(days=10 + chance.randrange(8)), 15), chance)
    if scene.is_silent(unit, wish.at.date()):
        return
    made: list[Order] = []
    scene.diary.note(ordered, partial(_order, scene, menu, wish, made), hour=9)
    scene.diary.note(ordered + timedelta(days=2), partial(_accept, made), hour=20)
    given = partial(_given, scene, made, chance.randint(25, 80))
    scene.diary.note(wish.at.date(), given, hour=19)


class Wish(NamedTuple):
    """Where and when a lecture would be heard."""

    unit: Unit
    at: datetime
    chance: Random


def _order(scene: Scene, menu: list[Lecture], wish: Wish, made: list[Order]) -> None:
    if not menu:
        return
    told: dict[str, Any] = {
        "lecture": wish.chance.choice(menu),
        "audience": wish.chance.choice(Order.Audience.values),
        "first_at": wish.at,
        "place": "村部讲堂",
        "number": 40,
    }
    made.append(orders.place(unit=wish.unit, by=scene.worker(wish.unit), **told))


def _ask_the_played(scene: Scene, menu: list[Lecture]) -> None:
    """What the demonstration's volunteer has to answer: may she come next week?"""
    unit, played = scene.officers_village, scene.cast.get((scene.managers_village.pk, PLAYED))
    own = [lecture for lecture in menu if lecture.lecturer.user == played]
    at = moment(scene.stretch.last + timedelta(days=9), 15)
    _order(scene, own, Wish(unit, at, dice(scene.town.code, "asked")), [])


def _tell_of_the_others(scene: Scene) -> None:
    """To whom this year's lectures spoke that nobody ordered; of some nobody says it."""
    chance = dice(scene.town.code, "talks")
    held = Activity.objects.held().of(scene.town).filter(kind=LECTURE, lecture_order=None)
    since = scene.stretch.last.replace(month=1, day=1)
    for activity in held.filter(held_on__gte=since).select_related("unit").order_by("pk"):
        if chance.random() < TOLD:
            audience = Order.Audience.KEY if chance.random() < KEY else Order.Audience.ALL
            talks.tell_of(activity=activity, audience=audience, by=scene.worker(activity.unit))


def _accept(made: list[Order]) -> None:
    """Unless the lecturer is elsewhere by then."""
    for order in made:
        lecturer, at = order.lecture.lecturer, order.first_at
        if not clash(lecturer, at, at + timedelta(minutes=order.lecture.minutes)):
            orders.accept(order=order, at=at, by=lecturer.user)


def _given(scene: Scene, made: list[Order], people: int) -> None:
    for order in made:
        if order.activity is not None:
            by = scene.worker(order.unit)
            activities.close(activity=order.activity, people=people, by=by)


def _note_piece(scene: Scene, day: date, told: tuple[str, str, str]) -> None:
    title, task, body = told
    about: dict[str, Any] = {"title": title, "task": task, "body": body, "published_on": day}
    scene.diary.note(
        day,
        lambda: records.add(Piece, unit=scene.institute, by=scene.office(), **about),
        hour=9,
    )

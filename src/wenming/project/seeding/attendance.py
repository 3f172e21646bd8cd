"""Announced activities with who came: honest hours, some forgotten, or disputed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from functools import partial
from random import Random
from typing import Any, Final, NamedTuple

from wenming.accounts.models import User
from wenming.activities.actions import activities, announcing
from wenming.activities.actions.shifts import Stretch
from wenming.activities.models import Activity, Shift
from wenming.base import clock
from wenming.hours.actions import certificates, confirming, objections, ratings, taps
from wenming.hours.models import Presence, Tap
from wenming.organisation.models import Unit
from wenming.project.seeding.ideas import PLACES, idea_for
from wenming.project.seeding.scene import Scene
from wenming.project.seeding.span import dice, moment
from wenming.project.seeding.volunteers import PLAYED

__all__ = ["note_attendance"]

# Every so many weeks, on a Saturday; the village of the demonstration's volunteer more often.
EVERY, OFTEN = 8, 3
SATURDAY: Final = timedelta(days=5)
AHEAD: Final = timedelta(days=6)
FEW, MANY = 3, 6
FORGETS, SAYS, OBJECTS, RATES = 0.08, 0.5, 0.05, 0.6
# What is younger than this is still open.
FRESH: Final = timedelta(days=14)
# Confirmed on the evening of the day; this village, by its place in the table, leaves it lying.
LAGGARD: Final = 10


def note_attendance(scene: Scene) -> None:
    """From when the last volunteers have registered."""
    for place, unit in enumerate(scene.all_villages):
        if unit in scene.villages:
            chance = dice(scene.town.code, unit.code, "attendance")
            for on in _saturdays(scene, unit, place):
                if scene.is_silent(unit, on):
                    continue
                _note_one(scene, unit, on, place, chance)
    scene.diary.note(scene.stretch.last, partial(_certify, scene), hour=21)


def _saturdays(scene: Scene, unit: Unit, place: int) -> Iterator[date]:
    every = OFTEN if unit == scene.managers_village else EVERY
    for week, monday in enumerate(scene.stretch.mondays()):
        if (week + place) % every == 0 and monday + SATURDAY <= scene.stretch.last:
            yield monday + SATURDAY


def _certify(scene: Scene) -> None:
    """The demonstration's volunteer has had this year certified."""
    user = scene.cast[scene.managers_village.pk, PLAYED]
    span = {"from_on": scene.stretch.first, "until_on": scene.stretch.last}
    certificates.issue(user=user, town=scene.town, by=user, **span)


class Plan(NamedTuple):
    """One Saturday morning of one village."""

    unit: Unit
    on: date
    hour: int
    lasts: int
    is_left_lying: bool


def _note_one(scene: Scene, unit: Unit, on: date, place: int, chance: Random) -> None:
    waits = place == LAGGARD and on > scene.stretch.last - timedelta(days=40)
    plan = Plan(unit, on, chance.choice((8, 9, 14)), chance.choice((2, 3, 3, 4)), waits)
    made: list[Activity] = []
    scene.diary.note(on - AHEAD, partial(_announce, scene, plan, made, chance), hour=10)
    scene.diary.note(on, partial(_hold, scene, plan, made, chance), hour=20)
    scene.diary.note(on + timedelta(days=1), partial(_think_again, scene, made, chance), hour=12)


def _announce(scene: Scene, plan: Plan, made: list[Activity], chance: Random) -> None:
    idea = idea_for(plan.on.month, chance)
    begin = moment(plan.on, plan.hour)
    stretch = Stretch(begin, begin + timedelta(hours=plan.lasts), chance.choice(PLACES[:-1]))
    told: dict[str, Any] = {
        "title": idea.title,
        "kind": idea.kind,
        "task": idea.task,
        "focus": list(idea.focus),
        "theme": idea.theme,
        "about": "请穿方便活动的衣服，带上水杯。",
        "risks": "无特别风险",
    }
    made.append(
        announcing.announce(
            unit=plan.unit,
            stretches=[stretch],
            publish_now=True,
            by=scene.worker(plan.unit),
            **told,
        )
    )


def _hold(scene: Scene, plan: Plan, made: list[Activity], chance: Random) -> None:
    activity, by = made[0], scene.worker(plan.unit)
    shift = activity.shifts.get()
    shift.activity = activity
    there = [_one(scene, shift, person, chance) for person in _people(scene, plan, chance)]
    if plan.is_left_lying:
        return
    settled = [presence for presence in there if presence.stage == Presence.Stage.GONE]
    confirming.confirm(activity=activity, presences=settled, by=by)
    people = len(there) + chance.randint(5, 25)
    activities.close(activity=activity, people=people, by=by)


def _people(scene: Scene, plan: Plan, chance: Random) -> Sequence[User]:
    known = [one.user for one in scene.volunteers.get(plan.unit.pk, []) if one.ended_on is None]
    some = chance.sample(known, min(len(known), chance.randint(FEW, MANY)))
    # The demonstration's volunteer, the first of her village, seldom misses one.
    return list({user.pk: user for user in (*known[:1], *some)}.values())


def _one(scene: Scene, shift: Shift, person: User, chance: Random) -> Presence:
    """By the code; by the list who has no phone. One in twelve forgets to sign out."""
    is_listed = person.phone is None and chance.random() < 0.4
    how, by = (
        (Tap.How.LIST, scene.worker(shift.activity.unit)) if is_listed else (Tap.How.CODE, person)
    )
    come, go = chance.randint(-15, 12), chance.randint(-25, 10)
    with clock.at(shift.starts_at + timedelta(minutes=come)):
        presence = taps.come(shift=shift, person=person, how=how, by=by)
    if chance.random() < FORGETS:
        return presence
    with clock.at(shift.ends_at + timedelta(minutes=go)):
        return taps.go(shift=shift, person=person, how=how, by=by)


# The day after --------------------------------------------------------------------------------


def _think_again(scene: Scene, made: list[Activity], chance: Random) -> None:
    rows = Presence.objects.live().filter(shift__activity=made[0])
    for presence in rows.select_related("shift__activity__unit__town", "user"):
        is_old = presence.shift.ends_at < moment(scene.stretch.last, 0) - FRESH
        by = scene.worker(presence.shift.activity.unit)
        if presence.is_forgotten:
            _ask(presence, by, chance, is_old=is_old)
        elif presence.stage == Presence.Stage.CONFIRMED:
            _judge(presence, by, chance, is_old=is_old)


def _ask(presence: Presence, by: User, chance: Random, *, is_old: bool) -> None:
    """Half of them say when they left; of what is long past the organiser has settled it."""
    left_at = presence.shift.ends_at - timedelta(minutes=chance.randrange(0, 30, 10))
    if chance.random() < SAYS:
        confirming.propose(presence=presence, left_at=left_at, by=presence.user)
    if is_old:
        confirming.settle(presence=presence, left_at=left_at, by=by)
        activity = presence.shift.activity
        confirming.confirm(activity=activity, presences=[presence], by=by)


def _judge(presence: Presence, by: User, chance: Random, *, is_old: bool) -> None:
    if chance.random() < RATES:
        ratings.rate(presence=presence, stars=chance.choice((3, 4, 4, 5, 5, 5)), by=presence.user)
    if chance.random() >= OBJECTS or presence.left_at is None:
        return
    said = objections.raise_objection(
        presence=presence, text="我帮忙收拾到最后才走，时间记少了。", by=presence.user
    )
    if is_old:
        until = presence.shift.ends_at
        words = "问过一起的人，确实是最后走的。"
        objections.put_right(
            objection=said, came_at=presence.came_at, left_at=until, words=words, by=by
        )

"""Hours too good to be true, of each kind that the office looks at: made up, as all the rest."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from functools import partial
from typing import Final

from wenming.accounts.models import User
from wenming.activities.models import Activity
from wenming.hours.actions import back_entries, confirming
from wenming.hours.models import Presence
from wenming.organisation.models import Unit
from wenming.project.seeding.scene import Scene
from wenming.project.seeding.span import moment

__all__ = ["note_oddities"]

# How far back the odd records lie, and how many days one person was given.
BACK: Final = timedelta(days=90)
GIVEN: Final = 9
# Beside the site manager's village: here too whole days are entered, by its place in the table.
GENEROUS: Final = 5
WHY: Final = "当时没有签到"
MISTAKEN: Final = "记错了人"


def note_oddities(scene: Scene) -> None:
    """In the last days, when everything they refer to was held."""
    last = scene.stretch.last
    generous = {scene.managers_village, scene.all_villages[GENEROUS % len(scene.all_villages)]}
    for unit in scene.villages:
        if unit in generous:
            scene.diary.note(last - timedelta(days=3), partial(_give, scene, unit), hour=21)
    scene.diary.note(last - timedelta(days=2), partial(_be_everywhere, scene), hour=21)
    own = partial(_confirm_own, scene, scene.managers_village)
    scene.diary.note(last - timedelta(days=1), own, hour=21)
    mistaken = partial(_take_back, scene, scene.managers_village)
    scene.diary.note(last - timedelta(days=1), mistaken, hour=22)


def _give(scene: Scene, unit: Unit) -> None:
    """Whole days from the full hour on, the first a very long one, always by the same person."""
    known = scene.volunteers.get(unit.pk, [])
    if not known:
        return
    for turn, activity in enumerate(_held(scene, unit)[:GIVEN]):
        begin, lasts = moment(activity.held_on, 7), timedelta(hours=10 if turn else 13)
        _enter(
            activity,
            known[min(LAST, len(known) - 1)].user,
            begin,
            begin + lasts,
            scene.worker(unit),
        )


# Of those who came by themselves, the last.
LAST: Final = 17


def _be_everywhere(scene: Scene) -> None:
    """Somebody served in two villages at a time; somebody else was there before they could be."""
    found = next(_days_in_common(scene), None)
    if found is None:
        return
    on, here, there = found
    for begins, place in ((10, 1), (11, 2)):
        user = scene.volunteers[here.unit_id][place].user
        _enter(here, user, moment(on, 9, 5), moment(on, 10, 55), scene.worker(here.unit))
        later = moment(on, begins, 2)
        _enter(there, user, later, later + timedelta(minutes=80), scene.worker(there.unit))


def _days_in_common(scene: Scene) -> Iterator[tuple[date, Activity, Activity]]:
    """Days on which the site manager's village and another held something, the last first."""
    home = {activity.held_on: activity for activity in _held(scene, scene.managers_village)}
    others = [unit for unit in scene.villages if unit != scene.managers_village]
    if not scene.volunteers.get(scene.managers_village.pk):
        return
    for unit in others:
        for activity in _held(scene, unit):
            if here := home.pop(activity.held_on, None):
                yield activity.held_on, here, activity


def _confirm_own(scene: Scene, unit: Unit) -> None:
    """Who works for the village has entered and confirmed an afternoon of their own."""
    for activity in _held(scene, unit)[:1]:
        begin, by = moment(activity.held_on, 14, 5), scene.worker(unit)
        _enter(activity, by, begin, begin + timedelta(minutes=110), by)


def _take_back(scene: Scene, unit: Unit) -> None:
    """What was entered for the wrong person was struck again."""
    known, by = scene.volunteers.get(unit.pk, []), scene.worker(unit)
    for activity in _held(scene, unit)[1:2] if known else ():
        begin = moment(activity.held_on, 19, 5)
        _enter(activity, known[0].user, begin, begin + timedelta(minutes=50), by)
        entered = Presence.objects.get(user=known[0].user, came_at=begin)
        confirming.strike(presence=entered, why=MISTAKEN, by=by)


def _held(scene: Scene, unit: Unit) -> list[Activity]:
    """One of each day, the last first."""
    since = scene.stretch.last - BACK
    found = Activity.objects.held().filter(unit=unit, held_on__range=(since, _until(scene)))
    days = {activity.held_on: activity for activity in found.order_by("-held_on", "pk")}
    for activity in days.values():
        activity.unit = unit
    return list(days.values())


def _until(scene: Scene) -> date:
    return scene.stretch.last - timedelta(days=4)


def _enter(activity: Activity, user: User, came: datetime, left: datetime, by: User) -> None:
    back_entries.enter(activity=activity, people=[user], came_at=came, left_at=left, why=WHY, by=by)

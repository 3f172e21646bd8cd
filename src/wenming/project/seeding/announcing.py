"""What was announced before it was held, and what is announced for the weeks to come."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from functools import partial
from typing import Any, Final, NamedTuple

from wenming.accounts.models import User
from wenming.activities.actions import activities, announcing
from wenming.activities.actions.shifts import Stretch
from wenming.activities.models import Activity, Shift
from wenming.organisation.models import Unit
from wenming.project.seeding.ideas import RESULTS
from wenming.project.seeding.photos import tile
from wenming.project.seeding.scene import Scene
from wenming.project.seeding.signups import let_lapse, sign_up
from wenming.project.seeding.span import dice, moment
from wenming.volunteers.models import Team

__all__ = ["LATELY", "Event", "note_announcement", "settle", "teams_of", "was_announced", "who"]

# Of the last weeks' activities, so many were announced.
LATELY: Final = timedelta(days=90)
ANNOUNCED: Final = 0.5
HOURS: Final = (8, 9, 9, 14, 15, 16)
ATTENDED: Final = ("lecture", "themed", "training")


class Event(NamedTuple):
    """What a unit, or the town in it, is going to hold on a day, with the teams of a kind."""

    unit: Unit
    on: date
    told: Mapping[str, Any]
    sort: str
    is_towns: bool = False


def was_announced(scene: Scene, event: Event) -> bool:
    """Some time ago nobody announced anything yet."""
    chance = dice(scene.town.code, event.unit.code, event.on, event.told["title"])
    return event.on >= scene.stretch.today - LATELY and chance.random() < ANNOUNCED


def note_announcement(scene: Scene, event: Event, held: list[Activity]) -> None:
    """Some days before, at the latest on the last evening of the stretch."""
    ahead = dice(scene.town.code, event.unit.code, event.on, "ahead").randint(5, 14)
    day = min(event.on - timedelta(days=ahead), scene.stretch.last)
    scene.diary.note(day, partial(_announce, scene, event, held), hour=17)
    scene.diary.note(day, partial(sign_up, scene, event.unit, held), hour=20)
    scene.diary.note(event.on, partial(let_lapse, held), hour=22)


def _announce(scene: Scene, event: Event, held: list[Activity]) -> None:
    chance = dice(scene.town.code, event.unit.code, event.on, "shift")
    start = moment(event.on, chance.choice(HOURS))
    told = dict(event.told)
    place, _people, _note = (told.pop(name, "") for name in ("place", "people", "note"))
    is_attended = event.told["kind"] in ATTENDED
    if event.told["kind"] == "watch":
        told["campaign"] = scene.campaign
    stretch = Stretch(
        start,
        start + timedelta(hours=2),
        place=place,
        places=chance.choice((20, 30, 40)) if is_attended else chance.choice((8, 12, 16, 20)),
        part=Shift.Part.ATTEND if is_attended else Shift.Part.SERVE,
    )
    held.append(
        announcing.announce(
            unit=event.unit,
            stretches=[stretch],
            teams=teams_of(scene, event),
            about=f"{event.told['title']}，欢迎左邻右舍一起来。请提前十分钟到。",
            conditions="不限，量力而行",
            risks="无" if is_attended else "户外活动，请注意防晒和来往车辆",
            publish_now=True,
            by=who(scene, event),
            **told,
        )
    )


def settle(scene: Scene, event: Event, held: list[Activity]) -> None:
    """How many came, and what came of it."""
    photos = tile(scene, event.unit, event.on)
    chance, by = dice(scene.town.code, event.unit.code, event.on, "results"), who(scene, event)
    for activity in held:
        activities.close(activity=activity, people=event.told["people"], by=by)
        activities.report(
            activity=activity,
            results=chance.choice(RESULTS),
            photos=photos,
            shows_photos=bool(photos),
            by=by,
        )


def teams_of(scene: Scene, event: Event) -> Sequence[Team]:
    """The corps; or the village's team of that kind, if it has one by then, else its brigade."""
    if event.is_towns:
        found = scene.team(scene.root, "corps", event.sort)
    else:
        own = scene.team(event.unit, "standing", event.sort)
        found = own or scene.team(event.unit, "brigade")
    return [found] if found else []


def who(scene: Scene, event: Event) -> User:
    """Who enters it."""
    return scene.office() if event.is_towns else scene.worker(event.unit)

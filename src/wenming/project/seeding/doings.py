"""Activities: week after week, on the 5th, by the corps, and trainings; with holes on purpose."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from functools import partial
from random import Random
from typing import Any, Final

from wenming.activities.actions import activities
from wenming.activities.models import Activity
from wenming.organisation.actions import records
from wenming.organisation.models import Unit
from wenming.project.seeding.announcing import (
    Event,
    note_announcement,
    settle,
    teams_of,
    was_announced,
    who,
)
from wenming.project.seeding.ideas import NOTES, PLACES, WITHDRAWALS, Idea, idea_for
from wenming.project.seeding.photos import tile
from wenming.project.seeding.scene import SILENT, Scene
from wenming.project.seeding.span import dice
from wenming.project.seeding.teams import YOUNG_CORPS

__all__ = ["note_doings"]

FIFTH: Final = 5
AHEAD: Final = timedelta(days=31)
# How often a year each corps serves, by its place among the kinds; how often each field trains.
SERVICES: Final = (17, 14, 12, 13, 10, 9, 8)
TRAININGS: Final = (3, 2, 2, 2, 1, 1, 0)
# Towards evening and at week-ends people have time.
WEEKDAYS: Final = (1, 2, 2, 2, 3, 6, 5)
NOTED, CORRECTED, WITHDRAWN, LATE, EARLY = 0.1, 0.015, 0.004, 0.12, 0.3


def note_doings(scene: Scene) -> None:
    """Everything that will have been held by the end of the stretch, and what is to come."""
    for unit in scene.sites:
        _note_weeks(scene, unit)
        _note_fifths(scene, unit)
        _note_ahead(scene, unit)
    _note_services(scene)
    _note_trainings(scene)


# Every day ------------------------------------------------------------------------------------


def _note_weeks(scene: Scene, unit: Unit) -> None:
    chance = dice(scene.town.code, unit.code, "weeks")
    for on in (*_early_days(scene, chance), *_days(scene, unit, chance)):
        idea = idea_for(on.month, chance)
        _hold(scene, Event(unit, on, _told(idea, chance), idea.sort), chance)


def _early_days(scene: Scene, chance: Random) -> Iterator[date]:
    """Before everyday work begins, now and then one."""
    for week in range((scene.stretch.busy - scene.stretch.first).days // 7):
        if chance.random() < EARLY:
            yield scene.stretch.first + timedelta(days=7 * week + chance.randrange(7))


def _days(scene: Scene, unit: Unit, chance: Random) -> Iterator[date]:
    """The days on which something happens; a village that waits has not acted lately."""
    temper = scene.tempers[unit.pk]
    until = scene.stretch.last - (SILENT if temper.waits else timedelta(0))
    for monday in scene.stretch.mondays():
        is_silent = chance.random() < temper.rests
        days = [monday + timedelta(days=n) for n in _weekdays(temper.weekly, chance)]
        if not is_silent:
            yield from (day for day in days if scene.stretch.busy <= day <= until)


def _weekdays(mean: float, chance: Random) -> list[int]:
    """At least one day; about `mean` of them, not always as many."""
    times = 1 + sum(chance.random() < (mean - 1) / 4 for _ in range(4))
    return sorted(chance.choices(range(7), WEEKDAYS, k=times))


def _note_fifths(scene: Scene, unit: Unit) -> None:
    chance = dice(scene.town.code, unit.code, "fifths")
    for month in scene.stretch.months():
        idea = idea_for(month.month, chance)
        if chance.random() < scene.tempers[unit.pk].fifth:
            told = _told(idea, chance)
            told |= {"title": f"集中活动日：{idea.title}", "people": told["people"] + 15}
            _hold(scene, Event(unit, month.replace(day=FIFTH), told, idea.sort), chance)


def _note_ahead(scene: Scene, unit: Unit) -> None:
    """A month from today: on some days where there is life, and everywhere on the 5th."""
    chance = dice(scene.town.code, unit.code, "ahead")
    temper = scene.tempers[unit.pk]
    for on in (scene.stretch.today + timedelta(days=n) for n in range(AHEAD.days)):
        idea = idea_for(on.month, chance)
        if on.day == FIFTH:
            told = _told(idea, chance) | {"title": f"集中活动日：{idea.title}"}
            note_announcement(scene, Event(unit, on, told, idea.sort), [])
        elif not temper.waits and chance.random() < temper.weekly / 10 * scene.share:
            note_announcement(scene, Event(unit, on, _told(idea, chance), idea.sort), [])


# The town -------------------------------------------------------------------------------------


def _note_services(scene: Scene) -> None:
    """In the branch's name, at the institute or in a village that lives."""
    hosts = (scene.institute, *scene.villages)
    for place, (sort, word) in enumerate(scene.words("standing_teams").items()):
        chance = dice(scene.town.code, sort, "services")
        for on in scene.stretch.spread(SERVICES[place % len(SERVICES)], chance):
            awake = [host for host in hosts if not scene.is_silent(host, on)]
            told = _told(idea_for(on.month, chance), chance)
            told |= {
                "title": f"{word}集中服务（{on.month}月）",
                "kind": "concentrated",
                "in_branch_name": True,
                "people": chance.randint(45, 160),
                "place": chance.choice(PLACES[:-1]),
            }
            if place != YOUNG_CORPS or on >= scene.stretch.latest(7, 12):
                _hold(scene, Event(chance.choice(awake), on, told, sort, is_towns=True), chance)


def _note_trainings(scene: Scene) -> None:
    """By the publicity office: of each field, and of site heads and liaison officers."""
    for place, (field, word) in enumerate(scene.words("training_fields").items()):
        chance = dice(scene.town.code, field, "trainings")
        for on in scene.stretch.spread(TRAININGS[place % len(TRAININGS)], chance):
            told = _lesson(f"{word}志愿者专业培训", "training", chance) | {"field": field}
            _hold(scene, Event(scene.institute, on, told, field, is_towns=True), chance)
    chance = dice(scene.town.code, "briefings")
    for on in scene.stretch.spread(2, chance):
        told = _lesson("所站点负责人、联络员专题培训", "briefing", chance)
        _hold(scene, Event(scene.institute, on, told, "", is_towns=True), chance)


def _lesson(title: str, kind: str, chance: Random) -> dict[str, Any]:
    people = chance.randint(24, 70)
    return {"title": title, "kind": kind, "task": "theory", "people": people, "place": "综合文化站"}


# One activity ---------------------------------------------------------------------------------


def _told(idea: Idea, chance: Random) -> dict[str, Any]:
    told: dict[str, Any] = {
        "title": idea.title,
        "task": idea.task,
        "kind": idea.kind,
        "people": chance.randint(*idea.people),
        "focus": list(idea.focus),
        "theme": idea.theme,
        "place": "入户" if idea.kind == "watch" else chance.choice(PLACES[:-1]),
    }
    return told | ({"note": chance.choice(NOTES)} if chance.random() < NOTED else {})


def _hold(scene: Scene, event: Event, chance: Random) -> None:
    """Held on its day; entered in the evening, sometimes days later; now and then put right.

    Of what was held lately, much was announced beforehand.
    """
    if not event.is_towns and chance.random() > scene.share:
        return
    entered = event.on + timedelta(days=chance.randint(1, 4) if chance.random() < LATE else 0)
    held: list[Activity] = []
    evening = {"hour": chance.randint(18, 21), "minute": chance.randrange(60)}
    if was_announced(scene, event):
        note_announcement(scene, event, held)
        scene.diary.note(entered, partial(settle, scene, event, held), **evening)
    else:
        scene.diary.note(entered, partial(_enter, scene, event, held), **evening)
    _note_second_thoughts(scene, entered, held, chance)


def _enter(scene: Scene, event: Event, held: list[Activity]) -> None:
    photos = tile(scene, event.unit, event.on)
    held.append(
        activities.hold(
            unit=event.unit,
            teams=teams_of(scene, event),
            photos=photos,
            held_on=event.on,
            shows_photos=bool(photos),
            by=who(scene, event),
            **event.told,
        )
    )


# Second thoughts ------------------------------------------------------------------------------


def _note_second_thoughts(scene: Scene, on: date, held: list[Activity], chance: Random) -> None:
    fate, later = chance.random(), on + timedelta(days=chance.randint(1, 5))
    if fate < WITHDRAWN:
        why = chance.choice(WITHDRAWALS)
        scene.diary.note(later, partial(_withdraw, scene, held, why), hour=11)
    elif fate < WITHDRAWN + CORRECTED:
        more = chance.randint(2, 12)
        scene.diary.note(later, partial(_correct, scene, held, more), hour=11)


def _withdraw(scene: Scene, held: Sequence[Activity], why: str) -> None:
    for row in held:
        records.withdraw(row=row, why=why, by=scene.worker(row.unit))


def _correct(scene: Scene, held: Sequence[Activity], more: int) -> None:
    for row in held:
        activities.correct(row=row, people=(row.people or 0) + more, by=scene.worker(row.unit))

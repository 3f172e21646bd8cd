"""What stands before anybody acts: teams, rooms, surveys, money, honours, agendas, projects."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from functools import partial
from typing import Final

from wenming.funds.models import BudgetLine
from wenming.organisation.actions import records, units
from wenming.organisation.models import Agenda, Honour, Unit
from wenming.project.seeding.projects import BRANDS, OTHERS, Pitch
from wenming.project.seeding.rounds import begin_project
from wenming.project.seeding.scene import Scene
from wenming.project.seeding.span import dice
from wenming.sites.models import CircleSurvey, Room

__all__ = ["homes", "note_ground"]

MIDDLE, AROUND = (24.74, 118.65), 0.025
MADE_UP: Final = "（演示数据）"
ROOMY: Final = {"theory": 60, "education": 40, "culture": 80, "science": 35, "fitness": 30}
HOURS: Final = (
    "周一至周五 8:30–17:30，周六 9:00–12:00。",
    "每天 8:00–21:00。",
    "周二至周日 9:00–18:00。",
)
# Two villages have no brand yet: places in the plan's table.
WITHOUT_BRAND: Final = (10, 18)


def note_ground(scene: Scene) -> None:
    """Entered in the first weeks; surveys, money and agendas come round each year."""
    scene.diary.note(scene.settled(1), partial(_place, scene), hour=9)
    for place, unit in enumerate(scene.all_villages):
        if unit in scene.villages:
            _note_rooms(scene, unit)
            _note_surveys(scene, unit, place)
            _note_projects(scene, unit, place)
            _note_honours(scene, unit, place)
    for unit in scene.sites:
        _note_agendas(scene, unit)
    _note_budget(scene)


def _place(scene: Scene) -> None:
    """Where the plan does not say where its sites stand, they stand somewhere: made up."""
    for unit in scene.sites:
        if unit.point is None:
            chance = dice(scene.town.code, unit.code, "place")
            north, east = (round(at + chance.uniform(-AROUND, AROUND), 5) for at in MIDDLE)
            units.place(unit=unit, latitude=north, longitude=east, by=scene.office())


# Places ---------------------------------------------------------------------------------------


def _note_rooms(scene: Scene, unit: Unit) -> None:
    kinds = list(scene.words("room_kinds").items())
    chance = dice(scene.town.code, unit.code, "rooms")
    chance.shuffle(kinds)
    for kind, word in kinds[scene.tempers[unit.pk].lacks :]:
        opened = date(2022, 9, 1) + timedelta(days=chance.randrange(400))
        size = ROOMY.get(kind, 30) + chance.randrange(0, 25, 5)
        told = {"kind": kind, "name": f"{unit.name}{word}", "capacity": size, "opened_on": opened}
        told["hours"] = chance.choice(HOURS)
        scene.note(scene.settled(8), partial(records.add, Room), unit=unit, told=told)


def _note_surveys(scene: Scene, unit: Unit, place: int) -> None:
    """Every spring; in some villages not all households are near enough, in one nobody asked."""
    for year in (scene.stretch.first.year, scene.stretch.today.year):
        if place == FALLEN_BEHIND and year == scene.stretch.today.year:
            continue
        on = date(year, 2, 20) + timedelta(days=place)
        all_ = homes(place)
        told = {"surveyed_on": on, "households": all_, "within": all_ - _far(place, year)}
        told["how"] = f"网格员按地图量步行路线，再抽查二十户。{MADE_UP}"
        scene.note(on, partial(records.add, CircleSurvey), unit=unit, told=told)


FALLEN_BEHIND: Final = 10


def homes(place: int) -> int:
    """How many households a village has, by its place in the plan's table; made up."""
    return 260 + 37 * place


def _far(place: int, year: int) -> int:
    """How many households are too far: every third village has some, each year fewer."""
    return 0 if place % 3 else max(0, 24 - 2 * place + 6 * (year % 2))


# Money, honours, agendas ----------------------------------------------------------------------


def _note_budget(scene: Scene) -> None:
    for year in (scene.stretch.first.year, scene.stretch.today.year):
        for source, yuan in (("budget", 180_000), ("enterprise", 36_000)):
            told = {
                "year": year,
                "source": source,
                "yuan": Decimal(yuan + 1000 * (year % 10)),
                "document": f"{year}年文明实践经费安排{MADE_UP}",
            }
            add, on = partial(records.add, BudgetLine), date(year, 1, 15)
            scene.note(on, add, unit=scene.root, told=told, by=scene.office)


def _note_honours(scene: Scene, unit: Unit, place: int) -> None:
    kind = ("civilised_village", "candidate_village", "civilised_family", "model_site")[place % 4]
    told = {"kind": kind, "level": Honour.Level.TOWN, "since_on": date(2023, 12, 1 + place)}
    scene.note(scene.settled(12), partial(records.add, Honour), unit=unit, told=told)


def _note_agendas(scene: Scene, unit: Unit) -> None:
    chance = dice(scene.town.code, unit.code, "agendas")
    topics = list(scene.words("agenda_topics"))
    for on in scene.stretch.spread(chance.choice((1, 2, 3, 4)), chance):
        told = {"held_on": on, "meeting": "党组织委员会会议", "topic": chance.choice(topics)}
        told["decision"] = f"听取文明实践工作情况，安排下一阶段活动和人手。{MADE_UP}"
        scene.note(on, partial(records.add, Agenda), unit=unit, told=told)


# Projects -------------------------------------------------------------------------------------


def _note_projects(scene: Scene, unit: Unit, place: int) -> None:
    chance = dice(scene.town.code, unit.code, "projects")
    for pitch in _pitches(place):
        started = date(2023, 3, 1) + timedelta(days=chance.randrange(300))
        told = {"started_on": started, **pitch.fields(unit.name)}
        scene.note(scene.settled(15), partial(begin_project, scene), unit=unit, told=told)


def _pitches(place: int) -> Iterator[Pitch]:
    if place not in WITHOUT_BRAND:
        yield BRANDS[place % len(BRANDS)]
    if place % 3 == 0:
        yield OTHERS[place % len(OTHERS)]

"""Each village's list of volunteers, taken over as a workbook, with the teams they would like to join."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from functools import partial
from random import Random
from typing import Any, Final

from wenming.base import clock
from wenming.organisation.actions import records
from wenming.organisation.models import Unit
from wenming.project.seeding.ground import homes
from wenming.project.seeding.scene import Scene
from wenming.project.seeding.span import dice
from wenming.project.seeding.volunteers import certify, made_up_number
from wenming.volunteers.actions import households, intakes, memberships
from wenming.volunteers.models import Household, Volunteer
from wenming.volunteers.queries import times

__all__ = ["note_rolls"]

# After those who came by themselves: in which days of the stretch, the lists.
BEGINS: Final = 100
# Out of so many households one serves; an institute or a point has some of its own.
HOUSEHOLDS: Final = 5.2
ELSEWHERE: Final = 15
# Numbers of the list begin here: those who came by themselves have the lower ones.
FIRST: Final = 101
FAMILIES, CERTIFIED = 3, 16
SKILLS: Final = ("", "", "", "", "种植", "理发", "开车", "唱南音", "会修家电", "做饭", "讲故事")


def note_rolls(scene: Scene) -> None:
    """In summer of the first year, a village a day."""
    for place, unit in enumerate(scene.all_villages):
        if unit in scene.villages:
            _note_roll(scene, unit, round(homes(place) / HOUSEHOLDS), place)
    for place, unit in enumerate(scene.sites):
        if unit.kind != Unit.Kind.STATION:
            _note_roll(scene, unit, ELSEWHERE, place)


def _note_roll(scene: Scene, unit: Unit, number: int, place: int) -> None:
    chance = dice(scene.town.code, unit.code, "roll")
    day, made = scene.settled(BEGINS + place), list[Volunteer]()
    size = max(1, round(number * scene.share))
    scene.diary.note(day, partial(_take_over, scene, unit, size, chance, made), hour=14)
    scene.diary.note(day + timedelta(days=2), partial(_accept, scene, unit, made), hour=20)
    scene.diary.note(day + timedelta(days=3), partial(_look_closer, scene, unit, made), hour=10)


def _take_over(scene: Scene, unit: Unit, size: int, chance: Random, made: list[Volunteer]) -> None:
    """Uploaded, looked through, taken over: by whoever works for the unit."""
    by, known, free = scene.worker(unit), set[int](), times()
    rows = {FIRST + n: _row(scene, unit, FIRST + n, free, chance) for n in range(size)}
    intake = intakes.receive(
        town=scene.town, name=f"{unit.name}示例名单.xlsx", digest=unit.code, rows=rows, by=by
    )
    known.update(Volunteer.objects.filter(unit=unit).values_list("pk", flat=True))
    intakes.take_over(intake=intake, by=by)
    intakes.run(intake_id=intake.pk)
    listed = Volunteer.objects.filter(unit=unit).exclude(pk__in=known).order_by("pk")
    for volunteer in listed.select_related("user"):
        volunteer.unit, volunteer.town = unit, scene.town
        made.append(volunteer)
    scene.volunteers.setdefault(unit.pk, []).extend(made)


def _row(
    scene: Scene, unit: Unit, number: int, free: Mapping[str, str], chance: Random
) -> Mapping[str, str]:
    """What the village's clerk has typed: the consent is on paper."""
    sex = chance.choice(Volunteer.Sex.values)
    born_on = date(1950, 1, 1) + timedelta(days=chance.randrange(19_000))
    return {
        "name": f"{unit.name}示例志愿者{number}",
        "sex": sex,
        "born_on": born_on.isoformat(),
        "identity": made_up_number(scene, unit, number, born_on, sex),
        "unit": unit.name,
        "skills": chance.choice(SKILLS),
        "talents": "、".join(_some(scene.words("talent_kinds"), (0, 1, 1, 1, 2), chance)),
        "services": "、".join(_some(scene.words("standing_teams"), (1, 2, 2, 3), chance)),
        "times": "、".join(_some(free, (1, 2, 3, 4), chance)),
        "teams": "、".join(_teams(scene, unit, chance)),
        "how": "书面",
        "given_on": (clock.today() - timedelta(days=chance.randint(1, 20))).isoformat(),
    }


def _some(words: Mapping[str, str], how_many: tuple[int, ...], chance: Random) -> list[str]:
    known = list(words.values())
    return chance.sample(known, min(len(known), chance.choice(how_many)))


def _teams(scene: Scene, unit: Unit, chance: Random) -> Iterator[str]:
    """One of the unit's teams, or two."""
    there = [team.name for (home, _, _), team in scene.teams.items() if home == unit.pk]
    yield from chance.sample(there, min(len(there), chance.choice((1, 1, 1, 2))))


def _accept(scene: Scene, unit: Unit, made: list[Volunteer]) -> None:
    """The heads say yes to all who have asked; a later few still wait."""
    for (home, _, _), team in list(scene.teams.items()):
        if home == unit.pk:
            memberships.accept_all(team=team, by=team.head or scene.worker(unit))
    teams = [team for (home, _, _), team in scene.teams.items() if home == unit.pk]
    late = [(teams[-1], volunteer) for volunteer in made[:2]] if teams else []
    memberships.ask_all(wishes=late, by=scene.worker(unit))


def _look_closer(scene: Scene, unit: Unit, made: list[Volunteer]) -> None:
    """Some bring their certificates; some live together and serve as one household."""
    intakes.tidy()
    for place, volunteer in enumerate(made[::CERTIFIED]):
        certify(scene, unit, volunteer, 2 * place + 1)
    by = scene.worker(unit)
    for turn in range(FAMILIES if unit.kind == Unit.Kind.STATION else 0):
        told: dict[str, Any] = {
            "name": f"{unit.name}示例志愿家庭{turn + 2}",
            "joined_on": clock.today(),
        }
        household = records.add(Household, unit=unit, by=by, honours=[], **told)
        for volunteer in made[1 + 3 * turn : 3 + 3 * turn + turn % 2]:
            households.add_member(household=household, volunteer=volunteer, by=by)

"""Villagers who serve: on their phones or through a worker, in teams and as households."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial
from random import Random
from typing import Any, Final

from wenming.accounts.models import User
from wenming.base import clock
from wenming.organisation.actions import records
from wenming.organisation.actions.people import Person
from wenming.organisation.models import Unit
from wenming.project.seeding.scene import Scene
from wenming.project.seeding.span import dice
from wenming.volunteers import identities
from wenming.volunteers.actions import households, memberships, qualifications, volunteers
from wenming.volunteers.models import Consent, Household, Team, Volunteer
from wenming.volunteers.models.qualification import SKILLS as SKILL_WORDS
from wenming.volunteers.models.volunteer import TIMES

__all__ = ["PLAYED", "certify", "made_up_number", "note_volunteers"]

# The part of the demonstration's volunteer, in each village: the first who registered.
PLAYED: Final = "volunteer"
# How many register in a village, by three and three.
ROUNDS: Final = 6
EACH: Final = 3
# For these the made-up volunteers hold certificates, where the plan has the word.
CERTIFICATES: Final = {
    "first_aid": "救护员证（示例）",
    "driver": "驾驶证（示例）",
    "electrician": "电工证（示例）",
    "sign_language": "手语等级证（示例）",
}
SKILLS: Final = ("", "", "", "急救员证", "电工", "书法", "手语", "南音", "理发", "摄影")


def note_volunteers(scene: Scene) -> None:
    """They come in rounds over the first spring; with the last, a household serves as one."""
    for unit in scene.villages:
        chance = dice(scene.town.code, unit.code, "volunteers")
        for turn in range(ROUNDS):
            day = scene.settled(20 + 12 * turn + chance.randrange(10))
            scene.diary.note(day, partial(_register, scene, unit, turn, chance), hour=19)
        day = scene.settled(20 + 12 * ROUNDS)
        scene.diary.note(day, partial(_one_household, scene, unit), hour=19)


def _register(scene: Scene, unit: Unit, turn: int, chance: Random) -> None:
    for place in range(EACH * turn, EACH * (turn + 1)):
        made = _one(scene, unit, place, chance)
        scene.cast.setdefault((unit.pk, PLAYED), made.user)
        scene.volunteers.setdefault(unit.pk, []).append(made)
        _join(scene, unit, made, chance)
        if place % 2:
            certify(scene, unit, made, place)


def _one(scene: Scene, unit: Unit, place: int, chance: Random) -> Volunteer:
    """Every fourth has no phone: a worker notes the consent given on paper."""
    name, profile = f"{unit.name}示例志愿者{place + 1:02d}", _profile(scene, unit, place, chance)
    if place % 4 == 3:
        paper = volunteers.Agreement(how=Consent.How.PAPER, shares=place % 3 != 2)
        by = scene.worker(unit)
        return volunteers.register(person=Person(name), profile=profile, agreement=paper, by=by)
    user, online = scene.enter(name), volunteers.Agreement(shares=place % 3 != 2)
    return volunteers.register(person=user, profile=profile, agreement=online, by=user)


def _profile(scene: Scene, unit: Unit, place: int, chance: Random) -> volunteers.Profile:
    sex = chance.choice(Volunteer.Sex.values)
    born_on = date(1950, 1, 1) + timedelta(days=chance.randrange(19_000))
    talents, services = list(scene.words("talent_kinds")), list(scene.words("standing_teams"))
    return volunteers.Profile(
        unit=unit,
        sex=sex,
        born_on=born_on,
        identity_kind=Volunteer.Identity.CARD,
        identity=made_up_number(scene, unit, place, born_on, sex),
        skills=chance.choice(SKILLS),
        talents=tuple(chance.sample(talents, min(len(talents), chance.choice((0, 0, 1, 1, 2))))),
        services=tuple(chance.sample(services, min(len(services), 2))),
        times=tuple(chance.sample(TIMES, 3)),
    )


def made_up_number(scene: Scene, unit: Unit, place: int, born_on: date, sex: str) -> str:
    """Nobody's: a region that is not there, told apart by town and village beside the person."""
    region = f"00{scene.town.pk % 100:02d}{unit.pk % 100:02d}"
    order = 2 * (place % 500) + (sex == Volunteer.Sex.MALE)
    body = f"{region}{born_on:%Y%m%d}{order:03d}"
    return body + identities.check_figure(body)


def certify(scene: Scene, unit: Unit, volunteer: Volunteer, place: int) -> None:
    """Every second holds a certificate; one in six is not checked yet, one in three ends some day."""
    known = [skill for skill in CERTIFICATES if skill in scene.words(SKILL_WORDS)]
    if not known:
        return
    skill = known[place // 2 % len(known)]
    until = clock.today() + timedelta(days=200 + 30 * place) if place % 3 == 0 else None
    told = qualifications.Certificate(skill, CERTIFICATES[skill], valid_until=until)
    made = qualifications.tell(volunteer=volunteer, told=told, by=volunteer.user)
    if place % 6 != 5:
        qualifications.check(qualification=made, seen=made.seen, by=scene.worker(unit))


def _join(scene: Scene, unit: Unit, volunteer: Volunteer, chance: Random) -> None:
    """Into the team that never leaves, or one of those there are; one in six still waits."""
    there = [team for (home, _, _), team in scene.teams.items() if home == unit.pk]
    for team in chance.sample(there, min(len(there), chance.choice((1, 1, 2)))):
        made = memberships.ask(team=team, volunteer=volunteer, by=volunteer.user)
        if chance.randrange(6):
            memberships.accept(membership=made, by=_leader(scene, unit, team))


def _leader(scene: Scene, unit: Unit, team: Team) -> User:
    return team.head or scene.worker(unit)


def _one_household(scene: Scene, unit: Unit) -> None:
    by, members = scene.worker(unit), scene.volunteers.get(unit.pk, [])[:2]
    told: dict[str, Any] = {
        "name": f"{unit.name}示例志愿家庭",
        "honours": ["civilised_family"],
        "joined_on": scene.settled(20 + 12 * ROUNDS),
    }
    made = records.add(Household, unit=unit, by=by, **told)
    for volunteer in members:
        households.add_member(household=made, volunteer=volunteer, by=by)

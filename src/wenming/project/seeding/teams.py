"""The branch, its corps, and in each village a brigade and what is in it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from random import Random
from typing import Final

from wenming.accounts.models import User
from wenming.organisation.actions import posts, records
from wenming.organisation.models import Post, Unit
from wenming.project.seeding.scene import Scene
from wenming.project.seeding.span import dice
from wenming.volunteers.actions import teams

__all__ = ["YOUNG_CORPS", "note_teams"]

LOCAL: Final = ("南音弦管社", "拍胸舞队", "红砖厝讲解队", "侨批故事队", "五祖拳队", "厝边茶桌队")
# Of the corps, by its place among the kinds: founded this July.
YOUNG_CORPS: Final = 5


def note_teams(scene: Scene) -> None:
    """Registered in the first days; a few are founded in July, one closes in spring."""
    secretary = partial(_cast, scene, scene.root, Post.Role.SECRETARY)
    _note(scene, scene.root, "branch", f"{scene.town.name}新时代文明实践志愿服务支队", secretary)
    for place, (sort, word) in enumerate(scene.words("standing_teams").items()):
        founded = scene.stretch.latest(7, 10) if place == YOUNG_CORPS else None
        _note_corps(scene, sort, word, founded)
    for sort, word in scene.words("emergency_teams").items():
        _note(scene, scene.root, "emergency", f"{scene.town.name}{word}队", scene.office, sort)
    for place, unit in enumerate(scene.all_villages):
        if unit in scene.villages:
            _note_village(scene, unit, place)


def _cast(scene: Scene, unit: Unit, role: str) -> User:
    return scene.cast[unit.pk, role]


def _note_corps(scene: Scene, sort: str, word: str, founded: date | None) -> None:
    name = f"{word}志愿服务队"
    captain = partial(scene.enter, f"示例·{name}队长")
    _note(scene, scene.root, "corps", name, captain, sort, founded)


def _note_village(scene: Scene, unit: Unit, place: int) -> None:
    scene.diary.note(scene.settled(2), partial(_captains, scene, unit), hour=8)
    chance = dice(scene.town.code, unit.code, "teams")
    head = partial(scene.head, unit)
    _note(scene, unit, "brigade", f"{unit.name}文明实践大队", head)
    _note_standing(scene, unit, chance)
    captain = partial(_cast, scene, unit, "team_leader")
    _note(scene, unit, "staying", f"{unit.name}“厝边头尾”志愿服务队", captain)
    _note_local(scene, unit, place, captain)
    if place % 4 == 0:
        sort, word = chance.choice(list(scene.words("emergency_teams").items()))
        _note(scene, unit, "emergency", f"{unit.name}{word}小队", captain, sort)


def _note_standing(scene: Scene, unit: Unit, chance: Random) -> None:
    """All kinds but those that this village lacks; the two captains share them."""
    kinds = list(scene.words("standing_teams").items())
    missing = {sort for sort, _ in chance.sample(kinds, scene.tempers[unit.pk].lacks)}
    for place, (sort, word) in enumerate(kinds):
        if sort not in missing:
            captain = partial(_cast, scene, unit, ("team_leader", "other_leader")[place % 2])
            young = scene.stretch.latest(7, 1 + place) if chance.random() < 0.03 else None
            _note(scene, unit, "standing", f"{unit.name}{word}队", captain, sort, young)


def _note_local(scene: Scene, unit: Unit, place: int, captain: Callable[[], User]) -> None:
    if place % 2:
        return
    _note(scene, unit, "local", f"{unit.name}{LOCAL[place % len(LOCAL)]}", captain)
    if place == 12:
        on = scene.stretch.latest(4, 30)
        scene.diary.note(on, partial(_close, scene, unit, on), hour=15)


def _close(scene: Scene, unit: Unit, on: date) -> None:
    if team := scene.team(unit, "local"):
        records.correct(row=team, closed_on=on, by=scene.worker(unit))


def _captains(scene: Scene, unit: Unit) -> None:
    """Two villagers who lead teams; the first works for the village and so may enter records."""
    first = scene.enter(f"{unit.name}示例队长甲", by=scene.office())
    scene.cast[unit.pk, "other_leader"] = scene.enter(f"{unit.name}示例队长乙", by=scene.office())
    role, since = Post.Role.TEAM_LEADER, scene.document.document.issued_on
    posts.appoint(unit=unit, role=role, holder=first, from_on=since, by=scene.office())
    scene.cast[unit.pk, role] = first


def _note(
    scene: Scene,
    unit: Unit,
    shape: str,
    name: str,
    head: Callable[[], User],
    sort: str = "",
    founded: date | None = None,
) -> None:
    """Registered when the registers were filled, or founded and registered in mid-year."""
    since = scene.document.document.issued_on + timedelta(days=40)
    told = {"shape": shape, "kind": sort, "name": name, "founded_on": founded or since}
    day = max(founded or scene.settled(3), scene.settled(3))
    scene.diary.note(day, partial(_found, scene, unit, head, told), hour=9)


def _found(scene: Scene, unit: Unit, head: Callable[[], User], told: dict[str, object]) -> None:
    by = scene.office() if unit == scene.root else scene.worker(unit)
    team = teams.add(unit=unit, head=head(), by=by, **told)
    scene.teams[unit.pk, team.shape, team.kind] = team

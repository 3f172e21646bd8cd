"""The branch, its corps, and in each village a brigade and what is in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import partial
from random import Random
from typing import Final, NamedTuple

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
# Of the villages: here the local team closes.
CLOSES_AT: Final = 12
YOUNG: Final = 0.03
OTHER: Final = "other_leader"


class Founding(NamedTuple):
    """A team to be; who heads it is asked on the day. Without a day it was there before."""

    unit: Unit
    shape: str
    name: str
    head: Callable[[], User]
    sort: str = ""
    on: date | None = None


def note_teams(scene: Scene) -> None:
    """Registered in the first days; a few are founded in July, one closes in spring."""
    for founding in _town(scene):
        _note(scene, founding)
    for place, unit in enumerate(scene.all_villages):
        if unit in scene.villages:
            scene.diary.note(scene.settled(2), partial(_captains, scene, unit), hour=8)
            for founding in _village(scene, unit, place):
                _note(scene, founding)
            if place == CLOSES_AT:
                on = scene.stretch.latest(4, 30)
                scene.diary.note(on, partial(_close, scene, unit, on), hour=15)


def _town(scene: Scene) -> Iterator[Founding]:
    root, town = scene.root, scene.town.name
    secretary = partial(_cast, scene, root, Post.Role.SECRETARY)
    yield Founding(root, "branch", f"{town}新时代文明实践志愿服务支队", secretary)
    for place, (sort, word) in enumerate(scene.words("standing_teams").items()):
        name = f"{word}志愿服务队"
        captain = partial(scene.enter, f"示例·{name}队长")
        on = scene.stretch.latest(7, 10) if place == YOUNG_CORPS else None
        yield Founding(root, "corps", name, captain, sort, on)
    for sort, word in scene.words("emergency_teams").items():
        yield Founding(root, "emergency", f"{town}{word}队", scene.office, sort)


def _village(scene: Scene, unit: Unit, place: int) -> Iterator[Founding]:
    chance = dice(scene.town.code, unit.code, "teams")
    captain = partial(_cast, scene, unit, Post.Role.TEAM_LEADER)
    head = partial(scene.head, unit)
    yield Founding(unit, "brigade", f"{unit.name}文明实践大队", head)
    yield from _standing(scene, unit, chance)
    yield Founding(unit, "staying", f"{unit.name}“厝边头尾”志愿服务队", captain)
    if place % 2 == 0:
        yield Founding(unit, "local", f"{unit.name}{LOCAL[place % len(LOCAL)]}", captain)
    if place % 4 == 0:
        sort, word = chance.choice(list(scene.words("emergency_teams").items()))
        yield Founding(unit, "emergency", f"{unit.name}{word}小队", captain, sort)


def _standing(scene: Scene, unit: Unit, chance: Random) -> Iterator[Founding]:
    """All kinds but those that this village lacks; the two captains share them."""
    kinds = list(scene.words("standing_teams").items())
    missing = {sort for sort, _ in chance.sample(kinds, scene.tempers[unit.pk].lacks)}
    for place, (sort, word) in enumerate(kinds):
        if sort not in missing:
            captain = partial(_cast, scene, unit, (Post.Role.TEAM_LEADER, OTHER)[place % 2])
            on = scene.stretch.latest(7, 1 + place) if chance.random() < YOUNG else None
            yield Founding(unit, "standing", f"{unit.name}{word}队", captain, sort, on)


def _cast(scene: Scene, unit: Unit, role: str) -> User:
    return scene.cast[unit.pk, role]


def _captains(scene: Scene, unit: Unit) -> None:
    """Two villagers who lead teams; the first works for the village and so may enter records."""
    first = scene.enter(f"{unit.name}示例队长甲")
    scene.cast[unit.pk, OTHER] = scene.enter(f"{unit.name}示例队长乙")
    role, since = Post.Role.TEAM_LEADER, scene.document.document.issued_on
    posts.appoint(unit=unit, role=role, holder=first, from_on=since, by=scene.office())
    scene.cast[unit.pk, role] = first


def _note(scene: Scene, founding: Founding) -> None:
    """Registered when the registers were filled, or founded and registered in mid-year."""
    day = max(founding.on or scene.settled(3), scene.settled(3))
    scene.diary.note(day, partial(_found, scene, founding), hour=9)


def _found(scene: Scene, founding: Founding) -> None:
    unit, shape, name, head, sort, on = founding
    by = scene.office() if unit == scene.root else scene.worker(unit)
    since = on or scene.document.document.issued_on + timedelta(days=40)
    scene.teams[unit.pk, shape, sort] = teams.add(
        unit=unit, shape=shape, kind=sort, name=name, founded_on=since, head=head(), by=by
    )


def _close(scene: Scene, unit: Unit, on: date) -> None:
    if team := scene.team(unit, "local"):
        records.correct(row=team, closed_on=on, by=scene.worker(unit))

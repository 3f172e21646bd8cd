"""Neighbours who look in on each other: requests, pairs, visits; in some villages late on purpose."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from functools import partial
from random import Random
from typing import Final

from wenming.neighbours.actions import look_ins, pairings, postings
from wenming.neighbours.models import LookIn, Pairing
from wenming.neighbours.models.posting import FOCUS, WATCHES
from wenming.organisation.models import Unit
from wenming.project.seeding.scene import Scene
from wenming.project.seeding.span import dice
from wenming.volunteers.models import Consent

__all__ = ["note_neighbours"]

# After the volunteers have come: so many days into the stretch.
BEGINS: Final = 110
EACH: Final = 2
WISHES: Final = (
    "陪说说话，看看缺什么。",
    "买菜，送药。",
    "提醒吃药，量血压。",
    "帮着打扫，检查煤气。",
)
CAME_UP: Final = ("厨房的灯坏了。", "药快吃完了，要去拿。", "想办老年人优待证。", "屋顶漏水。")
SETTLED: Final = ("当天修好了。", "已经联系村卫生所。", "请村里跟进，办好了。")
RHYTHMS: Final = (7, 7, 14)
# How often a visit brings something up.
SOMETHING: Final = 0.06


def note_neighbours(scene: Scene) -> None:
    """In each village that lives, a few elders; one more waits for somebody."""
    for unit in scene.villages:
        chance = dice(scene.town.code, unit.code, "neighbours")
        for place in range(EACH + 1):
            begun = scene.settled(BEGINS + 20 * place + chance.randrange(15))
            told, pairs = _told(scene, place, chance), list[Pairing]()
            scene.diary.note(begun, partial(_ask, scene, unit, place, told, pairs), hour=15)
            if place < EACH:
                days = _days(begun, _until(scene, unit, told), told, chance)
                _note_visits(scene, days, pairs, chance)


def _told(scene: Scene, place: int, chance: Random) -> postings.Told:
    return postings.Told(
        watch=chance.choice(list(scene.words(WATCHES))),
        wish=WISHES[place % len(WISHES)],
        name=f"示例老人{place + 1:02d}",
        address=f"示例巷{chance.randint(1, 60)}号",
        focus=next(iter(scene.words(FOCUS)), ""),
        every_days=chance.choice(RHYTHMS),
    )


def _ask(scene: Scene, unit: Unit, place: int, told: postings.Told, pairs: list[Pairing]) -> None:
    """The worker enters it; one of the village's grown-up volunteers offers."""
    by = scene.worker(unit)
    posting = postings.ask(unit=unit, told=told, consent=Consent.How.SPOKEN, by=by)
    grown = [one for one in scene.volunteers.get(unit.pk, []) if not one.is_minor]
    if place < EACH and grown:
        volunteer = grown[place % len(grown)]
        made = pairings.offer(posting=posting, volunteer=volunteer, by=volunteer.user)
        pairings.accept(pairing=made, by=by)
        pairs.append(made)


def _until(scene: Scene, unit: Unit, told: postings.Told) -> date:
    """Where the village waits, the last visits are missing."""
    missing = 3 * told.every_days if scene.tempers[unit.pk].waits else 1
    return scene.stretch.last - timedelta(days=missing)


def _days(begun: date, until: date, told: postings.Told, chance: Random) -> Iterator[date]:
    """About as often as agreed."""
    on = begun
    while (on := on + timedelta(days=told.every_days - chance.randint(0, 1))) <= until:
        yield on


def _note_visits(scene: Scene, days: Iterable[date], pairs: list[Pairing], chance: Random) -> None:
    for on in days:
        seen: list[LookIn] = []
        words = chance.choice(CAME_UP) if chance.random() < SOMETHING else ""
        scene.diary.note(on, partial(_visit, pairs, seen, words), hour=17)
        if words:
            settle = partial(_settle, seen, chance.choice(SETTLED))
            scene.diary.note(on + timedelta(days=5), settle, hour=11)


def _visit(pairs: list[Pairing], seen: list[LookIn], words: str) -> None:
    for pair in pairs:
        seen.append(look_ins.note(pairing=pair, words=words, by=pair.volunteer.user))


def _settle(seen: list[LookIn], outcome: str) -> None:
    for visit in seen:
        look_ins.settle(look_in=visit, outcome=outcome, by=visit.pairing.volunteer.user)

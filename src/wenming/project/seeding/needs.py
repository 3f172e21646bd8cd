"""Villagers ask for help, and somebody comes: made up, all year, with some who wait today."""

from __future__ import annotations

from datetime import date, time, timedelta
from functools import partial
from random import Random
from typing import Final

from wenming.base import clock
from wenming.needs.actions import answering, asking, cards, crediting, dispatching, following
from wenming.needs.models import Need, Service
from wenming.organisation.models import Unit
from wenming.project.seeding.lists import quarter_listed
from wenming.project.seeding.scene import Scene
from wenming.project.seeding.span import dice
from wenming.project.seeding.volunteers import PLAYED
from wenming.volunteers.models.volunteer import TIMES

__all__ = ["note_needs"]

# Kind, and how villagers say it.
ASKED: Final = (
    ("repair", "厨房的灯坏了，老人一个人住，没人修"),
    ("repair", "水龙头一直漏水，请师傅来看看"),
    ("repair", "电饭锅不通电，不敢乱动"),
    ("escort", "下周要去医院复查，没有人陪"),
    ("escort", "想去镇里办医保，不认得路"),
    ("company", "老伴走了以后一个人在家，想有人来坐坐"),
    ("company", "儿女在外地，过节想有人说说话"),
    ("health", "血压老是不稳，想有人上门量一量"),
    ("cleaning", "腿脚不方便，窗户好久没擦了"),
    ("haircut", "爷爷卧床，请人上门理发"),
    ("tutoring", "孩子数学跟不上，爸妈都在外面打工"),
    ("tutoring", "暑假没人辅导作业"),
    ("law", "房子租约有纠纷，想问问法律"),
    ("phone", "新手机不会用，医院挂不了号"),
    ("phone", "健康码、社保都要在手机上办，想学一学"),
    ("counsel", "最近睡不好，心里闷，想找人聊聊"),
    ("culture", "祠堂前想办一场南音"),
    ("place", "巷口的路灯不亮，晚上走路怕摔"),
    ("place", "水沟堵了，下雨就漫上来"),
)
CARDS: Final = ("", "示例路", "示例自然村", "示例路 8 号")
# What was asked so lately waits for the board.
JUST_NOW: Final = timedelta(days=5)
# Since then it is noted who went, and the hours are confirmed.
LATELY: Final = timedelta(days=60)
TASKS: Final = ("values", "values", "culture", "customs")
CHANNELS: Final = ("visit", "visit", "hotline", "online", "card")


def note_needs(scene: Scene) -> None:
    """About one in two weeks for each village; the last weeks' are not all at their end."""
    scene.diary.note(scene.stretch.last, partial(_ask_the_player, scene), hour=21)
    for unit in scene.villages:
        scene.diary.note(scene.stretch.first, partial(_hand_out_cards, scene, unit), hour=9)
        chance = dice(scene.town.code, unit.code, "needs")
        for monday in scene.stretch.mondays():
            if chance.random() < 0.45:
                day = monday + timedelta(days=chance.randrange(7))
                scene.diary.note(day, partial(_ask, scene, unit, chance, day), hour=9)
        # Some wait when the quarter's list is made, and some today.
        listed = quarter_listed(scene.stretch) + timedelta(days=1)
        for day in (listed, *(scene.stretch.last - timedelta(days=ago) for ago in (4, 2, 0))):
            scene.diary.note(day, partial(_ask, scene, unit, chance, day), hour=9)


def _hand_out_cards(scene: Scene, unit: Unit) -> None:
    by = scene.worker(unit)
    *_others, lost = cards.issue(unit=unit, places=CARDS, by=by)
    cards.replace(card=lost, why="示例：丢了", by=by)


def _ask(scene: Scene, unit: Unit, chance: Random, day: date) -> None:
    kind, words = chance.choice(ASKED)
    channel = chance.choice(CHANNELS)
    is_protected = chance.random() < 0.25
    asked = asking.Asked(
        unit=unit,
        words=words,
        name=f"示例群众{chance.randrange(1, 60):02d}",
        # Numbers that nobody has, at home: nobody is sent a message.
        phone=f"0595-8000{chance.randrange(40):04d}",
        kind=kind if kind in scene.words("need_kinds") else "",
        place=f"示例路{chance.randrange(1, 200)}号",
        point=scene.spot(unit, chance),
        times=tuple(chance.sample(TIMES, chance.choice((0, 2, 3)))),
        priority=Need.Priority.SOON if chance.random() < 0.1 else Need.Priority.NORMAL,
        focus=chance.choice(list(scene.words("focus_groups")) or [""]) if is_protected else "",
        focus_agreed=is_protected,
    )
    by = None if channel in asking.ONLINE else scene.worker(unit)
    need = asking.ask(asked=asked, channel=channel, by=by)
    later = scene.diary.later
    later(day + timedelta(days=1), partial(_answer, scene, need, chance, day))


def _answer(scene: Scene, need: Need, chance: Random, day: date) -> None:
    by = scene.office() if need.is_protected else scene.worker(need.unit)
    if chance.random() < 0.06:
        answering.decline(need=need, answer="这件事不归志愿服务做，已经转给村里办。", by=by)
        return
    answering.verify(need=need, by=by)
    if scene.stretch.last - day > JUST_NOW:
        scene.diary.later(day + timedelta(days=2), partial(_offer, scene, need, chance, day))


def _offer(scene: Scene, need: Need, chance: Random, day: date) -> None:
    near = [one for one in scene.volunteers.get(need.unit_id, []) if one.ended_on is None]
    if not near:
        return
    by = scene.worker(need.unit)
    (made,) = dispatching.offer(need=need, to=[chance.choice(near)], by=by)
    scene.diary.later(
        day + timedelta(days=2),
        partial(dispatching.accept, dispatch=made, by=made.answerer),
        hour=20,
    )
    done = day + timedelta(days=3 + chance.randrange(6))

    is_lately = scene.stretch.last - done < LATELY

    def finish() -> None:
        assert made.volunteer is not None
        service = dispatching.finish(
            dispatch=made,
            served_on=clock.today(),
            began=time(chance.choice((9, 10, 15, 16))),
            minutes=chance.choice((30, 45, 60, 90)),
            volunteers=[made.volunteer] if is_lately else [],
            by=made.answerer,
        )
        if is_lately:
            confirmed = partial(_credit, scene, service, chance.choice(TASKS))
            scene.diary.later(done + timedelta(days=2), confirmed, hour=17)

    scene.diary.later(done, finish, hour=18)
    if chance.random() < 0.7:
        stars = chance.choice((5, 5, 5, 4, 4, 3))
        rated = partial(following.rate, need=need, stars=stars)
        scene.diary.later(done + timedelta(days=1), rated)


def _credit(scene: Scene, service: Service, task: str) -> None:
    crediting.credit(service=service, task=task, by=scene.worker(service.need.unit))


def _ask_the_player(scene: Scene) -> None:
    """The demonstration's volunteer finds somebody who waits for an answer."""
    village = scene.managers_village
    waiting = Need.objects.filter(unit=village, stage=Need.Stage.VERIFIED).order_by("pk").first()
    player = scene.cast[village.pk, PLAYED]
    known = [one for one in scene.volunteers.get(village.pk, []) if one.user_id == player.pk]
    if waiting and known:
        dispatching.offer(need=waiting, to=known, by=scene.worker(village))

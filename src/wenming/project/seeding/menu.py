"""The service menu: what the town's corps, some village teams and three invented groups offer."""

from __future__ import annotations

from datetime import time, timedelta
from functools import partial
from random import Random
from typing import Any, Final, NamedTuple

from wenming.accounts.actions import users
from wenming.base import clock
from wenming.base.errors import Impossible
from wenming.menu.actions import offering, partners
from wenming.menu.models import Partner, Service
from wenming.needs.actions import asking, dispatching, following
from wenming.needs.models import Dispatch, Need
from wenming.organisation.models import Unit
from wenming.project.seeding.scene import Scene
from wenming.project.seeding.span import dice
from wenming.volunteers.models import Team

__all__ = ["note_menu"]


class Offered(NamedTuple):
    """A line of the menu."""

    title: str
    about: str
    kind: str
    capacity: int = 4
    skills: tuple[str, ...] = ()
    focus: tuple[str, ...] = ()
    conditions: str = ""
    costs: str = ""


FRAIL: Final = ("elders", "disabled")
# Of the town's corps, by the kind of corps; in a village its own team of that kind offers the first.
MENU: Final = {
    "theory": (
        Offered("院子里讲政策", "三五户凑在一起，用本地话讲一讲医保、养老的新政策。", "other"),
        Offered("上门读报", "给眼睛不好的老人读报、读家信。", "company", focus=("elders",)),
    ),
    "culture": (
        Offered("南音到厝边", "一把琵琶一支洞箫，到祠堂口唱一个下午。", "culture", 2),
        Offered("陪老人学写字", "带纸笔上门，写写春联、记记家谱。", "company", focus=("elders",)),
    ),
    "schooling": (
        Offered("周末辅导功课", "小学各科，一次一个半小时。", "tutoring", 6, ("teacher",), ("children",)),
        Offered("教老人用手机", "挂号、打视频、认骗局，一样一样教会。", "phone", 6, focus=("elders",)),
    ),
    "medical": (
        Offered("上门量血压", "带血压计、血糖仪上门，量一量，说说怎样吃药。", "health", 8, ("nurse",)),
        Offered("陪去医院", "早上接、看完病送回家。", "escort", 3, focus=FRAIL,
                conditions="请备好医保卡和病历。"),
    ),
    "science": (
        Offered("家电小修", "插座、电灯、水龙头，小毛病上门修。", "repair", 5, ("electrician",),
                costs="灯泡、水龙头等零件自备。"),
        Offered("查用电安全", "上门看一遍线路和灶台，有隐患当场说。", "repair", 4, ("electrician",)),
    ),
    "law": (
        Offered("门口问法律", "租房、欠薪、邻里纠纷，律师上门听、上门答。", "law", 2, ("lawyer",)),
        Offered("帮写文书", "证明、申请、调解书，帮着写明白。", "law", 3),
    ),
    "hygiene": (
        Offered("擦窗扫屋", "两个人上门，擦窗、扫屋、倒杂物。", "cleaning", 4, focus=FRAIL,
                conditions="请有家人在场。"),
        Offered("巷口清一清", "水沟、杂草、小广告，约好一条巷一个上午。", "place", 2),
    ),
}  # fmt: skip
GROUPS: Final = (
    ("示例·海丝义诊社", Partner.Kind.ASSOCIATION, "退休医护组成的义诊团体（示例，并无此社）。", (
        Offered("义诊进家门", "医生、护士两人一组，看一看、量一量、说一说。", "health", 3, ("nurse",)),
        Offered("心里话热线回访", "接到电话后上门坐坐，聊一聊。", "counsel", 3, ("counsellor",)),
    )),
    ("示例·温剪刀理发店", Partner.Kind.ENTERPRISE, "街口的理发店，每月歇业一天上门理发（示例，并无此店）。", (
        Offered("上门理发", "给出不了门的老人、病人理发。", "haircut", 6, ("barber",), FRAIL),
    )),
    ("示例·宝盖学院青年社", Partner.Kind.SCHOOL, "大学生社团，周末来镇里（示例，并无此社）。", (
        Offered("大学生陪读", "周末陪留守孩子读书、画画。", "tutoring", 5, focus=("children",)),
        Offered("旧手机变新", "清内存、装常用软件、放大字体。", "phone", 5),
    )),
)  # fmt: skip
# When services come; without a word of it, the two agree.
WHEN: Final[tuple[list[str], ...]] = (
    ["6-am", "6-pm", "7-am"],
    [],
    ["2-am", "2-pm", "4-am", "4-pm"],
    ["1-eve", "3-eve", "5-eve", "6-am"],
)
BEGINS: Final = 90
# So many orders, over the last weeks; the last ones are still under way.
ORDERS: Final = 24
WEEKS: Final = 12
VILLAGES: Final = 12


def note_menu(scene: Scene) -> None:
    """Proposed and approved in spring; orders in the last weeks; today something waits for each."""
    menu: list[Service] = []
    day = scene.settled(BEGINS)
    scene.diary.note(day, partial(_corps, scene, menu), hour=9)
    scene.diary.note(day + timedelta(days=3), partial(_villages, scene, menu), hour=9)
    scene.diary.note(day + timedelta(days=6), partial(_groups, scene, menu), hour=9)
    chance = dice(scene.town.code, "orders")
    for turn in range(ORDERS):
        ago = timedelta(days=WEEKS * 7 * (ORDERS - turn) // ORDERS - 1)
        ordered = partial(_order, scene, menu, Random(chance.random()))  # noqa: S311
        scene.diary.note(scene.stretch.last - ago, ordered, hour=10)
    scene.diary.note(scene.stretch.last, partial(_waiting, scene, menu), hour=17)


def _corps(scene: Scene, menu: list[Service]) -> None:
    for sort, offered in MENU.items():
        team = scene.team(scene.root, "corps", sort)
        menu += [_on_the_menu(scene, team, one) for one in offered if team is not None]


def _villages(scene: Scene, menu: list[Service]) -> None:
    """Each of some villages has one that only comes to its own people."""
    sorts = list(MENU)
    for place, unit in enumerate(scene.villages[:VILLAGES]):
        for sort in (*sorts[place % len(sorts) :], *sorts):
            if team := scene.team(unit, "standing", sort):
                told = {"capacity": 2, "area": [unit]}
                menu.append(_on_the_menu(scene, team, MENU[sort][0], **told))
                break


def _groups(scene: Scene, menu: list[Service]) -> None:
    """By agreement with the institute; the year's scissors are for half of the town only."""
    for place, (name, kind, about, offered) in enumerate(GROUPS):
        partner = partners.add(
            unit=scene.institute,
            name=name,
            kind=kind,
            about=about,
            since_on=clock.today(),
            until_on=clock.today() + timedelta(days=730),
            contact=scene.enter(f"{name}联系人"),
            by=scene.office(),
        )
        area = list(scene.villages[::2]) if place == 1 else []
        menu += [_on_the_menu(scene, partner, one, area=area) for one in offered]


def _on_the_menu(scene: Scene, offerer: Team | Partner, one: Offered, **said: Any) -> Service:
    service = _draft(scene, offerer, one, **said)
    offering.propose(service=service, by=service.answerer)
    offering.approve(service=service, by=scene.office())
    return service


def _draft(scene: Scene, offerer: Team | Partner, one: Offered, **said: Any) -> Service:
    known = {name: scene.words(name) for name in ("need_kinds", "skills", "focus_groups")}
    told: dict[str, Any] = {
        **one._asdict(),
        "kind": one.kind
        if one.kind in known["need_kinds"]
        else next(iter(known["need_kinds"]), ""),
        "skills": [code for code in one.skills if code in known["skills"]],
        "focus": [code for code in one.focus if code in known["focus_groups"]],
        "times": WHEN[sum(map(ord, one.title)) % len(WHEN)],
    }
    by = offerer.head if isinstance(offerer, Team) else offerer.contact
    return offering.add(offerer=offerer, by=by, **told | said)


# Orders ------------------------------------------------------------------------------------------


def _order(scene: Scene, menu: list[Service], chance: Random) -> None:
    """Whoever offers it says yes the next day, comes within the week, and is mostly well thought of."""
    if not menu:
        return
    service = chance.choice(menu)
    area = list(service.area.all())
    village = chance.choice([scene.units[one.code] for one in area] or list(scene.villages))
    if (need := _asked(service, village, chance)) is None:
        return
    day = clock.today()
    (made,) = Dispatch.objects.filter(need=need).select_related("team__head", "partner__contact")
    made.need = need
    scene.diary.later(
        day + timedelta(days=1), partial(dispatching.accept, dispatch=made, by=None), hour=8
    )
    done = day + timedelta(days=3 + chance.randrange(4))
    scene.diary.later(done, partial(_serve, made, chance.choice((30, 45, 60, 90))))
    if chance.random() < 0.8:
        rated = partial(following.rate, need=need, stars=chance.choice((5, 5, 5, 4, 4, 3)))
        scene.diary.later(done + timedelta(days=1), rated)


def _serve(made: Dispatch, minutes: int) -> None:
    dispatching.finish(
        dispatch=made, served_on=clock.today(), began=time(9), minutes=minutes, by=None
    )


def _asked(service: Service, village: Unit, chance: Random) -> Need | None:
    asked = asking.Asked(
        unit=village,
        words=f"{service.title}：家里老人需要，麻烦来一趟。",
        name=f"示例群众{chance.randrange(1, 60):02d}",
        phone=f"0595-8000{chance.randrange(40):04d}",
        place=f"示例路{chance.randrange(1, 200)}号",
        service=service,
    )
    try:
        return asking.ask(asked=asked, channel="online", by=None)
    except Impossible:
        # Full for as long as one looks ahead.
        return None


def _waiting(scene: Scene, menu: list[Service]) -> None:
    """For the office a proposal and a group's answer, for a team leader an order and a word back."""
    unit, chance = scene.officers_village, dice(scene.town.code, "waiting")
    leader = scene.cast.get((unit.pk, "team_leader"))
    own = [team for (at, *_), team in scene.teams.items() if at == unit.pk and team.head == leader]
    proposed = [(team, MENU[team.kind][1]) for team in own if team.kind in MENU]
    for place, (team, one) in enumerate(proposed[:3]):
        service = _draft(scene, team, one, area=[unit], capacity=2)
        offering.propose(service=service, by=leader)
        if place == 1:
            offering.approve(service=service, by=scene.office())
            _asked(service, unit, chance)
        elif place == 2:
            why = "请写明带什么材料、要多久。"
            offering.send_back(service=service, why=why, by=scene.office())
    for service in menu:
        if service.partner is not None and not service.area.all():
            _asked(service, unit, chance)
            break
    if menu:
        offering.pause(service=menu[-1], why="学生期末考试，寒假恢复。", by=menu[-1].answerer)
    last = Partner.objects.of(scene.town).select_related("contact").last()
    if last is not None and last.contact is not None:
        # A number that nobody has; the others' contacts have none, and the office answers for them.
        users.set_phone(
            user=last.contact, phone=f"199{(scene.town.pk - 1) * 10 + 9:08d}", by=scene.office()
        )

"""One protected need goes the whole round, another is ordered from the menu; marks in all they say."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from html import unescape
from io import BytesIO
from typing import Any, Final
from urllib.parse import unquote
from zipfile import ZipFile

from pypdf import PdfReader

from tests import world
from tests.doors import Cast, a_cast
from tests.packages.groups import stage
from tests.packages.menu.stage import a_partner, a_service, an_order
from wenming.accounts.models import User
from wenming.base import clock
from wenming.groups.actions import service_lists, sorting, work_plans
from wenming.groups.drawing import drawn
from wenming.groups.models import ServiceList
from wenming.groups.planning import Item, places, weeks_of
from wenming.hours.models import Presence
from wenming.needs.actions import answering, crediting, dispatching, following
from wenming.needs.models import Dispatch, Need
from wenming.organisation.models import Unit
from wenming.volunteers.actions import memberships, sharing
from wenming.volunteers.models import Team, Volunteer

__all__ = ["DAY", "MARKS", "Round", "found_in", "text_of"]

DAY: Final = date(2026, 11, 16)
# Whatever was said of the person, by whomever: none of it stands anywhere else in the product.
MARKS: Final = {
    "name": "秘名阿婆",
    "other": "秘亲李伯",
    "place": "秘址巷七号",
    "words": "秘事瘫痪在床",
    "remark": "秘补耳背",
    "answer": "秘答已经联系",
    "why": "秘因不让进门",
    "done": "秘做擦身换药",
    "rating": "秘评阿弟好",
    "phone": "13912349876",
    "masked": "139****9876",
    "north": "24.765",
    "east": "118.654",
}
LAMP: Final = "路灯坏了，晚上看不见，"


def text_of(answer: Any) -> str:
    """All that an answer says: its head, its text as a browser reads it, what a file holds."""
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    told = [unquote(f"{name}: {value}") for name, value in answer.headers.items()]
    return "\n".join([*told, *_read(content)])


def found_in(text: str) -> list[str]:
    """Which marks stand there."""
    return [name for name, mark in MARKS.items() if mark in text]


def _read(content: bytes) -> Iterator[str]:
    if content.startswith(b"PK"):
        with ZipFile(BytesIO(content)) as whole:
            parts = [whole.read(name).decode(errors="replace") for name in whole.namelist()]
        yield unescape("".join(re.sub(r"<[^>]*>", "", part) for part in parts))
    elif content.startswith(b"%PDF") and b"%%EOF" in content:
        # Lines break wherever the paper ends.
        yield "".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages).replace(
            "\n", ""
        )
    else:
        text = content.decode(errors="replace")
        yield unescape(unquote(text))
        if "\\u" in text:
            yield re.sub(r"\\u([0-9a-fA-F]{4})", lambda it: chr(int(it[1], 16)), text)


@dataclass
class Round:
    """The stage: who is on it, the two needs, and everything that came of them."""

    cast: Cast = field(default_factory=a_cast)
    made: dict[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.village = self.cast.village
        self.town = self.village.town
        self.office = world.an_office(self.town)
        world.a_unit(self.town, "suo", "宝盖所", kind=Unit.Kind.SUO)
        self.head, self.contact = world.a_resident("陈队长"), world.a_resident("黄联系人")
        self.team = world.a_team(self.village, head=self.head)
        self.member = self._member("郑队员")
        self.refuser = world.a_volunteer(self.village, world.a_resident("吴志愿者"))
        partner = a_partner(self.village, self.contact, name="银发助浴社（示例）")
        self.service = a_service(partner)
        with clock.at(world.moment(DAY, 9)):
            self._ask()
            self._sort_and_list()
            self._dispatch()

    @property
    def outsiders(self) -> dict[str, User | None]:
        """Who is neither of the office, nor entered a need, nor serves one."""
        return self.cast.visitors | {
            "liaison officer": self.village.liaison_officer,
            "leader": self.leader,
            "auditor": self.auditor,
            "who declined": self.refuser.user,
            "member of the team": self.member.user,
        }

    @property
    def servers(self) -> dict[str, User | None]:
        """Who said yes."""
        return {"head of the team": self.head, "contact of the group": self.contact}

    def close(self) -> None:
        """Served, credited, rated, closed."""
        with clock.at(world.moment(DAY, 18)):
            for dispatch in self.accepted:
                made = dispatching.finish(
                    dispatch=dispatch,
                    served_on=DAY,
                    began=time(15),
                    minutes=50,
                    volunteers=[self.member] if dispatch.team else [],
                    said=MARKS["done"],
                    by=None,
                )
                if dispatch.team:
                    crediting.credit(service=made, task="culture", by=self.office)
                    self.activity = made.activity
            for dispatch in self.accepted:
                following.rate(need=dispatch.need, stars=5, words=MARKS["rating"])
            following.not_done(need=self.accepted[1].need, words=MARKS["remark"])

    def _member(self, name: str) -> Volunteer:
        made = world.a_volunteer(self.village, world.a_resident(name))
        memberships.accept(
            membership=memberships.ask(team=self.team, volunteer=made, by=made.user), by=self.head
        )
        sharing.agree(volunteer=made, by=made.user)
        return made

    def _ask(self) -> None:
        self.leader, self.auditor = world.a_leader(town=self.town), world.an_auditor(self.town)
        told: dict[str, Any] = {name: MARKS[name] for name in ("name", "other", "place", "phone")}
        told |= {"is_for_other": True, "other_agreed": True, "words": LAMP + MARKS["words"]}
        self.need = world.a_protected_need(
            self.village, point=(24.76512, 118.65412), priority=Need.Priority.URGENT, **told
        )
        self.order = an_order(
            self.village, self.service, focus="elderly", focus_agreed=True, **told
        )
        self.waiting = world.a_protected_need(self.village, **told)
        for need in (self.need, self.waiting):
            answering.verify(need=need, answer=MARKS["answer"], by=self.office)
            answering.remark(need=need, words=MARKS["remark"], by=None)

    def _sort_and_list(self) -> None:
        """It lies with six others in a group that gets a name, a service list and a work plan."""
        stage.lamps(self.village, world.a_village("前园村", self.town))
        self.group = stage.group_of(self.need)
        sorting.name(town=self.town, group=self.group, called="照明", by=self.office)
        self.list: ServiceList = service_lists.draft(
            town=self.town, first_on=DAY, length="month", by=self.office
        )
        service_lists.publish(row=self.list, by=self.office)
        month = DAY.replace(day=1)
        items = [Item(one.line, one.unit, weeks_of(month)[2]) for one in places(self.list, month)]
        self.work_plan = work_plans.write(
            row=self.list, month=month, items=items, by=self.office
        ).month_plan

    def _dispatch(self) -> None:
        """The first who is asked declines, the team gives it back once and accepts again."""
        asked: list[Team | Volunteer] = [self.refuser, self.team]
        refused, given_back = dispatching.offer(need=self.need, to=asked, by=self.office)
        dispatching.decline(dispatch=refused, why=MARKS["why"], by=self.refuser.user)
        dispatching.accept(dispatch=given_back, by=self.head)
        dispatching.give_back(dispatch=given_back, why=MARKS["why"], by=self.head)
        (again,) = dispatching.offer(need=self.need, to=[self.team], by=self.office)
        ordered = Dispatch.objects.get(need=self.order)
        self.accepted = [again, ordered]
        for dispatch, who in ((again, self.head), (ordered, self.contact)):
            dispatching.accept(dispatch=dispatch, by=who)
        planned = clock.now() + timedelta(hours=6)
        dispatching.reschedule(dispatch=again, planned_at=planned, by=self.head)

    def addresses(self) -> list[tuple[str, tuple[object, ...], str]]:
        """Name, arguments and query of every page that could tell something of these records."""
        needs = (self.need, self.order, self.waiting)
        lines = [line.pk for line in self.list.lines.all()]
        by_pk: dict[str, list[object]] = {
            "needs:need": [need.pk for need in needs],
            "groups:need-place": [need.pk for need in needs],
            "exchange:need": [need.number for need in needs],
            "needs_own:dispatch": list(Dispatch.objects.values_list("pk", flat=True)),
            "groups:group": [self.group, *drawn(self.town).groups],
            "groups_public:service-list": [self.list.pk],
            "groups:service-list": [self.list.pk],
            "groups:planning": [self.list.pk],
            "groups:service-line": [*lines],
            "needs_public:order-list": [self.service.pk],
            "menu_public:service": [self.service.pk],
            "menu_public:poster": [self.service.pk],
            "menu_own:service": [self.service.pk],
            "menu:partner": [self.service.partner_id],
            "volunteers:team": [self.team.pk],
            "volunteers_public:team": [self.team.pk],
            "volunteers:volunteer": [self.member.pk, self.refuser.pk],
            "activities:month-plan": [self.work_plan.pk],
            "portal:unit": [self.village.unit.code],
        }
        activity = getattr(self, "activity", None)
        if activity is not None:
            names = ("activities_public:activity", "activities:activity", "hours:attendance")
            by_pk |= {name: [activity.pk] for name in names}
            presences = list(Presence.objects.values_list("pk", flat=True))
            by_pk["hours:presence"] = by_pk["hours:correction"] = presences
        season = f"?season=2026-4&unit={self.village.unit.code}&kind=repair"
        stages = [("needs:need-list", (), f"?stage={one}") for one in Need.Stage.values]
        return [
            *((name, (arg,), "") for name, args in by_pk.items() for arg in args),
            *stages,
            ("needs:need-add", (), "?channel=hotline"),
            ("groups:trend-records", (), season),
        ]

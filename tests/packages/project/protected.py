"""Protected needs come in every way and stand at every stage; marks in all that is said of them."""

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

from django.test import Client
from pypdf import PdfReader

from tests import world
from tests.doors import Cast, a_cast
from tests.packages.exchange.calling import a_platform
from tests.packages.groups import stage
from tests.packages.menu.stage import a_partner, a_service, an_order
from wenming.accounts.models import User
from wenming.base import clock
from wenming.groups.actions import service_lists, sorting, work_plans
from wenming.groups.drawing import drawn
from wenming.groups.models import ServiceList
from wenming.groups.planning import Item, places, weeks_of
from wenming.hours.actions import certificates
from wenming.hours.models import Presence
from wenming.needs import numbers
from wenming.needs.actions import answering, crediting, dispatching, following, intakes
from wenming.needs.models import Dispatch, Need
from wenming.needs.plan import FOCUS, KINDS
from wenming.organisation.models import Unit
from wenming.projects.actions import belonging, rounds
from wenming.volunteers.actions import memberships, sharing
from wenming.volunteers.models import Team, Volunteer

__all__ = ["DAY", "LATER", "MARKS", "Round", "found_in", "text_of", "words_in"]

DAY: Final = date(2026, 11, 16)
# When nobody can object any more to the hours that were served, and they can be certified.
LATER: Final = DAY + timedelta(days=9)
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
PARTNER: Final = ("", "-contact", "-correction", "-withdrawal")
PROJECT: Final = ("", "-needs", "-money", "-correction", "-withdrawal")
LAMP: Final = "路灯坏了，晚上看不见，"


def text_of(answer: Any) -> str:
    """All that an answer says: its head, its text as a browser reads it, what a file holds."""
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    told = [unquote(f"{name}: {value}") for name, value in answer.headers.items()]
    return "\n".join([*told, *words_in(content)])


def found_in(text: str) -> list[str]:
    """Which marks stand there."""
    return [name for name, mark in MARKS.items() if mark in text]


def words_in(content: bytes) -> Iterator[str]:
    """What stands in a page, a workbook, a paper."""
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
    """The stage: who is on it, the needs, and everything that came of them.

    `need` was asked on the page and is served by a team, `order` comes from the menu and is served
    by a partner group: `close()` ends both. The others stay where they are, one at each stage that
    a need can be at: sent by a platform (asked), entered by workbook (offered), `live` (accepted by
    a volunteer), `waiting` (verified), one declined, one withdrawn; `close()` has `went` gone to
    `gone` (served, and not rated yet).
    """

    cast: Cast = field(default_factory=a_cast)
    made: dict[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.village = self.cast.village
        self.town = self.village.town
        self.office = world.an_office(self.town)
        world.a_unit(self.town, "suo", "宝盖所", kind=Unit.Kind.SUO)
        with clock.at(world.moment(DAY, 9)):
            self._enter()
            self._ask()
            self._ask_by_workbook()
            self._ask_by_platform()
            self._sort_and_list()
            self._dispatch()
            self._take_into_a_project()

    @property
    def needs(self) -> list[Need]:
        """All that are protected."""
        return list(Need.objects.of(self.town).exclude(focus="").order_by("pk"))

    @property
    def outside(self) -> dict[str, User | None]:
        """Who is neither at work in the town nor was to serve."""
        visitors = self.cast.visitors
        return {
            "anonymous": visitors["anonymous"],
            "resident": visitors["resident"],
            "worker of another town": visitors["stranger"],
            "who declined": self.refuser.user,
            "member of the team": self.member.user,
        }

    @property
    def at_work(self) -> dict[str, User | None]:
        """Who works in the town, but neither in its offices nor on these needs."""
        return {
            "worker of the village": self.village.secretary,
            "liaison officer": self.village.liaison_officer,
            "worker of another village": self.cast.visitors["other"],
            "leader": self.leader,
            "auditor": self.auditor,
        }

    @property
    def servers(self) -> dict[str, User | None]:
        """Who said yes to `need` and to `order`."""
        return {"head of the team": self.head, "contact of the group": self.contact}

    @property
    def served(self) -> dict[str, User | None]:
        """Who went to one of them, and goes to none any more."""
        return self.servers | {"volunteer who went": self.went.user}

    def close(self) -> None:
        """Served, credited, rated, closed; the hours certified when that is due."""
        with clock.at(world.moment(DAY, 18)):
            for dispatch in (*self.accepted, self.gone):
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
        rounds.attach(row=self.round, activity=self.activity, by=self.village.secretary)
        with clock.at(world.moment(LATER, 8)):
            span = {"from_on": DAY, "until_on": DAY}
            user = self.member.user
            self.certificate = certificates.issue(user=user, town=self.town, **span, by=user)

    def _enter(self) -> None:
        self.leader, self.auditor = world.a_leader(town=self.town), world.an_auditor(self.town)
        self.head, self.contact = world.a_resident("陈队长"), world.a_resident("黄联系人")
        self.team = world.a_team(self.village, head=self.head)
        self.member = self._member("郑队员")
        self.refuser = world.a_volunteer(self.village, world.a_resident("吴志愿者"))
        self.serving, self.went = (
            world.a_volunteer(self.village, world.a_resident(name))
            for name in ("郭志愿者", "洪志愿者")
        )
        self.service = a_service(a_partner(self.village, self.contact, name="银发助浴社（示例）"))

    def _member(self, name: str) -> Volunteer:
        made = world.a_volunteer(self.village, world.a_resident(name))
        memberships.accept(
            membership=memberships.ask(team=self.team, volunteer=made, by=made.user), by=self.head
        )
        sharing.agree(volunteer=made, by=made.user)
        return made

    @property
    def _told(self) -> dict[str, Any]:
        told: dict[str, Any] = {name: MARKS[name] for name in ("name", "other", "place", "phone")}
        return told | {"is_for_other": True, "other_agreed": True, "words": LAMP + MARKS["words"]}

    def _ask(self) -> None:
        told, urgent = self._told, Need.Priority.URGENT
        point = (24.76512, 118.65412)
        self.need = world.a_protected_need(self.village, point=point, priority=urgent, **told)
        self.order = an_order(
            self.village, self.service, focus="elderly", focus_agreed=True, **told
        )
        self.waiting, self.live, self.gone_to, declined, withdrawn = (
            world.a_protected_need(self.village, point=point, **told) for _ in range(5)
        )
        for need in (self.need, self.waiting, self.live, self.gone_to, withdrawn):
            answering.verify(need=need, answer=MARKS["answer"], by=self.office)
            answering.remark(need=need, words=MARKS["remark"], by=None)
        answering.decline(need=declined, answer=MARKS["answer"], by=self.office)
        following.withdraw(need=withdrawn)

    def _ask_by_workbook(self) -> None:
        """The office enters what a hospital's list says."""
        world.words(self.town, KINDS, "repair")
        world.words(self.town, FOCUS, "elderly")
        row = {"unit": self.village.unit.name, "focus": "词:elderly", "focus_agreed": "是"}
        row |= {name: MARKS[name] for name in ("name", "phone", "place", "other")}
        row |= {"words": LAMP + MARKS["words"], "other_agreed": "是"}
        told: dict[str, Any] = {"name": "名单.xlsx", "digest": "0", "rows": {2: row}}
        self.intake = intakes.receive(town=self.town, by=self.office, **told)
        intakes.take_over(intake=self.intake, by=self.office)
        intakes.run(self.intake.pk)
        self.entered = Need.objects.exclude(entered_by=None).latest("pk")
        answering.verify(need=self.entered, by=self.office)

    def _ask_by_platform(self) -> None:
        self.token = a_platform(self.town, "省平台（示例）")
        told = {"number": "YPT-1", "unit": self.village.unit.code, "focus": "elderly"}
        told |= self._told | {"focus_agreed": True, "latitude": 24.76512, "longitude": 118.65412}
        place, token = (
            f"/t/{self.town.code}/api/v1/needs",
            {"Authorization": f"Bearer {self.token}"},
        )
        self.sent = Client().post(place, told, "application/json", headers=token)
        assert self.sent.status_code == 201, self.sent.content

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
        dispatching.offer(need=self.entered, to=[self.refuser, self.team], by=self.office)
        self.going, self.gone = (
            dispatching.offer(need=need, to=[one], by=self.office)[0]
            for need, one in ((self.live, self.serving), (self.gone_to, self.went))
        )
        for dispatch in (self.going, self.gone):
            dispatching.accept(dispatch=dispatch, by=dispatch.answerer)

    def _take_into_a_project(self) -> None:
        self.project = world.a_project(self.village)
        belonging.attach_needs(project=self.project, needs=self.needs, by=self.office)
        self.round = rounds.begin(project=self.project, by=self.village.secretary)

    def addresses(self) -> list[tuple[str, tuple[object, ...], str]]:
        """Name, arguments and query of every page that could tell something of these records."""
        needs, project, groups = self.needs, [self.project.pk], drawn(self.town)
        wrong_key = numbers.key("AAAAAAAA")
        by_pk: dict[str, list[object]] = {
            "needs:need": [need.pk for need in needs],
            "needs:intake": [self.intake.pk],
            "needs:intake-left": [self.intake.pk],
            "groups:need-place": [need.pk for need in needs if str(need.pk) in groups.where],
            "exchange:need": ["YPT-1", *(need.number for need in needs)],
            "needs_own:dispatch": list(Dispatch.objects.values_list("pk", flat=True)),
            "groups:group": [self.group, *groups.groups],
            "groups_public:service-list": [self.list.pk],
            "groups:service-list": [self.list.pk],
            "groups:planning": [self.list.pk],
            "groups:line-add": [self.list.pk],
            "groups:withdrawal": [self.list.pk],
            "groups:service-line": [line.pk for line in self.list.lines.all()],
            "needs_public:order-list": [self.service.pk],
            "menu_public:service": [self.service.pk],
            "menu_public:poster": [self.service.pk],
            "menu_own:service": [self.service.pk],
            "menu_own:correction": [self.service.pk],
            **{f"menu:partner{deed}": [self.service.partner_id] for deed in PARTNER},
            "volunteers:team": [self.team.pk],
            "volunteers_public:team": [self.team.pk],
            "volunteers:volunteer": [
                self.member.pk,
                self.refuser.pk,
                self.serving.pk,
                self.went.pk,
            ],
            "activities:month-plan": [self.work_plan.pk],
            "portal:unit": [self.village.unit.code],
            "desk:unit": [self.village.unit.code],
            **{f"projects:project{deed}": project for deed in PROJECT},
            "projects_public:project": project,
            "projects:round": [self.round.pk],
        }
        if "certificate" in self.__dict__:
            names = ("activities_public:activity", "activities:activity", "hours:attendance")
            by_pk |= {name: [self.activity.pk] for name in names}
            presences = list(Presence.objects.values_list("pk", flat=True))
            by_pk["hours:presence"] = by_pk["hours:correction"] = presences
            by_pk["hours:certificate"] = by_pk["hours:paper"] = [self.certificate.pk]
            by_pk["hours:check"] = [self.certificate.number]
        unit = self.village.unit.code
        season = f"?season=2026-4&unit={unit}&kind=repair"
        stages = [("needs:need-list", (), f"?stage={one}") for one in Need.Stage.values]
        return [
            *((name, (arg,), "") for name, args in by_pk.items() for arg in args),
            *(("needs_public:need", (need.number, wrong_key), "") for need in needs),
            *stages,
            ("needs:need-add", (), "?channel=hotline"),
            ("needs_public:ask", (), f"?service={self.service.pk}&unit={unit}"),
            ("groups:trend-records", (), season),
            ("groups:trend-records", (), "?season=2026-4"),
        ]

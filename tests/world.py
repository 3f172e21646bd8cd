"""The cast and the stage of the tests: plain functions, names from the plan's own table.

`a_town()` is there once a code, however often it is called; `a_village("杆头村")` is in it unless
told otherwise. Everybody's term began on the day of the plan and goes on.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any, Final
from zoneinfo import ZoneInfo

from django.urls import reverse

from wenming.accounts.actions import users
from wenming.accounts.models import User
from wenming.activities.actions import announcing
from wenming.activities.actions.shifts import Stretch
from wenming.activities.models import Activity
from wenming.base import clock
from wenming.funds.models import BudgetLine
from wenming.needs.actions import answering, asking, dispatching
from wenming.needs.models import Dispatch, Need
from wenming.organisation.actions import posts, records
from wenming.organisation.models import Agenda, Honour, Post, Term, Town, Unit
from wenming.projects.models import Project
from wenming.sites.models import CircleSurvey, Room
from wenming.volunteers import identities
from wenming.volunteers.actions import teams, volunteers
from wenming.volunteers.models import Household, Team, Volunteer

PLAN_DAY: Final = date(2022, 7, 6)
RARE: Final = "㙓"
LONG: Final = "长" * 300

CODES: Final = {
    "塘边村": "tangbian",
    "杆头村": "gantou",
    "前园村": "qianyuan",
    "宝源社区": "baoyuan",
}
# Vocabularies by the names that the town's plan gives them, with some of its words.
WORDS: Final = {
    "agenda_topics": ("practice", "party_building", "rural_revival", "governance"),
    "honour_kinds": ("civilised_village", "civilised_family", "model_site"),
    "talent_kinds": ("folk_culture", "technician", "five_elders"),
    "team_shapes": ("branch", "corps", "brigade", "standing", "local", "staying", "emergency"),
    "standing_teams": ("lecture", "arts", "teaching", "health", "science"),
    "emergency_teams": ("rescue", "medical"),
    "room_kinds": ("lecture", "school", "culture", "science", "fitness"),
    "money_sources": ("budget", "society", "enterprise", "donation"),
    "focus_groups": ("elderly", "children", "disabled", "hardship"),
    "five_tasks": ("theory", "policy", "values", "culture", "customs"),
    "neighbour_watches": ("elders", "clean_homes", "safety"),
    "activity_kinds": ("concentrated", "themed", "lecture", "training", "watch", "other"),
    "themed_activities": ("follow_the_party", "ten_years"),
    "channels": ("visit", "hotline", "online", "card"),
    "need_kinds": ("repair", "escort", "tutoring"),
    "skills": ("first_aid", "electrician", "driver"),
    "training_fields": ("theory", "culture", "medical"),
}


@dataclass(frozen=True, slots=True)
class Village:
    """A station with its people."""

    unit: Unit
    secretary: User
    liaison_officer: User

    @property
    def town(self) -> Town:
        return self.unit.town


def a_town(code: str = "baogai", name: str = "宝盖镇") -> Town:
    """A town with its words and the unit of the town itself."""
    town, is_new = Town.objects.get_or_create(
        code=code, defaults={"name": name, "name_en": code.title()}
    )
    if is_new:
        a_unit(town, code, name, kind=Unit.Kind.TOWN)
        for vocabulary, codes in WORDS.items():
            words(town, vocabulary, *codes)
    return town


def words(town: Town, vocabulary: str, *codes: str) -> None:
    """The town's words; each stands for itself, marked so that a page which shows codes is seen."""
    for place, code in enumerate(codes):
        Term.objects.update_or_create(
            town=town,
            vocabulary=vocabulary,
            code=code,
            defaults={"zh": f"词:{code}", "en": f"word:{code}", "place": place},
        )


def a_unit(
    town: Town, code: str, name: str, *, kind: str = Unit.Kind.STATION, host: str = ""
) -> Unit:
    """A unit, the last in the tree's order."""
    place = Unit.objects.filter(town=town).count()
    return Unit.objects.create(
        town=town, code=code, name=name, name_en=code.title(), kind=kind, host=host, place=place
    )


def the_town_unit(town: Town) -> Unit:
    """The town as a unit: where its party secretary and its leaders have their posts."""
    return Unit.objects.get(town=town, kind=Unit.Kind.TOWN)


def a_village(name: str = "塘边村", town: Town | None = None) -> Village:
    """A village's station with its party secretary and its liaison officer."""
    town = town or a_town()
    code = CODES.get(name) or f"v{Unit.objects.count()}"
    unit = a_unit(town, code, name, host="village")
    return Village(
        unit,
        secretary=holding(unit, Post.Role.SECRETARY, f"{name}书记"),
        liaison_officer=holding(unit, Post.Role.LIAISON_OFFICER, f"{name}联络员"),
    )


def an_office(town: Town | None = None) -> User:
    """Who leads the town's publicity office (宣传办): one person, however often he is asked for."""
    town = town or a_town()
    head = Post.objects.filter(unit__town=town, unit__code="xuanchuan").first()
    if head is not None:
        return head.holder
    unit = a_unit(town, "xuanchuan", "宣传办", kind=Unit.Kind.OFFICE)
    return holding(unit, Post.Role.OFFICE_HEAD, "宣传办主任")


def a_party_secretary(town: Town | None = None) -> User:
    """The town's party secretary, who heads the branch."""
    return holding(the_town_unit(town or a_town()), Post.Role.SECRETARY, "镇党委书记")


def a_leader(name: str = "张再生", town: Town | None = None) -> User:
    """A town leader."""
    return holding(the_town_unit(town or a_town()), Post.Role.LEADER, name)


def an_auditor(town: Town | None = None) -> User:
    """Who may read everything and enter nothing."""
    return holding(the_town_unit(town or a_town()), Post.Role.AUDITOR, "审计员")


def a_resident(name: str = "居民", phone: str = "") -> User:
    """Somebody without any post."""
    return users.enter(name=name, phone=phone, by=None)


def a_stranger() -> User:
    """A village's secretary in another town."""
    return a_village("外镇村", a_town("linzhen", "邻镇")).secretary


def holding(unit: Unit, role: str, name: str, from_on: date = PLAN_DAY) -> User:
    """Somebody new in this post."""
    holder = a_resident(name)
    posts.appoint(unit=unit, role=role, holder=holder, from_on=from_on, by=None)
    return holder


# Records; each as its village's secretary entered it, with whatever is said otherwise -----------


def an_agenda(village: Village, **said: Any) -> Agenda:
    """A meeting that had the work on its agenda (2.1-a)."""
    about: dict[str, Any] = {
        "held_on": date(2022, 8, 10),
        "meeting": "八月党支部会议",
        "topic": "party_building",
        "decision": "每月研究一次文明实践。",
    }
    return records.add(Agenda, unit=village.unit, by=village.secretary, **about | said)


def an_honour(village: Village, **said: Any) -> Honour:
    """An honour (2.2-b)."""
    about: dict[str, Any] = {
        "kind": "civilised_village",
        "level": "county",
        "since_on": date(2021, 3, 1),
    }
    return records.add(Honour, unit=village.unit, by=village.secretary, **about | said)


def a_team(village: Village, **said: Any) -> Team:
    """A standing team of seven kinds, without a head (3.1-b)."""
    about: dict[str, Any] = {
        "shape": "standing",
        "kind": "lecture",
        "name": f"{village.unit.name}宣讲队",
        "founded_on": PLAN_DAY,
    }
    return teams.add(unit=village.unit, by=village.secretary, **about | said)


def a_brigade(village: Village, **said: Any) -> Team:
    """The village's brigade, headed by its secretary (3.1-a)."""
    about: dict[str, Any] = {
        "shape": "brigade",
        "kind": "",
        "name": f"{village.unit.name}大队",
        "head": village.secretary,
    }
    return a_team(village, **about | said)


def an_identity(born_on: date = date(1980, 5, 1), *, place: int = 2) -> str:
    """A well-formed number of nobody: there is no region 000000. An even `place` is a woman's."""
    body = f"000000{born_on:%Y%m%d}{place:03d}"
    return body + identities.check_figure(body)


def a_volunteer(village: Village, user: User | None = None, **said: Any) -> Volunteer:
    """A resident who registered; the identity number is hers alone."""
    user = user or a_resident("林阿妹")
    number = an_identity(place=2 * Volunteer.objects.count() + 2)
    about: dict[str, Any] = {
        "unit": village.unit,
        "sex": Volunteer.Sex.FEMALE,
        "born_on": date(1980, 5, 1),
        "identity_kind": Volunteer.Identity.CARD,
        "identity": number,
    }
    profile = volunteers.Profile(**about | said)
    return volunteers.register(
        person=user, profile=profile, agreement=volunteers.Agreement(), by=user
    )


def a_household(village: Village, **said: Any) -> Household:
    """A civilised family that serves as one (2.2-c)."""
    about: dict[str, Any] = {
        "name": "林阿妹家庭",
        "honours": ["civilised_family"],
        "joined_on": PLAN_DAY,
    }
    return records.add(Household, unit=village.unit, by=village.secretary, **about | said)


def a_stretch(in_days: int = 7, **said: Any) -> Stretch:
    """From nine to eleven in the morning, a week from now; twenty places."""
    day = clock.today() + timedelta(days=in_days)
    about: dict[str, Any] = {
        "starts_at": moment(day, 9),
        "ends_at": moment(day, 11),
        "place": "村部",
        "places": 20,
    }
    return Stretch(**about | said)


def an_announcement(village: Village, *stretches: Stretch, **said: Any) -> Activity:
    """What the village is going to hold, published; `publish_now=False` leaves it a draft."""
    about: dict[str, Any] = {
        "title": "清洁家园",
        "kind": "concentrated",
        "task": "customs",
        "about": "打扫村道，请自带手套。",
        "conditions": "不限",
        "risks": "无",
        "publish_now": True,
    }
    shifts = stretches or (a_stretch(),)
    return announcing.announce(
        unit=village.unit, stretches=shifts, by=village.secretary, **about | said
    )


def a_room(village: Village, **said: Any) -> Room:
    """A function room (4.1-b)."""
    about: dict[str, Any] = {
        "kind": "lecture",
        "name": "理论宣讲室",
        "capacity": 40,
        "opened_on": PLAN_DAY,
        "hours": "周一至周五 8:30–17:30",
    }
    return records.add(Room, unit=village.unit, by=village.secretary, **about | said)


def a_survey(village: Village, **said: Any) -> CircleSurvey:
    """A survey of the fifteen-minute circle (4.2-c)."""
    about: dict[str, Any] = {
        "surveyed_on": date(2022, 9, 1),
        "households": 300,
        "within": 240,
        "how": "网格员逐户步行计时",
    }
    return records.add(CircleSurvey, unit=village.unit, by=village.secretary, **about | said)


def a_budget_line(village: Village, **said: Any) -> BudgetLine:
    """Money for a year (2.3)."""
    about: dict[str, Any] = {
        "year": 2022,
        "source": "budget",
        "yuan": Decimal("50000.00"),
        "document": "宝财〔2022〕3号",
    }
    return records.add(BudgetLine, unit=village.unit, by=village.secretary, **about | said)


def a_project(village: Village, **said: Any) -> Project:
    """A project for elderly people (5.4-a)."""
    about: dict[str, Any] = {
        "title": "邻里送餐",
        "focus": ["elderly"],
        "content": "每天中午给独居老人送一餐。",
        "requirement": "每天两名志愿者，有健康证。",
        "started_on": PLAN_DAY,
    }
    return records.add(Project, unit=village.unit, by=village.secretary, **about | said)


# Needs -------------------------------------------------------------------------------------------


def a_need(village: Village, channel: str = "online", by: User | None = None, **said: Any) -> Need:
    """Somebody without an account asks for help (5.3-a)."""
    about: dict[str, Any] = {
        "unit": village.unit,
        "words": "老人一个人住，厨房的灯坏了没人修。",
        "name": "王阿婆",
        "phone": "13800001234",
        "kind": "repair",
        "place": "祠堂后面第二家",
    }
    return asking.ask(asked=asking.Asked(**about | said), channel=channel, by=by)


def a_protected_need(village: Village, **said: Any) -> Need:
    """One about somebody of a group that is protected, with a consent of its own (5.2-d)."""
    about: dict[str, Any] = {"focus": "elderly", "focus_agreed": True}
    return a_need(village, **about | said)


def a_verified_need(village: Village, **said: Any) -> Need:
    """One that will be seen to."""
    need = a_need(village, **said)
    answering.verify(need=need, by=None)
    return need


def a_dispatch(village: Village, to: Team | Volunteer | None = None, **said: Any) -> Dispatch:
    """A need that is offered: to a volunteer of the village unless told otherwise (5.3-d)."""
    to = to or a_volunteer(village)
    return dispatching.offer(need=a_verified_need(village, **said), to=[to], by=None)[0]


# Where and when ----------------------------------------------------------------------------------


def address(town: Town, name: str, *args: object) -> str:
    """Where a page of this town is, however many towns there are."""
    return f"/t/{town.code}{reverse(name, args=args)}"


def moment(day: date, hour: int = 12, minute: int = 0) -> datetime:
    """A moment of the town's day, for `clock.at`."""
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=ZoneInfo("Asia/Shanghai"))

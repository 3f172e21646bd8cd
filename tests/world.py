"""The cast and the stage of the tests: plain functions, names from the plan's own table.

`a_town()` is there once a code, however often it is called; `a_village("杆头村")` is in it unless
told otherwise. Everybody's term began on the day of the plan and goes on.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from zoneinfo import ZoneInfo

from django.urls import reverse

from wenming.accounts.actions import users
from wenming.accounts.models import User
from wenming.organisation.actions import posts
from wenming.organisation.models import Post, Term, Town, Unit

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
    "host_kind": ("village", "community", "park", "estate"),
    "agenda_topic": ("practice", "party_building", "rural_revival", "governance"),
    "honour_kind": ("civilised_village", "civilised_family", "model_site"),
    "team_shape": ("branch", "corps", "brigade", "standing", "local", "resident", "emergency"),
    "team_kind": ("lecture", "arts", "teaching", "health", "science", "rescue", "medical"),
    "room_kind": ("lecture", "school", "culture", "science", "fitness"),
    "fund_source": ("budget", "society", "enterprise", "donation"),
    "focus_group": ("elderly", "children", "disabled", "hardship"),
    "task": ("theory", "policy", "values", "culture", "customs"),
    "themed_activity": ("follow_the_party", "strong_country", "ten_years"),
    "activity_kind": ("concentrated", "gathering", "lecture", "training", "themed", "service"),
    "training_field": ("lecture", "arts", "health"),
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
    """Who leads the town's publicity office (宣传办)."""
    town = town or a_town()
    unit = Unit.objects.filter(town=town, code="xuanchuan").first() or a_unit(
        town, "xuanchuan", "宣传办", kind=Unit.Kind.OFFICE
    )
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


def address(town: Town, name: str, *args: object) -> str:
    """Where a page of this town is, however many towns there are."""
    return f"/t/{town.code}{reverse(name, args=args)}"


def moment(day: date, hour: int = 12, minute: int = 0) -> datetime:
    """A moment of the town's day, for `clock.at`."""
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=ZoneInfo("Asia/Shanghai"))

"""What villages ask for: lamps that do not burn, drains that are blocked, and one of its own."""

from __future__ import annotations

from typing import Any, Final
from uuid import uuid4

from tests import world
from wenming.accounts.models import User
from wenming.engines.likeness import Group
from wenming.groups.actions import service_lists
from wenming.groups.drawing import Drawn, drawn
from wenming.groups.models import ServiceList
from wenming.needs.actions import answering
from wenming.needs.models import Need

LAMPS: Final = (
    "巷口的路灯不亮，晚上走路怕摔",
    "路灯坏了，晚上出门看不见",
    "村口路灯不亮，请来修一修",
    "祠堂边的路灯坏了很久",
    "我家门口的路灯一闪一闪，不亮了",
    "路灯不亮，孩子晚上放学怕",
)
DRAINS: Final = ("水沟堵了，下雨就漫上来", "门前水沟堵住，下雨水漫进屋", "排水沟堵了，臭得很")
OTHER: Final = "想学二胡"


def ask(village: world.Village, words: str, household: int, **said: Any) -> Need:
    """A need that was taken on, of a household of its own."""
    about: dict[str, Any] = {"words": words, "phone": f"138000{household:05d}", "name": "王阿婆"}
    need = world.a_need(village, **about | said)
    answering.verify(need=need, by=None)
    return need


def lamps(*villages: world.Village) -> list[Need]:
    """Six households of these villages in turn, so that it is common to many."""
    return [ask(villages[turn % len(villages)], words, turn) for turn, words in enumerate(LAMPS)]


def drains(village: world.Village) -> list[Need]:
    """Three households of one village: the matter of few."""
    return [ask(village, words, 50 + turn) for turn, words in enumerate(DRAINS)]


def group_of(need: Need) -> str:
    """The group in which a need is now."""
    return drawn(need.town).where[str(need.pk)]


def named(now: Drawn, name: str) -> Group:
    """The group of this name."""
    return next(group for group in now.grouping.groups if group.name == name)


def a_list(village: world.Village, by: User | None = None, **said: Any) -> ServiceList:
    """This month's list, drafted from the groups; with a line of its own if there are none."""
    about: dict[str, Any] = {"first_on": world.PLAN_DAY, "length": "month"}
    row = service_lists.draft(town=village.town, **about | said, by=by)
    if not row.lines.exists():
        service_lists.add_line(row=row, title="上门修灯", households=6, ticket=uuid4(), by=by)
    return row

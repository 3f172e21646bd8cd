"""What the tests of liaison begin with: a leader tied to a village, a visit, a report."""

from __future__ import annotations

from datetime import date
from typing import Any

from tests import world
from wenming.accounts.models import User
from wenming.liaison.actions import pairs, reports, visits
from wenming.liaison.models import Leader, Pair, QuarterlyReport, Visit
from wenming.liaison.quarters import Quarter
from wenming.organisation.models import Town

__all__ = ["a_draft", "a_pair", "a_visit", "leading"]

THIRD = Quarter(2022, 3)


def leading(name: str = "张再生", town: Town | None = None, user: User | None = None) -> Leader:
    """A town leader, with the post, under the code of a plan."""
    town = town or world.a_town()
    code = {"张再生": "zhang-zaisheng", "高淑芬": "gao-shufen"}.get(name, "")
    return pairs.know(town=town, user=user or world.a_leader(name, town), code=code, by=None)


def a_pair(
    village: world.Village, leader: Leader | None = None, from_on: date = world.PLAN_DAY
) -> Pair:
    """A leader tied to the village since the day of the plan."""
    leader = leader or leading(town=village.town)
    return pairs.begin(unit=village.unit, leader=leader, from_on=from_on, by=None)


def a_visit(village: world.Village, leader: Leader | None = None, **said: Any) -> Visit:
    """A visit, as the village's secretary entered it."""
    about: dict[str, Any] = {
        "visited_on": date(2022, 9, 14),
        "findings": "看了理论宣讲室。",
        "by": village.secretary,
    }
    leader = leader or Leader.objects.filter(town=village.town).first() or leading()
    return visits.make(unit=village.unit, leader=leader, **about | said)


def a_draft(village: world.Village, quarter: Quarter = THIRD) -> QuarterlyReport:
    """The report of a quarter, just opened."""
    return reports.open_draft(unit=village.unit, quarter=quarter, by=village.secretary)

"""What the public site shows, made in short: the plan's town, its places, what they did."""

from __future__ import annotations

from datetime import date
from typing import Any

from tests import the_plan
from wenming.activities.actions import activities, month_plans
from wenming.activities.models import Activity, MonthPlan
from wenming.liaison.actions import visits
from wenming.liaison.models import Pair, Visit
from wenming.organisation.models import Town, Unit

__all__ = ["TODAY", "a_month_plan", "a_visit", "an_activity", "the_town", "unit"]

TODAY = date(2026, 11, 24)


def the_town() -> Town:
    """The town of the plan, with its 24 places and nothing else."""
    return the_plan.loaded().town


def unit(code: str = "tangbian") -> Unit:
    """One of its places."""
    return Unit.objects.select_related("town").get(code=code)


def an_activity(at: Unit, held_on: date = TODAY, **said: Any) -> Activity:
    """An activity that was held."""
    told: dict[str, Any] = {
        "title": "家园清洁一小时",
        "kind": "concentrated",
        "task": "customs",
        "people": 30,
        "focus": [],
        "place": "村委会",
    }
    return activities.hold(unit=at, held_on=held_on, by=None, **told | said)


def a_month_plan(at: Unit, month: date = TODAY, **said: Any) -> MonthPlan:
    """A month's plan that hangs out."""
    told: dict[str, Any] = {"theme": "邻里守望", "body": "5日 家园清洁一小时\n20日 义诊"}
    return month_plans.draft(unit=at, month=month, publish_now=True, by=None, **told | said)


def a_visit(at: Unit, visited_on: date = TODAY, **said: Any) -> Visit:
    """A leader guided the unit on the spot."""
    leader = Pair.objects.filter(unit=at).select_related("leader").first()
    assert leader is not None
    told: dict[str, Any] = {"is_direct": True, "findings": "只有内部知道的情况"}
    return visits.make(unit=at, leader=leader.leader, visited_on=visited_on, by=None, **told | said)

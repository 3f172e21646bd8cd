"""A month's plan is drafted and hung out (4.1-c, 5.2-c)."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from wenming.accounts.models import User
from wenming.activities.models import MonthPlan
from wenming.base import clock
from wenming.base.errors import Impossible
from wenming.base.models import record
from wenming.base.stages import move
from wenming.organisation.actions import records
from wenming.organisation.models import Unit
from wenming.organisation.permissions import may_change

__all__ = ["correct", "draft", "publish"]


@transaction.atomic
def draft(
    *,
    unit: Unit,
    month: date,
    publish_now: bool = False,
    ticket: UUID | None = None,
    by: User | None,
    **fields: Any,
) -> MonthPlan:
    """Write a unit's plan of a month, and hang it out at once if told to.

    Raises `Impossible` if the unit has one already.
    """
    first = month.replace(day=1)
    if ticket is None or not MonthPlan.objects.filter(ticket=ticket).exists():
        _be_the_only_one(unit, first)
    plan = records.add(MonthPlan, unit=unit, month=first, ticket=ticket, by=by, **fields)
    if publish_now and plan.stage == MonthPlan.Stage.DRAFT:
        publish(plan=plan, by=by)
    return plan


@transaction.atomic
def publish(*, plan: MonthPlan, by: User | None) -> None:
    """Hang the plan out today. Raises `Overtaken` if somebody else just did."""
    may_change(by, plan).enforce()
    move(plan, MonthPlan.Stage.PUBLISHED, allowed=MonthPlan.NEXT, published_on=clock.today())
    record(by, "monthplan.published", plan, town=plan.town_id)


@transaction.atomic
def correct(*, row: MonthPlan, unit: Unit, month: date, by: User | None, **fields: Any) -> None:
    """Put a plan right, hung out or not."""
    first = month.replace(day=1)
    _be_the_only_one(unit, first, besides=row)
    records.correct(row=row, unit=unit, month=first, by=by, **fields)


def _be_the_only_one(unit: Unit, month: date, besides: MonthPlan | None = None) -> None:
    others = MonthPlan.objects.standing().filter(unit=unit, month=month)
    if besides is not None:
        others = others.exclude(pk=besides.pk)
    if others.exists():
        words = _("“%(unit)s”这个月已经有一份计划，请在那一份上更改。")
        raise Impossible(words % {"unit": unit}, field="month")

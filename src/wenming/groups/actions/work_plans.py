"""A month's services are written into the institute's month plan (5.3-b, 4.1-c)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from wenming.accounts.models import User
from wenming.activities.actions import month_plans
from wenming.activities.models import MonthPlan
from wenming.base.errors import Impossible
from wenming.base.models import record
from wenming.groups.models import ServiceList, WorkPlan
from wenming.groups.permissions import may_plan
from wenming.groups.planning import Item, written

__all__ = ["write"]

LONGEST = 4000


@transaction.atomic
def write(*, row: ServiceList, month: date, items: Sequence[Item], by: User | None) -> WorkPlan:
    """Enter what was settled into the month plan of the list's institute; drafted if there is none.

    A line that stands there already is not written twice. Raises `Impossible` with its reason.
    """
    may_plan(by, row).enforce()
    first = month.replace(day=1)
    if first not in row.months:
        raise Impossible(_("请选清单里的月份。"), field="month")
    if not items:
        raise Impossible(_("请至少安排一项服务。"))
    plan = MonthPlan.objects.standing().filter(unit=row.unit, month=first).first()
    lines = written(items)
    if plan is None:
        plan = month_plans.draft(unit=row.unit, month=first, body=_body([], lines), by=by)
    else:
        plan.unit = row.unit
        body = _body(plan.lines, lines)
        month_plans.correct(row=plan, unit=row.unit, month=first, body=body, by=by)
    made, _is_new = WorkPlan.objects.get_or_create(list=row, month_plan=plan)
    record(
        by, "servicelist.planned", row, town=row.town_id, month=f"{first:%Y-%m}", items=len(items)
    )
    return made


def _body(before: Sequence[str], lines: Sequence[str]) -> str:
    """What stood there, and what is new."""
    body = "\n".join(dict.fromkeys([*before, *lines]))
    if len(body) > LONGEST:
        raise Impossible(_("月计划写不下这么多，请少安排几项。"))
    return body

"""A month's services are written into the institute's month plan (5.3-b, 4.1-c)."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from wenming.accounts.models import User
from wenming.activities.actions import month_plans
from wenming.activities.models import MonthPlan
from wenming.base.errors import Impossible
from wenming.base.models import record
from wenming.groups.models import PlannedService, ServiceList, WorkPlan
from wenming.groups.permissions import may_plan
from wenming.groups.planning import Item, written

__all__ = ["write"]

LONGEST = 4000


@transaction.atomic
def write(
    *,
    row: ServiceList,
    month: date,
    items: Sequence[Item],
    within: Iterable[tuple[int, int]] = (),
    by: User | None,
) -> WorkPlan:
    """Enter what was settled into the month plan of the list's institute; drafted if there is none.

    What was planned before for the same service and place is replaced; those `within` (line and unit)
    that are not among `items` are left out of this month. Raises `Impossible` with its reason.
    """
    may_plan(by, row).enforce()
    first = month.replace(day=1)
    if first not in row.months:
        raise Impossible(_("请选清单里的月份。"), field="month")
    planned = {(item.line.pk, item.unit.pk) for item in items}
    settled = planned | {*within}
    old = [
        one
        for one in PlannedService.objects.filter(
            work_plan__list=row, work_plan__month_plan__month=first
        )
        if (one.line_id, one.unit_id) in settled
    ]
    if not items and not any(one.words for one in old):
        raise Impossible(_("请至少安排一项服务。"))
    plan = MonthPlan.objects.standing().filter(unit=row.unit, month=first).first()
    told = written(items)
    body = _body(plan.lines if plan else [], [one.words for one in old], [to for _item, to in told])
    if plan is None:
        plan = month_plans.draft(unit=row.unit, month=first, body=body, by=by)
    elif body != plan.body:
        plan.unit = row.unit
        month_plans.correct(row=plan, unit=row.unit, month=first, body=body, by=by)
    made, _is_new = WorkPlan.objects.get_or_create(list=row, month_plan=plan)
    PlannedService.objects.filter(pk__in=[one.pk for one in old]).delete()
    PlannedService.objects.bulk_create(
        PlannedService(
            work_plan=made,
            line=item.line,
            unit=item.unit,
            week=item.week.number,
            team=item.team,
            words=words,
        )
        for item, words in told
    )
    PlannedService.objects.bulk_create(
        PlannedService(work_plan=made, line_id=line, unit_id=unit, week=None)
        for line, unit in sorted(settled - planned)
    )
    record(
        by, "servicelist.planned", row, town=row.town_id, month=f"{first:%Y-%m}", items=len(items)
    )
    return made


def _body(before: Sequence[str], gone: Container[str], lines: Sequence[str]) -> str:
    """What stood there and stays, and what is new."""
    kept = [line for line in before if line not in gone]
    body = "\n".join(dict.fromkeys([*kept, *lines]))
    if len(body) > LONGEST:
        raise Impossible(_("月计划写不下这么多，请少安排几项。"))
    return body

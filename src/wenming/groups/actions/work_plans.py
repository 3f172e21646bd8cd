"""A month's services are written into the institute's month plan (5.3-b, 4.1-c)."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from datetime import date

from django.conf import settings
from django.db import transaction
from django.utils import translation
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
    rows = PlannedService.objects.filter(
        work_plan__list=row, work_plan__month_plan__month=first
    ).select_related("line", "unit", "work_plan")
    old = [one for one in rows if (one.line_id, one.unit_id) in settled]
    if not items and not any(one.words for one in old):
        raise Impossible(_("请至少安排一项服务。"))
    plan = MonthPlan.objects.standing().filter(unit=row.unit, month=first).first()
    lines = plan.lines if plan else []
    stands = _standing(old, lines)
    told = written(items)
    new = [_kept(item, stands) or words for item, words in told]
    body = _body(lines, {where for _one, where in stands} - {*new}, new)
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


def _standing(
    old: Sequence[PlannedService], lines: Sequence[str]
) -> list[tuple[PlannedService, str]]:
    """Each with its line in the month plan: as it was written, or as somebody rewrote it by hand.

    Such a line still names the service and the place, and is the only one that does.
    """
    plans = {one.work_plan.month_plan_id for one in old}
    rows = PlannedService.objects.filter(work_plan__month_plan__in=plans, words__in=lines)
    words, found = set(rows.values_list("words", flat=True)), []
    with translation.override(settings.LANGUAGE_CODE):
        for one in old:
            like = [
                line
                for line in lines
                if line not in words and str(one.line) in line and str(one.unit) in line
            ]
            rewritten = like[0] if one.words and len(like) == 1 else ""
            found.append((one, one.words if one.words in words else rewritten))
    return found


def _kept(item: Item, stands: Iterable[tuple[PlannedService, str]]) -> str:
    """The words that a person gave it in the month plan, as long as week and team are the same."""
    for one, where in stands:
        settled = (one.line_id, one.unit_id, one.week, one.team_id)
        team = item.team.pk if item.team else None
        if settled == (item.line.pk, item.unit.pk, item.week.number, team) and where != one.words:
            return where
    return ""


def _body(before: Sequence[str], gone: Container[str], lines: Sequence[str]) -> str:
    """What stood there and stays, and what is new."""
    kept = [line for line in before if line not in gone]
    body = "\n".join(dict.fromkeys([*kept, *lines]))
    if len(body) > LONGEST:
        raise Impossible(_("月计划写不下这么多，请少安排几项。"))
    return body

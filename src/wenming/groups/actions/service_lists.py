"""A service list is drafted from the groups, put in order, hung out, taken down (5.3-b)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction
from django.db.models import F, Max
from django.utils.translation import gettext as _

from wenming.accounts.models import User
from wenming.activities.models import Activity
from wenming.base import clock
from wenming.base.errors import Impossible, Overtaken
from wenming.base.models import record
from wenming.base.stages import move
from wenming.groups.drafting import Planned, planned_lines, quotes
from wenming.groups.models import ServiceLine, ServiceList
from wenming.groups.permissions import (
    may_edit,
    may_list,
    may_publish,
    may_take_down,
    may_withdraw,
)
from wenming.needs.models import Need
from wenming.organisation.actions import records
from wenming.organisation.models import Town, Unit
from wenming.organisation.queries import last_deed

__all__ = [
    "add_line",
    "attach",
    "change_line",
    "detach",
    "draft",
    "publish",
    "remark",
    "remove_line",
    "take_down",
    "withdraw",
]

Stage = ServiceList.Stage


@transaction.atomic
def draft(*, town: Town, first_on: date, length: str, by: User | None) -> ServiceList:
    """The list of a month or quarter; if there is none yet, drafted from the groups of today.

    A quarter begins in January, April, July or October, whichever of its months is named.
    """
    may_list(by, town).enforce()
    first = first_on.replace(day=1)
    if length == ServiceList.Length.QUARTER:
        first = first.replace(month=(first.month - 1) // 3 * 3 + 1)
    if (found := _standing(town, first, length)) is not None:
        return found
    unit = _institute(town)
    try:
        with transaction.atomic():
            row = records.add(
                ServiceList, unit=unit, may=may_edit, by=by, first_on=first, length=length
            )
    except (Impossible, IntegrityError):
        # Somebody else began it at the same moment.
        if (found := _standing(town, first, length)) is None:
            raise
        return found
    for place, planned in enumerate(planned_lines(town)):
        _write(row, place, planned)
    return row


@transaction.atomic
def remark(*, row: ServiceList, remark: str, seen: int | None = None, by: User | None) -> None:
    """What stands above the lines."""
    _remark_in_other_words(row, remark)
    records.correct(row=row, seen=seen, may=may_edit, by=by, remark=remark.strip())


@transaction.atomic
def add_line(
    *,
    row: ServiceList,
    units: Iterable[Unit] = (),
    ticket: UUID | None = None,
    by: User | None,
    **fields: Any,
) -> ServiceLine:
    """One more service, last in the list."""
    may_edit(by, row).enforce()
    ticket = ticket or uuid4()
    if (known := ServiceLine.objects.filter(ticket=ticket).first()) is not None:
        return known
    last = row.lines.aggregate(last=Max("place"))["last"]
    place = 0 if last is None else last + 1
    line = ServiceLine(list=row, ticket=ticket, place=place, **fields)
    with records.in_words():
        line.full_clean(validate_unique=False)
    try:
        with transaction.atomic():
            line.save(force_insert=True)
    except IntegrityError:
        # The same form a moment before.
        return ServiceLine.objects.get(ticket=ticket)
    line.units.set(units)
    record(by, "servicelist.line-added", row, town=row.town_id, line=line.pk, title=line.title)
    return line


@transaction.atomic
def change_line(
    *, line: ServiceLine, units: Iterable[Unit], seen: int, by: User | None, **fields: Any
) -> None:
    """Put a line in order. Raises `Overtaken` if somebody changed it since the version `seen`."""
    may_edit(by, line.list).enforce()
    before = {name: getattr(line, name) for name in fields}
    for name, value in fields.items():
        setattr(line, name, value)
    with records.in_words():
        line.full_clean(validate_unique=False)
    _be_in_other_words(line)
    still = ServiceLine.objects.filter(pk=line.pk, version=seen)
    if not still.update(version=F("version") + 1, **fields):
        raise Overtaken(_("这一项刚刚由别人改过。请对照现在的内容，需要的话再保存一次。"))
    line.units.set(units)
    changes = {
        name: [before[name], fields[name]] for name in fields if before[name] != fields[name]
    }
    record(
        by, "servicelist.line-changed", line.list, town=line.list.town_id, line=line.pk,
        title=line.title, changes=changes,
    )  # fmt: skip


@transaction.atomic
def remove_line(*, line: ServiceLine, by: User | None) -> None:
    """Take a line out; the needs it was for are as they were."""
    row = line.list
    may_edit(by, row).enforce()
    record(by, "servicelist.line-removed", row, town=row.town_id, line=line.pk, title=line.title)
    line.delete()


@transaction.atomic
def publish(*, row: ServiceList, seen: int | None = None, by: User | None) -> None:
    """Hang the list out today. Raises `Overtaken` if it was changed since the deed `seen`."""
    may_publish(by, row).enforce()
    if seen is not None and seen != last_deed(row):
        raise Overtaken(_("清单刚刚由别人改过，请看一看再公布。"))
    for line in row.lines.prefetch_related("needs"):
        _be_in_other_words(line)
    _remark_in_other_words(row, row.remark)
    move(row, Stage.PUBLISHED, allowed=ServiceList.NEXT, published_on=clock.today())
    record(by, "servicelist.published", row, town=row.town_id)


@transaction.atomic
def take_down(*, row: ServiceList, by: User | None) -> None:
    """Take it down to be changed; until it hangs out again nobody else sees it."""
    may_take_down(by, row).enforce()
    move(row, Stage.DRAFT, allowed=ServiceList.NEXT, published_on=None)
    record(by, "servicelist.taken-down", row, town=row.town_id)


@transaction.atomic
def withdraw(*, row: ServiceList, why: str, by: User | None) -> None:
    """It no longer counts; the period can have another one."""
    records.withdraw(row=row, why=why, may=may_withdraw, by=by)


@transaction.atomic
def attach(*, line: ServiceLine, activity: Activity, by: User | None) -> None:
    """This activity carries out the line, be the list a draft or published."""
    may_withdraw(by, line.list).enforce()
    if activity.town_id != line.list.town_id:
        raise Impossible(_("请选本镇的活动。"), field="activity")
    line.activities.add(activity)
    record(
        by, "servicelist.activity-attached", line.list, town=line.list.town_id, line=line.pk,
        title=line.title, activity=activity.pk,
    )  # fmt: skip


@transaction.atomic
def detach(*, line: ServiceLine, activity: Activity, by: User | None) -> None:
    """It does not belong here after all."""
    may_withdraw(by, line.list).enforce()
    line.activities.remove(activity)
    record(
        by, "servicelist.activity-detached", line.list, town=line.list.town_id, line=line.pk,
        title=line.title, activity=activity.pk,
    )  # fmt: skip


def _standing(town: Town, first: date, length: str) -> ServiceList | None:
    rows = ServiceList.objects.standing().of(town).select_related("unit__town")
    return rows.filter(first_on=first, length=length).first()


def _institute(town: Town) -> Unit:
    """In whose name the town's own papers hang out: the institute; else the town itself."""
    units = Unit.objects.filter(town=town).on(clock.today()).select_related("town")
    own = units.filter(kind__in=(Unit.Kind.SUO, Unit.Kind.TOWN))
    return sorted(own, key=lambda unit: unit.kind != Unit.Kind.SUO)[0]


def _write(row: ServiceList, place: int, planned: Planned) -> None:
    line = ServiceLine.objects.create(
        list=row,
        place=place,
        title=planned.title[:60],
        kind=planned.kind,
        is_common=planned.is_common,
        households=planned.households,
        team_kind=planned.team_kind,
        group=planned.group,
    )
    line.units.set(planned.units)
    line.needs.set(planned.needs)


def _be_in_other_words(line: ServiceLine) -> None:
    """Nothing that all can read quotes a need."""
    if quotes(f"{line.title}\n{line.note}", line.needs.all()):
        words = _("“%(title)s”里有求助人的原话，请换一种说法：清单大家都看得到。")
        raise Impossible(words % {"title": line.title}, field="title")


def _remark_in_other_words(row: ServiceList, remark: str) -> None:
    """Likewise above the lines."""
    if remark and quotes(remark, Need.objects.filter(service_lines__list=row).distinct()):
        words = _("说明里有求助人的原话，请换一种说法：清单大家都看得到。")
        raise Impossible(words, field="remark")

"""A town's own tables: kept once, told what their headings mean, filled in at each hand-over."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from wenming.accounts.models import User
from wenming.base import clock
from wenming.base.errors import Impossible
from wenming.base.models import record
from wenming.engines.papers import Cell, Fault, fill
from wenming.organisation.models import Town
from wenming.volunteers import recording
from wenming.volunteers.headings import Head
from wenming.volunteers.models import OwnTable
from wenming.volunteers.permissions import may_give_out

__all__ = ["change", "keep", "remove", "replace"]

LARGEST: Final = 2_000_000


@transaction.atomic
def keep(*, town: Town, name: str, data: bytes, head: Head, by: User | None) -> OwnTable:
    """Keep a table without its rows; what its headings mean is proposed by their names."""
    may_give_out(by, town).enforce()
    table = OwnTable(town=town, name=_named(name))
    _take_over(table, data, head)
    _save(table, by)
    record(by, "own-table.kept", table, town=town.pk, name=table.name)
    return table


@transaction.atomic
def replace(*, table: OwnTable, data: bytes, head: Head, by: User | None) -> None:
    """Its new version; headings that stay keep their meaning."""
    may_give_out(by, table.town).enforce()
    meant = {heading: code for heading, code in table.columns if heading and code}
    _take_over(table, data, head)
    table.columns = [[heading, meant.get(heading, code)] for heading, code in table.columns]
    _save(table, by)
    record(by, "own-table.replaced", table, town=table.town_id, name=table.name)


@transaction.atomic
def change(*, table: OwnTable, name: str, codes: Sequence[str], by: User | None) -> None:
    """What its headings mean, and what it is called; `Impossible` if they cannot go together."""
    may_give_out(by, table.town).enforce()
    _go_together(codes)
    table.name = _named(name)
    headings = [heading for heading, _code in table.columns]
    table.columns = [list(pair) for pair in zip(headings, codes, strict=True)]
    _save(table, by)
    record(by, "own-table.changed", table, town=table.town_id, name=table.name)


@transaction.atomic
def remove(*, table: OwnTable, by: User | None) -> None:
    """It is not needed any longer; what was handed out by it stays in the log."""
    may_give_out(by, table.town).enforce()
    record(by, "own-table.removed", table, town=table.town_id, name=table.name)
    table.delete()


def _go_together(codes: Sequence[str]) -> None:
    per = [recording.codes_of(codes, per) for per in recording.Per]
    if not any(per):
        raise Impossible(_("至少要有一列填志愿者的资料，例如“姓名”。"))
    if all(recording.codes_of(codes, per) for per in (recording.Per.RECORD, recording.Per.AWARD)):
        raise Impossible(
            _("一张表里，服务记录和表彰奖励不能都填：一行只能是一次服务或者一次表彰。")
        )


def _take_over(table: OwnTable, data: bytes, head: Head) -> None:
    table.head_row = head.row
    table.columns = [
        [heading, code]
        for heading, code in zip(head.headings, recording.proposed(head.headings), strict=True)
    ]
    table.file = _without_rows(data, head.row)


def _without_rows(data: bytes, row: int) -> bytes | None:
    """The file, if it can be kept whole. What somebody had filled in is not kept."""
    nothing: Sequence[Sequence[Cell]] = []
    try:
        return fill(data, row, nothing, largest=LARGEST)
    except Fault:
        return None


def _save(table: OwnTable, by: User | None) -> None:
    table.changed_at, table.changed_by = clock.now(), by
    try:
        with transaction.atomic():
            table.save()
    except IntegrityError as error:
        raise Impossible(_("已经有一张叫这个名字的表格，请换一个名字。"), "name") from error


def _named(name: str) -> str:
    return " ".join(name.split())

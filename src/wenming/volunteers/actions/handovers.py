"""Volunteers' data are given to somebody, who is named with the purpose (Decree 67; PIPL 23)."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from wenming.accounts.models import User
from wenming.base import clock
from wenming.base.errors import Impossible
from wenming.base.models import record
from wenming.base.stages import hold
from wenming.engines.papers import csv, fill, xlsx
from wenming.organisation.models import Town, Unit
from wenming.volunteers.actions.own_tables import LARGEST
from wenming.volunteers.giving import Part, Row, Wanted, given_before, named, part_of, standard
from wenming.volunteers.models import HandedOver, Handover, OwnTable, Volunteer
from wenming.volunteers.permissions import may_give_out
from wenming.volunteers.recording import Per

__all__ = ["Given", "Order", "give_out"]


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be given out: to whom, what for, of whom, which columns, in which form."""

    recipient: str
    purpose: str
    # (heading, code of its field); a heading without a field stays empty.
    columns: tuple[tuple[str, str], ...] = ()
    # Further sheets: one line for each record, for each award.
    further: tuple[Per, ...] = ()
    # The town's own table, instead of all that.
    table: OwnTable | None = None
    unit: Unit | None = None
    only_new: bool = True
    form: str = "xlsx"

    @property
    def wanted(self) -> list[Wanted]:
        """Its sheets."""
        if self.table is not None:
            return [Wanted(tuple((heading, code) for heading, code in self.table.columns))]
        own = [Wanted(self.columns)] if self.columns else []
        return [*own, *(standard(per) for per in self.further)]


@dataclass(frozen=True, slots=True)
class Given:
    """The file, and its line in the log."""

    handover: Handover
    file: bytes


@transaction.atomic
def give_out(*, town: Town, order: Order, by: User | None) -> Given:
    """Write the file of those who agreed and of whom something is new; `Impossible` if nobody is."""
    may_give_out(by, town).enforce()
    _be_writable(order)
    # Two who give out at once would tell the same twice: neither sees what the other is writing.
    hold(town)
    people = _those_meant(town, order.unit)
    agreed = [person for person in people if _has_agreed(person)]
    known = given_before(town, order.recipient)
    with override(_language(order)):
        parts = [part_of(wanted, agreed, known, only_new=order.only_new) for wanted in order.wanted]
        if not any(part.rows for part in parts):
            raise Impossible(
                _("没有可以提供的：要么没有同意提供的人，要么都已经提供过、没有变化。")
            )
        file = _written(order, parts)
    made = Handover.objects.create(
        town=town,
        at=clock.now(),
        by=by,
        recipient=named(order.recipient),
        purpose=order.purpose.strip(),
        fields=list(dict.fromkeys(code for part in parts for code in part.codes)),
        table=order.table.name if order.table else "",
        left_out=len(people) - len(agreed),
        digest=hashlib.sha256(file).hexdigest(),
    )
    told = _told_of([row for part in parts for row in part.rows])
    HandedOver.objects.bulk_create(HandedOver(handover=made, **one) for one in told)
    record(by, "handover.made", made, town=town.pk, to=made.recipient, people=len(told))
    return Given(made, file)


# Who ---------------------------------------------------------------------------------------------


def _those_meant(town: Town, unit: Unit | None) -> list[Volunteer]:
    found = Volunteer.objects.registered().filter(town=town, **({"unit": unit} if unit else {}))
    related = found.select_related("user", "unit__town", "town").order_by("pk")
    return list(related.prefetch_related("offers", "qualifications", "sharings", "awards"))


def _has_agreed(person: Volunteer) -> bool:
    return any(one.withdrawn_on is None for one in person.sharings.all())


def _told_of(rows: list[Row]) -> list[dict[str, object]]:
    """What the log keeps of each person."""
    told: dict[int, dict[str, object]] = {}
    for row in rows:
        one = told.setdefault(
            row.person.pk, {"volunteer": row.person, "content": "", "lines": dict[str, str]()}
        )
        if row.key:
            assert isinstance(one["lines"], dict)
            one["lines"][row.key] = row.digest
        else:
            one["content"] = row.digest
    return list(told.values())


# The file ----------------------------------------------------------------------------------------


def _be_writable(order: Order) -> None:
    if order.form == "csv" and len(order.wanted) > 1:
        raise Impossible(_("文本表格只放得下一张表，另附记录或表彰请选 Excel 表格。"), "form")


def _language(order: Order) -> str | None:
    """Somebody's own table is filled in in the language of its headings; else the page's."""
    if order.table is None:
        return get_language()
    said = "".join(heading for heading, _code in order.table.columns)
    return "en" if said.isascii() else "zh-hans"


def _written(order: Order, parts: list[Part]) -> bytes:
    table, form = order.table, order.form
    if form == "csv":
        return csv(parts[0].sheet)
    if table is not None and table.file:
        rows = [row.cells for row in parts[0].rows]
        return fill(bytes(table.file), table.head_row, rows, largest=LARGEST)
    return xlsx([part.sheet for part in parts])

"""Volunteers' data are given to somebody, who is named with the purpose (Decree 67; PIPL 23)."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from django.db import transaction
from django.utils.translation import gettext as _

from wenming.accounts import phones
from wenming.accounts.models import User
from wenming.base import clock
from wenming.base.errors import Impossible
from wenming.base.models import record
from wenming.engines.papers import Cell, Column, Sheet, csv, xlsx
from wenming.organisation.models import Town, Unit
from wenming.volunteers import recording
from wenming.volunteers.models import HandedOver, Handover, Volunteer
from wenming.volunteers.permissions import may_give_out

__all__ = ["Given", "Order", "give_out"]

WRITERS: Final[dict[str, Callable[[Sheet], bytes]]] = {
    "xlsx": lambda sheet: xlsx([sheet]),
    "csv": csv,
}
WIDTH: Final = 18


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be given out: to whom, what for, of whom, which columns, in which form."""

    recipient: str
    purpose: str
    # (heading, code of its field); a heading without a field stays empty.
    columns: tuple[tuple[str, str], ...]
    unit: Unit | None = None
    only_new: bool = True
    form: str = "xlsx"

    @property
    def codes(self) -> list[str]:
        """The fields that are given, in the order of the file."""
        return [code for _heading, code in self.columns if code]


@dataclass(frozen=True, slots=True)
class Given:
    """The file, and its line in the log."""

    handover: Handover
    file: bytes


@transaction.atomic
def give_out(*, town: Town, order: Order, by: User | None) -> Given:
    """Write the file of those who agreed and of whom something is new; `Impossible` if nobody is."""
    may_give_out(by, town).enforce()
    people = _those_meant(town, order.unit)
    agreed = [person for person in people if _has_agreed(person)]
    rows = _rows(town, agreed, order)
    if not rows:
        raise Impossible(_("没有可以提供的：要么没有同意提供的人，要么都已经提供过、没有变化。"))
    file = WRITERS[order.form](_sheet(order, [row for _person, row in rows]))
    made = Handover.objects.create(
        town=town,
        at=clock.now(),
        by=by,
        recipient=_named(order.recipient),
        purpose=order.purpose.strip(),
        fields=order.codes,
        left_out=len(people) - len(agreed),
        digest=hashlib.sha256(file).hexdigest(),
    )
    HandedOver.objects.bulk_create(
        HandedOver(handover=made, volunteer=person, content=_content(order, row))
        for person, row in rows
    )
    record(by, "handover.made", made, town=town.pk, to=made.recipient, people=len(rows))
    return Given(made, file)


# Who, and what of them ---------------------------------------------------------------------------


def _those_meant(town: Town, unit: Unit | None) -> list[Volunteer]:
    found = Volunteer.objects.registered().filter(town=town, **({"unit": unit} if unit else {}))
    related = found.select_related("user", "unit", "town").order_by("pk")
    return list(related.prefetch_related("offers", "qualifications", "sharings"))


def _has_agreed(person: Volunteer) -> bool:
    return any(one.withdrawn_on is None for one in person.sharings.all())


def _rows(
    town: Town, people: Sequence[Volunteer], order: Order
) -> list[tuple[Volunteer, tuple[Cell, ...]]]:
    told = recording.table(people)
    rows = [
        (person, tuple(told[person.pk].get(code) for _heading, code in order.columns))
        for person in people
    ]
    if not order.only_new:
        return rows
    known, codes = _given_before(town, order.recipient), frozenset(order.codes)
    return [(one, row) for one, row in rows if known.get((one.pk, codes)) != _content(order, row)]


def _given_before(town: Town, recipient: str) -> dict[tuple[int, frozenset[str]], str]:
    """Person and fields → what this recipient was last given of them, as a digest."""
    before = HandedOver.objects.filter(handover__town=town, handover__recipient=_named(recipient))
    told = before.order_by("handover_id").values_list("volunteer", "handover__fields", "content")
    return {(person, frozenset(codes)): content for person, codes, content in told}


def _content(order: Order, row: Sequence[Cell]) -> str:
    """What is told, whatever the order of its columns. Keyed, so that nobody can guess at it."""
    codes = (code for _heading, code in order.columns)
    told = sorted((code, str(value)) for code, value in zip(codes, row, strict=True) if code)
    return phones.blind(json.dumps(told, ensure_ascii=False))


def _sheet(order: Order, rows: list[tuple[Cell, ...]]) -> Sheet:
    columns = tuple(Column(heading, WIDTH) for heading, _code in order.columns)
    return Sheet(_("志愿者"), columns, tuple(rows))


def _named(recipient: str) -> str:
    """One recipient, one spelling."""
    return " ".join(recipient.split())

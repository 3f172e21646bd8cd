"""A unit's work is entered once, corrected in the open, withdrawn but never deleted.

Every register of every package goes through these three.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from wenming.accounts.models import User
from wenming.base import clock
from wenming.base.errors import Impossible, Overtaken
from wenming.base.models import record
from wenming.organisation.models import Unit, UnitRecord
from wenming.organisation.permissions import may_change, may_record

__all__ = ["add", "correct", "withdraw"]

R = TypeVar("R", bound=UnitRecord)


@transaction.atomic
def add(
    model: type[R], *, unit: Unit, ticket: UUID | None = None, by: User | None, **fields: object
) -> R:
    """Enter one record of `unit`; the same `ticket` again is the same record.

    Raises `Refused`, or `Impossible` with the field at fault.
    """
    may_record(by, unit).enforce()
    row = model(unit=unit, town=unit.town, recorded_at=clock.now(), recorded_by=by, **fields)
    row.ticket = ticket or row.ticket
    _be_sound(row)
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        entered = model._default_manager.filter(ticket=row.ticket, unit=unit, recorded_by=by)
        return entered.get()
    record(by, f"{model._meta.model_name}.added", row, town=unit.town_id)
    return row


@transaction.atomic
def correct(*, row: UnitRecord, by: User | None, **fields: object) -> None:
    """Put `fields` right; the journal keeps the old values."""
    may_change(by, row).enforce()
    changes = {
        name: [_plain(getattr(row, name)), _plain(value)]
        for name, value in fields.items()
        if getattr(row, name) != value
    }
    if not changes:
        return
    for name in changes:
        setattr(row, name, fields[name])
    may_record(by, row.unit).enforce()
    row.town_id = row.unit.town_id
    _be_sound(row)
    row.save(update_fields=[*changes, "town"])
    record(by, f"{row._meta.model_name}.corrected", row, town=row.town_id, changes=changes)


@transaction.atomic
def withdraw(*, row: UnitRecord, why: str, by: User | None) -> None:
    """Take the record out of every count; it stays to be read, with the reason."""
    may_change(by, row).enforce()
    if not why.strip():
        raise Impossible(_("请写明撤回的原因。"), field="why")
    changes = {"withdrawn_at": clock.now(), "withdrawn_by": by, "withdrawn_why": why.strip()}
    still = type(row)._default_manager.filter(pk=row.pk, withdrawn_at__isnull=True)
    if not still.update(**changes):
        raise Overtaken(_("“%(row)s”刚刚被别人撤回。") % {"row": row})
    _set(row, changes)
    record(by, f"{row._meta.model_name}.withdrawn", row, town=row.town_id, why=why.strip())


def _be_sound(row: UnitRecord) -> None:
    try:
        row.full_clean(validate_constraints=False)
    except ValidationError as error:
        field, messages = next(iter(error.message_dict.items()))
        raise Impossible(messages[0], field="" if field == "__all__" else field) from error


def _set(row: UnitRecord, changes: Mapping[str, object]) -> None:
    for name, value in changes.items():
        setattr(row, name, value)


def _plain(value: object) -> object:
    return value if isinstance(value, int | float | str | list | bool | None) else str(value)

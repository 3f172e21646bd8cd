"""A unit's work is entered once, corrected in the open, withdrawn but never deleted.

Every register of every package goes through these three.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import TypeVar
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from wenming.accounts.models import User
from wenming.base import clock
from wenming.base.decisions import Decision
from wenming.base.errors import Impossible, Overtaken
from wenming.base.models import record
from wenming.organisation.models import Unit, UnitRecord
from wenming.organisation.permissions import may_change
from wenming.organisation.queries import last_deed

__all__ = ["May", "add", "correct", "in_words", "withdraw"]

R = TypeVar("R", bound=UnitRecord)
# Who may enter and change a record; a package whose rule is another gives its own.
May = Callable[[User | None, R], Decision]

# What no form fills in, and the unit, which the permission has looked at; `validate_constraints`
# still sees them.
BOOKKEEPING = frozenset({"ticket", "unit", "town", "recorded_by", "withdrawn_by"})


@transaction.atomic
def add(
    model: type[R],
    *,
    unit: Unit,
    ticket: UUID | None = None,
    may: May[R] = may_change,
    by: User | None,
    **fields: object,
) -> R:
    """Enter one record of `unit`; the same form sent again is the same record.

    Raises `Refused`, or `Impossible` with the field at fault; the field is "ticket" where a form
    that was already sent comes back with something else in it.
    """
    row = model(unit=unit, town=unit.town, recorded_at=clock.now(), recorded_by=by, **fields)
    may(by, row).enforce()
    if ticket is not None:
        row.ticket = ticket
        if entered := _entered(row, fields):
            return entered
    _be_clean(row)
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        # Somebody was faster by a moment: with the same form, or with what rules this out.
        if entered := _entered(row, fields):
            return entered
        _be_sound(row)
        raise
    record(by, f"{model._meta.model_name}.added", row, town=unit.town_id)
    return row


@transaction.atomic
def correct(
    *,
    row: R,
    seen: int | None = None,
    may: May[R] = may_change,
    by: User | None,
    **fields: object,
) -> None:
    """Put `fields` right; the journal keeps the old values.

    `seen` is the last deed (`queries.last_deed`) that whoever corrects it knew of. Raises
    `Overtaken` if there was another since.
    """
    may(by, row).enforce()
    if seen is not None and seen != last_deed(row):
        raise Overtaken(
            _("您填写的时候，别人更正过这条记录。请对照现在的内容，需要的话再提交一次。")
        )
    before = {
        name: getattr(row, name) for name, value in fields.items() if getattr(row, name) != value
    }
    if not before:
        return
    changes = {name: [_plain(before[name]), _plain(fields[name])] for name in before}
    _set(row, {name: fields[name] for name in before})
    may(by, row).enforce()
    row.town_id = row.unit.town_id
    _be_clean(row)
    _swap(row, before)
    record(by, f"{row._meta.model_name}.corrected", row, town=row.town_id, changes=changes)


@transaction.atomic
def withdraw(*, row: R, why: str, may: May[R] = may_change, by: User | None) -> None:
    """Take the record out of every count; it stays to be read, with the reason."""
    may(by, row).enforce()
    if not why.strip():
        raise Impossible(_("请写明撤回的原因。"), field="why")
    changes = {"withdrawn_at": clock.now(), "withdrawn_by": by, "withdrawn_why": why.strip()}
    still = type(row)._default_manager.filter(pk=row.pk, withdrawn_at__isnull=True)
    if not still.update(**changes):
        raise Overtaken(_("“%(row)s”刚刚被别人撤回。") % {"row": row})
    _set(row, changes)
    record(by, f"{row._meta.model_name}.withdrawn", row, town=row.town_id, why=why.strip())


def _entered(row: R, fields: Mapping[str, object]) -> R | None:
    """The record that was made from this form already, if it was."""
    found = type(row)._default_manager.filter(ticket=row.ticket).select_related("unit").first()
    if found is None:
        return None
    same = all(getattr(found, name) == value for name, value in fields.items())
    if same and (found.unit_id, found.recorded_by_id) == (row.unit_id, row.recorded_by_id):
        return found
    raise Impossible(
        _("这张表刚才已经交过，记下了“%(row)s”。确实要再记一条，请再提交一次。") % {"row": found},
        field="ticket",
    )


def _be_clean(row: UnitRecord) -> None:
    """The fields, each and together; the constraints are the database's to judge."""
    with in_words():
        row.full_clean(exclude=BOOKKEEPING, validate_constraints=False)


def _be_sound(row: UnitRecord) -> None:
    """The constraints too, one question to the database for each: why it said no, or would."""
    _be_clean(row)
    with in_words():
        row.validate_constraints()


@contextmanager
def in_words() -> Iterator[None]:
    """What Django finds wrong with a row, as `Impossible` at the field at fault."""
    try:
        yield
    except ValidationError as error:
        field, messages = next(iter(error.message_dict.items()))
        raise Impossible(messages[0], field="" if field == "__all__" else field) from error


def _swap(row: UnitRecord, before: Mapping[str, object]) -> None:
    """Write what changed, if it is still `before` and the record still stands."""
    after = {name: getattr(row, name) for name in (*before, "town")}
    was = dict(_same(name, old) for name, old in before.items())
    still = type(row)._default_manager.filter(pk=row.pk, withdrawn_at__isnull=True, **was)
    try:
        with transaction.atomic():
            is_done = still.update(**after)
    except IntegrityError:
        _be_sound(row)
        raise
    if not is_done:
        raise Overtaken(_("“%(row)s”刚刚被别人更正过，请刷新。") % {"row": row})


def _same(name: str, old: object) -> tuple[str, object]:
    return (f"{name}__isnull", True) if old is None else (name, old)


def _set(row: UnitRecord, changes: Mapping[str, object]) -> None:
    for name, value in changes.items():
        setattr(row, name, value)


def _plain(value: object) -> object:
    return value if isinstance(value, int | float | str | list | bool | None) else str(value)

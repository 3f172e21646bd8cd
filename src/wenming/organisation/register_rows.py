"""How a record is shown: the cells of a list, the fields of a page, what was done to it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Final

from django.db.models import Field, JSONField, Manager
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.formats import date_format, number_format
from django.utils.functional import Promise
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from wenming.base.models import Entry
from wenming.organisation.models import Town, UnitRecord
from wenming.organisation.queries import words
from wenming.organisation.registers import Register

__all__ = ["Deed", "Showing"]

DEEDS: Final[Mapping[str, str | Promise]] = {
    "added": pgettext_lazy("deed", "登记"),
    "corrected": pgettext_lazy("deed", "更正"),
    "withdrawn": pgettext_lazy("deed", "撤回"),
}

# What stands for a whole month by its first day.
MONTH: Final = "month"


@dataclass(frozen=True)
class Deed:
    """One thing done to a record, in words."""

    at: datetime
    what: str
    who: str


class Showing:
    """The records of one register in the words of one town, asked for once a page."""

    def __init__(self, register: Register, town: Town) -> None:
        self.register = register
        self.vocabularies = {
            field: dict(words(town, name)) for field, name in register.vocabularies.items()
        }

    def line(self, row: UnitRecord) -> dict[str, object]:
        """A line of the list."""
        cells = [self.text(row, column.field) for column in self.register.columns]
        return {"row": row, "day": self.text(row, self.register.day), "cells": cells}

    def fields(self, row: UnitRecord) -> list[tuple[str, str]]:
        """Every field of the form that says something, with its name."""
        named = ((name, self.text(row, name)) for name in self.register.shown)
        return [(self._label(name), text) for name, text in named if text]

    def text(self, row: UnitRecord, field: str) -> str:
        """One field as a person reads it."""
        return self._read(field, getattr(row, field))

    def deeds(self, entries: Iterable[Entry]) -> Iterator[Deed]:
        """What was done, the last first."""
        known = {**DEEDS, **self.register.deeds}
        for entry in entries:
            verb = entry.verb.partition(".")[2]
            what = _("；").join([str(known.get(verb, verb)), *self._details(entry.details)])
            yield Deed(entry.at, what, entry.by_name or _("系统"))

    def _details(self, details: Mapping[str, object]) -> Iterator[str]:
        changes = details.get("changes")
        for name, pair in (changes if isinstance(changes, dict) else {}).items():
            old, new = (self._read(name, value) or "—" for value in pair)
            yield _("%(name)s：%(old)s → %(new)s") % {
                "name": self._label(name),
                "old": old,
                "new": new,
            }
        if "before" in details:
            yield f"{details['before'] or '—'} → {details.get('after') or '—'}"
        if details.get("why"):
            yield str(details["why"])

    def _field(self, name: str) -> Field[object, object]:
        field: Field[object, object] = self.register.model._meta.get_field(name)  # type: ignore[assignment]
        return field

    def _label(self, name: str) -> str:
        return str(self._field(name).verbose_name)

    def _read(self, name: str, value: object) -> str:
        field, known = self._field(name), self.vocabularies.get(name, {})
        if isinstance(value, Manager):
            return _("、").join(str(other) for other in value.all())
        if isinstance(value, list) and isinstance(field, JSONField):
            return _("、").join(str(known.get(code, code)) for code in value)
        if name == MONTH and isinstance(value, date):
            return date_format(value, "YEAR_MONTH_FORMAT")
        if isinstance(value, str):
            chosen = dict(field.flatchoices).get(value)
            return str(chosen or known.get(value) or _day(value))
        return _plain(value)


def _plain(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return _("是") if value else _("否")
    if isinstance(value, Decimal):
        return number_format(value, use_l10n=True)
    if isinstance(value, datetime):
        return date_format(localtime(value), "DATETIME_FORMAT")
    return date_format(value) if isinstance(value, date) else str(value)


def _day(text: str) -> str:
    """The journal keeps days, and moments, as text."""
    try:
        told = parse_date(text) or parse_datetime(text)
    except ValueError:
        return text
    return _plain(told) if told else text

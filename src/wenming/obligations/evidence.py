"""From the reference that a standing cites to the record itself: its name, its day, its page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.apps import apps
from django.db import models

__all__ = ["Record", "records"]


@dataclass(frozen=True)
class Record:
    """A record behind a figure."""

    reference: str
    kind: str
    title: str
    url: str


def records(references: Iterable[str]) -> list[Record]:
    """The records cited, in the order cited: one query for each kind of record."""
    cited = list(references)
    found: dict[str, models.Model] = {}
    for label, numbers in _by_model(cited).items():
        rows = apps.get_model(label)._default_manager.select_related(*_related(label))
        found |= {f"{label}:{row.pk}": row for row in rows.filter(pk__in=numbers)}
    return [_record(reference, found[reference]) for reference in cited if reference in found]


def _by_model(references: Iterable[str]) -> Mapping[str, list[int]]:
    numbers: dict[str, list[int]] = {}
    for reference in references:
        label, number = reference.rsplit(":", 1)
        numbers.setdefault(label, []).append(int(number))
    return numbers


def _related(label: str) -> list[str]:
    named = {field.name for field in apps.get_model(label)._meta.get_fields()}
    return [name for name in ("unit", "holder", "leader") if name in named]


def _record(reference: str, row: models.Model) -> Record:
    page = getattr(row, "get_absolute_url", None)
    kind = str(row._meta.verbose_name)
    return Record(reference, kind, str(row), str(page()) if page else "")

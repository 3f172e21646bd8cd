"""A register: the list, the form and the page of one kind of record, for every package alike.

A package names its model, form and columns; list, add, page, correct and withdraw follow.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise

from wenming.organisation.actions import records
from wenming.organisation.forms import RecordForm
from wenming.organisation.models import UnitRecord

__all__ = ["Column", "Register"]

Words = str | Promise


@dataclass(frozen=True)
class Column:
    """A column of the list: a field of the record, with its vocabulary if it keeps words."""

    label: Words
    field: str
    vocabulary: str = ""


@dataclass(frozen=True)
class Register:
    """One kind of record.

    `app` and `name` make the addresses' names (`organisation:agenda-list`); `slug` the address;
    `day` is the field by which the list is sorted and its years are counted.
    """

    app: str
    name: str
    slug: str
    model: type[UnitRecord]
    form: type[RecordForm[Any]]
    title: Words
    hint: Words
    clause: str
    day: str
    columns: tuple[Column, ...]
    template: str = "organisation/record.html"
    add: Callable[..., UnitRecord] | None = None

    def enter(self, **fields: Any) -> UnitRecord:
        """Through the package's own action if it has one, else through the common one."""
        if self.add is not None:
            return self.add(**fields)
        return records.add(self.model, **fields)

    @property
    def list_name(self) -> str:
        return f"{self.app}:{self.name}-list"

    @property
    def add_name(self) -> str:
        return f"{self.app}:{self.name}-add"

    @property
    def page_name(self) -> str:
        return f"{self.app}:{self.name}"

    @property
    def correction_name(self) -> str:
        return f"{self.app}:{self.name}-correction"

    @property
    def withdrawal_name(self) -> str:
        return f"{self.app}:{self.name}-withdrawal"

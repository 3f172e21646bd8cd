"""A register: the list, the form and the page of one kind of record, for every package alike.

A package names its model, form and columns; list, add, page, correct and withdraw follow.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import DateField
from django.utils.functional import Promise

from wenming.accounts.models import User
from wenming.base.decisions import Decision
from wenming.organisation.actions import records
from wenming.organisation.forms import RecordForm
from wenming.organisation.models import Town, UnitRecord
from wenming.organisation.permissions import may_change, may_enter

__all__ = ["Column", "Register"]

Words = str | Promise


@dataclass(frozen=True)
class Column:
    """A column of the list: a field of the record, with its vocabulary if it keeps words.

    The form's vocabularies need not be named again.
    """

    label: Words
    field: str
    vocabulary: str = ""


def _itself(_row: UnitRecord) -> Register | None:
    return None


def _nothing(_row: UnitRecord, _user: User) -> Mapping[str, object]:
    return {}


@dataclass(frozen=True)
class Register:
    """One kind of record.

    `app` and `name` make the addresses' names (`organisation:agenda-list`); `slug` the address;
    `day` is the field, a day or a year, by which the list is sorted and its years are counted.
    `related` are the foreign keys that list and page show; `extra` fields of the page that are not
    on the form; `deeds` the words for what the package's own actions write into the journal.
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
    form_template: str = "organisation/record_form.html"
    # The package's own actions and rules of who may, where they are others than the common.
    add: Callable[..., UnitRecord] | None = None
    correct: Callable[..., None] | None = None
    withdraw: Callable[..., None] | None = None
    may: records.May[Any] = may_change
    may_withdraw: records.May[Any] | None = None
    may_add: Callable[[User, Town], Decision] = may_enter
    # What its page is given besides.
    more: Callable[[Any, User], Mapping[str, object]] = _nothing
    # For a record that is put right in another form, at this stage: the register that has it.
    other: Callable[[Any], Register | None] = _itself
    # Further ways in, beside the register's own: what the button says, the name of the address.
    doors: tuple[tuple[Words, str], ...] = ()
    # What a new one is called where it waits for a network; without it the form needs one.
    offline: Words = ""
    related: tuple[str, ...] = ()
    extra: tuple[str, ...] = ()
    deeds: Mapping[str, Words] = field(default_factory=dict)

    def enter(self, **fields: Any) -> UnitRecord:
        """Through the package's own action if it has one, else through the common one."""
        if self.add is not None:
            return self.add(**fields)
        return records.add(self.model, may=self.may, **fields)

    def put_right(self, **fields: Any) -> None:
        """Likewise."""
        if self.correct is not None:
            self.correct(**fields)
        else:
            records.correct(may=self.may, **fields)

    def take_back(self, **fields: Any) -> None:
        """Likewise."""
        if self.withdraw is not None:
            self.withdraw(**fields)
        else:
            records.withdraw(may=self.may_withdraw or self.may, **fields)

    def withdrawing(self, user: User, row: UnitRecord) -> Decision:
        """May this record be taken back?"""
        return (self.may_withdraw or self.may)(user, row)

    @property
    def vocabularies(self) -> dict[str, str]:
        """Field → vocabulary, of form and columns."""
        named = {column.field: column.vocabulary for column in self.columns if column.vocabulary}
        return {**self.form.vocabularies, **named}

    @property
    def shown(self) -> tuple[str, ...]:
        """The fields of the page, in the form's order."""
        return (*(self.form._meta.fields or ()), *self.extra)

    @property
    def by_year(self) -> str:
        """How the database asks for the year of `day`."""
        is_day = isinstance(self.model._meta.get_field(self.day), DateField)
        return f"{self.day}__year" if is_day else self.day

    @property
    def day_label(self) -> str:
        """What `day` is called."""
        return str(getattr(self.model._meta.get_field(self.day), "verbose_name", ""))

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

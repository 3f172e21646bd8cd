"""What a table that is handed out says: its rows, and which of them the recipient does not have yet.

A row is of a person, or of one record or award of a person. What was given before is known by a keyed
digest; a record that was mended since is given again and says so, one that no longer counts is given
once more as void, and nothing else is ever told twice.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy, override
from django.utils.translation import gettext as _

from wenming.accounts import phones
from wenming.engines.papers import Cell, Column, Sheet
from wenming.organisation.models import Town
from wenming.volunteers import recording
from wenming.volunteers.models import HandedOver, Volunteer
from wenming.volunteers.recording import MARKS, VOID, Per

__all__ = ["Part", "Row", "Wanted", "given_before", "named", "part_of", "says_state", "standard"]

WIDTH: Final = 18
NAMES: Final[Mapping[Per, Promise]] = {
    Per.PERSON: gettext_lazy("志愿者"),
    Per.RECORD: gettext_lazy("服务和培训记录"),
    Per.AWARD: gettext_lazy("表彰奖励"),
}
STATES: Final = frozenset({"state", "remark"})
# Where it is said that a line is mended or void, if no column is there for it; the best first.
NAMED: Final = ("record_name", "award_name", "record_content", "name", "record_number", "number")
# Person, key of the record (empty: the person), fields → the digest of what was given last.
Before = Mapping[tuple[int, str, frozenset[str]], str]
Values = Mapping[str, Cell]


@dataclass(frozen=True, slots=True)
class Wanted:
    """A table: (heading, code of its field or mark) of each column."""

    columns: tuple[tuple[str, str], ...]

    @property
    def per(self) -> Per:
        """What it has one line for."""
        return recording.per_of(code for _heading, code in self.columns)


@dataclass(frozen=True, slots=True)
class Row:
    """One line, of whom and of which record, and the digest of what it tells."""

    person: Volunteer
    key: str
    cells: tuple[Cell, ...]
    digest: str


@dataclass(frozen=True, slots=True)
class Part:
    """A table with its rows."""

    wanted: Wanted
    rows: tuple[Row, ...]

    @property
    def codes(self) -> list[str]:
        """The fields that are given, in the order of the table."""
        return [code for _heading, code in self.wanted.columns if code and code not in MARKS]

    @property
    def sheet(self) -> Sheet:
        """As it is written, where it is not written into somebody's own table."""
        columns = tuple(Column(heading, WIDTH) for heading, _code in self.wanted.columns)
        name = str(NAMES[self.wanted.per])
        return Sheet(name, columns, tuple(row.cells for row in self.rows))


def standard(per: Per) -> Wanted:
    """All that is kept of a record or an award, with whose it is and whether it is new."""
    fields, whose = recording.fields_per(per), recording.fields_per(Per.PERSON)
    columns = {code: whose[code].label for code in ("number", "name")}
    columns |= {code: field.label for code, field in fields.items()} | {"state": _("状态")}
    return Wanted(tuple((str(label), code) for code, label in columns.items()))


def named(recipient: str) -> str:
    """One recipient, one spelling."""
    return " ".join(recipient.split())


def given_before(town: Town, recipient: str) -> Before:
    """What this recipient was last given, by person, record and fields."""
    rows = HandedOver.objects.filter(handover__town=town, handover__recipient=named(recipient))
    told = rows.order_by("handover_id").values_list(
        "volunteer", "handover__fields", "content", "lines"
    )
    found: dict[tuple[int, str, frozenset[str]], str] = {}
    for person, codes, content, lines in told:
        if content:
            found[person, "", recording.codes_of(codes, Per.PERSON)] = content
        for key, digest in lines.items():
            per = Per.AWARD if key.startswith(recording.AWARD) else Per.RECORD
            found[person, key, recording.codes_of(codes, per)] = digest
    return found


def part_of(wanted: Wanted, people: Sequence[Volunteer], known: Before, *, only_new: bool) -> Part:
    """The table's rows, in the order of the people."""
    per, codes, language = wanted.per, [code for _heading, code in wanted.columns], get_language()
    asked = recording.codes_of(codes, per)
    told = _told(per, people)
    # What is new does not hang on the language in which it is said.
    with override("zh-hans"):
        compared = told if get_language() == language else _told(per, people)
    rows: list[Row] = []
    for person in people:
        for key, values in told[person.pk].items():
            same = compared[person.pk][key]
            digest = VOID if same.get(VOID) else _digest(same, asked)
            before = known.get((person.pk, key, asked), "")
            if _is_told(digest, before, only_new=only_new):
                said: dict[str, Cell] = {**values, "serial": len(rows) + 1}
                _say_state(said, _state(digest, before), codes, per)
                cells = tuple(said.get(code) for code in codes)
                rows.append(Row(person, key, cells, digest))
    return Part(wanted, tuple(rows))


def says_state(codes: Collection[str]) -> bool:
    """Has a table of records or awards a column that tells what was mended or is void?"""
    return recording.per_of(codes) is Per.PERSON or not STATES.isdisjoint(codes)


def _told(per: Per, people: Sequence[Volunteer]) -> dict[int, dict[str, Values]]:
    """Person → key of the record (empty: the person) → code → what stands there."""
    persons = recording.table(people)
    if per is Per.PERSON:
        return {pk: {"": values} for pk, values in persons.items()}
    records = recording.rows(per, people)
    return {
        pk: {key: {**values, **told} for key, told in records[pk].items()}
        for pk, values in persons.items()
    }


def _is_told(digest: str, before: str, *, only_new: bool) -> bool:
    """Void is told to whoever knew it as something else; all else if it is new, or all is wanted."""
    if digest == VOID:
        return before not in ("", VOID)
    return digest != before or not only_new


def _state(digest: str, before: str) -> str:
    if digest == VOID:
        return "void"
    return "mended" if before and before != digest else "new"


def _say_state(said: dict[str, Cell], state: str, codes: Sequence[str], per: Per) -> None:
    """In the table's own column for it; else after a name: nobody takes a void line for hours of none."""
    words = {"new": _("新增"), "mended": _("更正"), "void": _("作废")}[state]
    said["state"] = words
    if state == "new" or per is Per.PERSON or "state" in codes:
        return
    said["remark"] = words
    named = next((code for code in NAMED if code in codes), None)
    if "remark" not in codes and named is not None:
        told = {"name": said[named], "state": words}
        said[named] = _("%(name)s（%(state)s）") % told


def _digest(values: Values, codes: frozenset[str]) -> str:
    """What is told, whatever the order of its columns. Keyed, so that nobody can guess at it."""
    told = sorted((code, str(values.get(code))) for code in codes)
    return phones.blind(json.dumps(told, ensure_ascii=False))

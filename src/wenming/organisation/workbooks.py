"""Records by workbook: the template, an upload read row by row, and what would come of it.

A package names its columns and reads a row with `Reader`; the five doors (`workbook_views`) and the
taking over (`actions.uploads`) are the same for every kind of record.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any, Final

from django.db.models import Model
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from wenming.accounts import phones
from wenming.accounts.models import User
from wenming.base import clock
from wenming.base.errors import Impossible
from wenming.base.language import in_both
from wenming.engines.papers import Cell, Column, Sheet
from wenming.organisation.models import Town, Unit, Upload
from wenming.organisation.queries import recordable_units

__all__ = [
    "Asked",
    "Known",
    "Line",
    "Names",
    "Reader",
    "Sifted",
    "Workbook",
    "plain_rows",
    "site_names",
    "template",
]

EXCEL_EPOCH: Final = date(1899, 12, 30)
WRITTEN_DATE: Final = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?|(\d{4})(\d\d)(\d\d)")
BETWEEN: Final = re.compile(r"[、,，;；/\n]+")
# Beyond this a spreadsheet keeps a number's first fifteen figures only.
EXACT: Final = 10**15


# Value → what people may write for it.
Names = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Asked:
    """A column of the template."""

    code: str
    label: str | Promise
    must: bool = False
    note: str | Promise = ""
    width: float = 16


@dataclass(frozen=True, slots=True)
class Line:
    """One row as it was written, and what is wrong with it, by column."""

    number: int
    cells: Mapping[str, str]
    faults: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Known:
    """What a row seems to be already, and why. Of what one may not see only that: no record."""

    why: str
    record: Model | None = None


@dataclass(frozen=True, slots=True)
class Sifted:
    """All rows, and those that seem to be known already; `at` is the column where that is said."""

    lines: Sequence[Line]
    duplicates: Mapping[int, Known]
    at: str

    @property
    def bad(self) -> list[Line]:
        """Rows with something wrong in them."""
        return [line for line in self.lines if line.faults]

    @property
    def known(self) -> list[tuple[Line, Known]]:
        """Rows of what seems to be registered."""
        twice = self.duplicates
        return [(line, twice[line.number]) for line in self.lines if line.number in twice]

    @property
    def good(self) -> list[Line]:
        """Rows that can be taken over as they are."""
        twice = self.duplicates
        return [line for line in self.lines if not line.faults and line.number not in twice]

    def reasons(self) -> dict[int, dict[str, str]]:
        """Row → column → why it is not taken over as it is."""
        faults = {line.number: dict(line.faults) for line in self.bad}
        return faults | {number: {self.at: one.why} for number, one in self.duplicates.items()}


@dataclass(frozen=True)
class Workbook:
    """One kind of record that comes in by workbook.

    `app` makes the addresses' names (`volunteers:intake-list`), `slug` the address. `page` and
    `list_page` are the package's templates, which extend `organisation/upload.html` and
    `organisation/upload_list.html` by its own words; `counts` is the part that says what became of an
    upload. `most` is how many rows one upload may have.
    """

    app: str
    slug: str
    model: type[Upload]
    columns: tuple[Asked, ...]
    most: int
    page: str
    list_page: str
    counts: str
    template_name: str | Promise
    sheet_name: str | Promise
    template: Callable[[User, Town], Sheet]
    sifted: Callable[[Any], Sifted]
    receive: Callable[..., Upload]
    take_over: Callable[..., None]


# The template -----------------------------------------------------------------------------------


def template(
    name: str, columns: Iterable[Asked], chosen: Mapping[str, tuple[str, ...]], notes: Sequence[str]
) -> Sheet:
    """The workbook to fill in: notes at the heads, drop-downs where there is a choice."""
    told = (Column(_heading(c), c.width, chosen.get(c.code, ()), str(c.note)) for c in columns)
    return Sheet(name, tuple(told), notes=tuple(notes), notes_name=_("填写说明"))


def site_names(user: User, town: Town) -> dict[str, Unit]:
    """Villages and communities for which this worker may enter records, by whatever name."""
    units = list(recordable_units(user, town).filter(kind__in=Unit.SITES))
    by_code = {_run_on(unit.code): unit for unit in units}
    by_english = {_run_on(unit.name_en): unit for unit in units}
    return by_code | by_english | {_run_on(unit.name): unit for unit in units}


# Reading -----------------------------------------------------------------------------------------


def plain_rows(
    rows: Sequence[Sequence[Cell]], columns: Sequence[Asked], most: int
) -> dict[int, dict[str, str]]:
    """Number → column → text; `Impossible` if this is not the template, in either language."""
    known = {_run_on(name): c.code for c in columns for name in (c.code, *in_both(c.label))}
    heads = [known.get(_run_on(str(cell).strip().rstrip("*")), "") for cell in rows[0]]
    lacking = [str(c.label) for c in columns if c.must and c.code not in heads]
    if lacking:
        words = _("第一行缺少这些表头：%(heads)s。请用模板填写。")
        raise Impossible(words % {"heads": _("、").join(lacking)}, "file")
    if len(rows) - 1 > most:
        raise Impossible(_("一次最多 %(most)s 行，请分成几份。") % {"most": most}, "file")
    told = {
        number: {code: _text(cell) for code, cell in zip(heads, row, strict=False) if code}
        for number, row in enumerate(rows[1:], start=2)
    }
    filled = {number: cells for number, cells in told.items() if any(cells.values())}
    if not filled:
        raise Impossible(_("表头下面没有内容。"), "file")
    return filled


class Reader:
    """One row, read cell by cell; what cannot be read is noted at its column."""

    def __init__(self, cells: Mapping[str, str]) -> None:
        self.cells = cells
        self.faults: dict[str, str] = {}

    def said(self, code: str) -> str:
        """What stands in a cell, or nothing."""
        return self.cells.get(code, "").strip()

    def needed(self, code: str, most: int = 100) -> str:
        """A cell that must be filled."""
        said = self.said(code)
        if not said:
            self.faults.setdefault(code, _("没有填。"))
        return said[:most]

    def choice(self, code: str, known: Names, default: str = "") -> str:
        """One of these values, by its code or one of its words, whatever the page speaks."""
        said = self.said(code)
        if not said and default:
            return default
        for value, words in known.items():
            if _run_on(said) in map(_run_on, (value, *words)):
                return value
        fault = _("没有“%(said)s”这一项。") % {"said": said} if said else _("没有填。")
        self.faults.setdefault(code, fault)
        return ""

    def several(self, code: str, known: Names) -> tuple[str, ...]:
        """Some of these values, with a comma or the like between them."""
        by_word = {_run_on(n): value for value, words in known.items() for n in (*words, value)}
        chosen = []
        for said in filter(None, map(str.strip, BETWEEN.split(self.said(code)))):
            if (value := by_word.get(_run_on(said))) is None:
                self.faults.setdefault(code, _("没有“%(said)s”这一项。") % {"said": said})
            else:
                chosen.append(value)
        return tuple(chosen)

    def site(self, code: str, known: Mapping[str, Unit]) -> Any:
        """A village or community that this worker may enter for."""
        said = self.needed(code)
        unit = known.get(_run_on(said))
        if unit is None and said:
            words = _("没有“%(said)s”，或者不是您能登记的村（社区）。") % {"said": said}
            self.faults.setdefault(code, words)
        return unit

    def day(self, code: str, said: str) -> date:
        """A day as people and spreadsheets write it."""
        found = _day(said)
        if found is None and code not in self.faults:
            self.faults[code] = _("看不懂这个日期，请写成 1980-05-01 的样子。")
        return found or clock.today()


def _run_on(word: str) -> str:
    """Without blanks, however written: people leave them out."""
    return "".join(word.split()).casefold()


def _day(said: str) -> date | None:
    narrow = phones.narrow(said).strip()
    try:
        if re.fullmatch(r"\d{4,5}", narrow):
            return EXCEL_EPOCH + timedelta(days=int(narrow))
        found = WRITTEN_DATE.fullmatch(narrow)
        parts = [int(part) for part in found.groups() if part] if found else []
        return date(*parts) if len(parts) == 3 else None
    except (ValueError, OverflowError):
        return None


def _text(cell: Cell) -> str:
    """A cell as it would have been typed: 13800000000.0 is a phone number, not a measure."""
    if isinstance(cell, datetime):
        return f"{cell:%Y-%m-%d}"
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < EXACT:
        return str(int(cell))
    return "" if cell is None else str(cell).strip()


def _heading(asked: Asked) -> str:
    return f"{asked.label}*" if asked.must else str(asked.label)

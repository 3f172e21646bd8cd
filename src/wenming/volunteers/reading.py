"""A workbook of volunteers, row by row: what is told, what is wrong with it and at which cell.

Nothing is looked up here but the town's words; what the database knows (who is registered already)
is asked in `queries.intake`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wenming.accounts import phones
from wenming.base import clock
from wenming.base.errors import Impossible
from wenming.engines.papers import Cell, Column, Sheet
from wenming.organisation.models import Unit
from wenming.volunteers.actions import volunteers
from wenming.volunteers.actions.volunteers import Agreement, Profile
from wenming.volunteers.models import Consent, Volunteer

__all__ = ["COLUMNS", "MOST", "Line", "Lists", "lines", "plain_rows", "template"]

MOST: Final = 5000
EXCEL_EPOCH: Final = date(1899, 12, 30)
WRITTEN_DATE: Final = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?|(\d{4})(\d\d)(\d\d)")
BETWEEN: Final = re.compile(r"[、,，;；/\n]+")
YES: Final = frozenset({"是", "同意", "yes", "y", "1", "√"})
# Beyond this a spreadsheet keeps a number's first fifteen figures only.
EXACT: Final = 10**15


@dataclass(frozen=True, slots=True)
class Asked:
    """A column of the template."""

    code: str
    label: str | Promise
    must: bool = False
    note: str | Promise = ""
    width: float = 16


_SEVERAL: Final = gettext_lazy("可以填几项，用顿号隔开。")
_AS_TEXT: Final = gettext_lazy("先把这一列设成“文本”再填，免得后几位丢失。")
_OF_A_MINOR: Final = gettext_lazy("未满 18 周岁才填。")
_BIRTHDAY: Final = gettext_lazy("例如 1980-05-01；填了身份证号码可以不填。")

COLUMNS: Final = (
    Asked("name", gettext_lazy("姓名"), must=True),
    Asked("sex", gettext_lazy("性别"), must=True, width=8),
    Asked("born_on", gettext_lazy("出生日期"), note=_BIRTHDAY),
    Asked("identity_kind", gettext_lazy("证件类型"), note=gettext_lazy("不填就是居民身份证。")),
    Asked("identity", gettext_lazy("证件号码"), must=True, note=_AS_TEXT, width=24),
    Asked("unit", gettext_lazy("居住区域"), must=True, note=gettext_lazy("村或社区。"), width=20),
    Asked("phone", gettext_lazy("手机号码"), note=gettext_lazy("没有手机就空着。")),
    Asked("skills", gettext_lazy("专业技能")),
    Asked("talents", gettext_lazy("人才类别"), note=_SEVERAL, width=20),
    Asked("services", gettext_lazy("服务类别"), note=_SEVERAL, width=20),
    Asked(
        "how",
        gettext_lazy("怎样同意的"),
        must=True,
        note=gettext_lazy("没有本人同意的，不能登记。"),
        width=20,
    ),
    Asked("given_on", gettext_lazy("同意日期"), must=True),
    Asked("guardian_name", gettext_lazy("监护人姓名"), note=_OF_A_MINOR),
    Asked("guardian_phone", gettext_lazy("监护人电话"), note=_OF_A_MINOR),
)


@dataclass(frozen=True, slots=True)
class Lists:
    """What the words of a row may be: units by name and code, words by code."""

    units: Mapping[str, Unit]
    talents: Mapping[str, str]
    services: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Line:
    """One row: as it was written, and either what it tells or what is wrong, by column."""

    number: int
    cells: Mapping[str, str]
    name: str = ""
    phone: str = ""
    profile: Profile | None = None
    agreement: Agreement | None = None
    faults: Mapping[str, str] = field(default_factory=dict)


def template(lists: Lists) -> Sheet:
    """The workbook to fill in: notes at the heads, drop-downs where there is a choice."""
    chosen = {
        "sex": tuple(str(label) for label in Volunteer.Sex.labels),
        "identity_kind": tuple(str(label) for label in Volunteer.Identity.labels),
        "unit": tuple(dict.fromkeys(str(unit) for unit in lists.units.values())),
        "how": tuple(_ways().values()),
    }
    columns = (Column(_heading(c), c.width, chosen.get(c.code, ()), str(c.note)) for c in COLUMNS)
    notes = (
        _("一行一位志愿者，带 * 的一定要填，第一行表头不要改。"),
        _("先把说明念给本人（未满 18 周岁的，念给监护人）听，同意了才填；怎样同意的、哪一天同意的要写明。"),
        _("人才类别：%(words)s") % {"words": _("、").join(lists.talents.values())},
        _("服务类别：%(words)s") % {"words": _("、").join(lists.services.values())},
        _("上传以后先试读，哪一行有什么问题会写明，确认以后才登记；最多 %(most)s 行。") % {"most": MOST},
    )  # fmt: skip
    return Sheet(_("志愿者"), tuple(columns), notes=notes, notes_name=_("填写说明"))


def plain_rows(rows: Sequence[Sequence[Cell]]) -> dict[int, dict[str, str]]:
    """Number → column → text; `Impossible` if this is not the template."""
    heads = [_column(str(cell)) for cell in rows[0]]
    lacking = [str(c.label) for c in COLUMNS if c.must and c.code not in heads]
    if lacking:
        words = _("第一行缺少这些表头：%(heads)s。请用模板填写。")
        raise Impossible(words % {"heads": _("、").join(lacking)}, "file")
    if len(rows) - 1 > MOST:
        raise Impossible(_("一次最多 %(most)s 行，请分成几份。") % {"most": MOST}, "file")
    told = {
        number: {code: _text(cell) for code, cell in zip(heads, row, strict=False) if code}
        for number, row in enumerate(rows[1:], start=2)
    }
    filled = {number: cells for number, cells in told.items() if any(cells.values())}
    if not filled:
        raise Impossible(_("表头下面没有内容。"), "file")
    return filled


def lines(rows: Mapping[int, Mapping[str, str]], lists: Lists) -> list[Line]:
    """Every row looked through; an identity number stands in the file once."""
    found, seen = [], dict[str, int]()
    for number, cells in rows.items():
        first = seen.setdefault(phones.narrow(cells.get("identity", "")).upper(), number)
        line = _line(number, cells, lists)
        if first != number and not line.faults:
            words = _("和第 %(number)s 行是同一个证件号码。") % {"number": first}
            line = Line(number, cells, faults={"identity": words})
        found.append(line)
    return found


def _line(number: int, cells: Mapping[str, str], lists: Lists) -> Line:
    reader = _Reader(cells, lists)
    profile, agreement = reader.profile(), reader.agreement()
    name, phone = reader.needed("name"), reader.phone("phone")
    if not reader.faults:
        try:
            volunteers.examine(profile=profile, agreement=agreement)
        except Impossible as error:
            reader.faults[error.field or "name"] = str(error)
    if reader.faults:
        return Line(number, cells, faults=reader.faults)
    return Line(number, cells, name, phone, profile, agreement)


class _Reader:
    """One row, read cell by cell; what cannot be read is noted at its column."""

    def __init__(self, cells: Mapping[str, str], lists: Lists) -> None:
        self.cells, self.lists = cells, lists
        self.faults: dict[str, str] = {}

    def profile(self) -> Profile:
        identity = self._identity()
        kind = self._choice("identity_kind", _labels(Volunteer.Identity), Volunteer.Identity.CARD)
        return Profile(
            unit=self._unit(),
            sex=self._choice("sex", _labels(Volunteer.Sex)),
            born_on=self._birthday(kind, identity),
            identity_kind=kind,
            identity=identity,
            skills=self.cells.get("skills", "")[:200],
            talents=self._several("talents", self.lists.talents),
            services=self._several("services", self.lists.services),
        )

    def agreement(self) -> Agreement:
        return Agreement(
            how=self._choice("how", {**_ways(), **_short_ways()}),
            given_on=self._day("given_on", self.needed("given_on")),
            guardian_name=self.cells.get("guardian_name", ""),
            guardian_phone=self.phone("guardian_phone"),
        )

    def needed(self, code: str) -> str:
        """A cell that must be filled."""
        said = self.cells.get(code, "").strip()
        if not said:
            self.faults.setdefault(code, _("没有填。"))
        return said[:100]

    def phone(self, code: str) -> str:
        """A phone number, or nothing."""
        said = self.cells.get(code, "").strip()
        try:
            return phones.normal(said) if said else ""
        except Impossible as error:
            self.faults.setdefault(code, str(error))
            return ""

    def _identity(self) -> str:
        said = self.needed("identity")
        if re.fullmatch(r"[\d.]+e\+\d+", said, re.IGNORECASE):
            words = _("表格把号码变成了数字，后几位丢了。请把这一列设成“文本”，照证件再填一次。")
            self.faults.setdefault("identity", words)
        return said

    def _birthday(self, kind: str, identity: str) -> date:
        said = self.cells.get("born_on", "").strip()
        written = phones.narrow(identity)
        if not said and kind == Volunteer.Identity.CARD and len(written) == 18:
            said = written[6:14]
        if not said:
            self.faults.setdefault("born_on", _("没有填。"))
        return self._day("born_on", said)

    def _day(self, code: str, said: str) -> date:
        day = _day(said)
        if day is None and code not in self.faults:
            self.faults[code] = _("看不懂这个日期，请写成 1980-05-01 的样子。")
        return day or clock.today()

    def _choice(self, code: str, known: Mapping[str, str], default: str = "") -> str:
        said = self.cells.get(code, "").strip().casefold()
        if not said and default:
            return default
        for value, label in known.items():
            if said in {value.casefold(), label.casefold()}:
                return value.rstrip("*")
        words = _("没有“%(said)s”这一项。") % {"said": said} if said else _("没有填。")
        self.faults.setdefault(code, words)
        return ""

    def _several(self, code: str, known: Mapping[str, str]) -> tuple[str, ...]:
        by_word = {word.casefold(): value for value, word in known.items()} | {v: v for v in known}
        chosen = []
        for said in filter(None, map(str.strip, BETWEEN.split(self.cells.get(code, "")))):
            if (value := by_word.get(said.casefold())) is None:
                self.faults.setdefault(code, _("没有“%(said)s”这一项。") % {"said": said})
            else:
                chosen.append(value)
        return tuple(chosen)

    def _unit(self) -> Any:
        said = self.needed("unit")
        unit = self.lists.units.get(said)
        if unit is None and said:
            words = _("没有“%(said)s”，或者不是您能登记的村（社区）。") % {"said": said}
            self.faults.setdefault("unit", words)
        return unit


def _labels(kinds: Any) -> dict[str, str]:
    return {value: str(label) for value, label in kinds.choices}


def _ways() -> dict[str, str]:
    """How somebody may have agreed whom a worker enters."""
    return {v: str(label) for v, label in Consent.How.choices if v != Consent.How.SELF}


def _short_ways() -> dict[str, str]:
    """What people write for short; the star is taken off."""
    return {f"{Consent.How.PAPER}*": _("书面"), f"{Consent.How.SPOKEN}*": _("口头")}


def _day(said: str) -> date | None:
    """A day as people and spreadsheets write it."""
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


def _column(heading: str) -> str:
    """The column that a heading means, by its name in the page's language or by its code."""
    said = heading.strip().rstrip("*").strip()
    return next((c.code for c in COLUMNS if said in (str(c.label), c.code)), "")

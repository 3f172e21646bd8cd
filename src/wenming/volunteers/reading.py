"""A workbook of volunteers, row by row: what is told, what is wrong with it and at which cell.

Nothing is looked up here but the town's words; what the database knows (who is registered already)
is asked in `duplicates`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wenming.accounts import phones
from wenming.base.errors import Impossible
from wenming.base.language import InBoth, here, in_both
from wenming.engines.papers import Sheet
from wenming.organisation import workbooks
from wenming.organisation.models import Unit
from wenming.organisation.workbooks import Asked, Names, Reader
from wenming.volunteers.actions import volunteers
from wenming.volunteers.actions.volunteers import Agreement, Profile
from wenming.volunteers.models import Consent, Team, Volunteer

__all__ = ["COLUMNS", "MOST", "Line", "Lists", "labels", "lines", "template", "ways"]

MOST: Final = 5000

_SEVERAL: Final = gettext_lazy("可以填几项，用顿号隔开。")
_AS_TEXT: Final = gettext_lazy("先把这一列设成“文本”再填，免得后几位丢失。")
_OF_A_MINOR: Final = gettext_lazy("未满 18 周岁才填。")
_TIMES: Final = gettext_lazy("例如 周六 上午；可以填几项，用顿号隔开。")
_TEAMS: Final = gettext_lazy("队伍的全名，可以填几支，用顿号隔开；由队长同意。")
_PAPER: Final = gettext_lazy("书面")
_SPOKEN: Final = gettext_lazy("口头")
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
    Asked("times", gettext_lazy("平时什么时候方便"), note=_TIMES, width=20),
    Asked("teams", gettext_lazy("想加入的队伍"), note=_TEAMS, width=24),
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
    """What the words of a row may be: units by name and code, words in both languages by code."""

    units: Mapping[str, Unit]
    talents: InBoth
    services: InBoth
    times: InBoth
    # By name, those that are there today.
    teams: Mapping[str, Team]
    sexes: InBoth
    identities: InBoth
    ways: Names


@dataclass(frozen=True, slots=True)
class Line(workbooks.Line):
    """One row: as it was written, and either what it tells or what is wrong, by column."""

    name: str = ""
    phone: str = ""
    profile: Profile | None = None
    agreement: Agreement | None = None
    # Which they would like to join.
    teams: tuple[Team, ...] = ()


def template(lists: Lists) -> Sheet:
    """The workbook to fill in: notes at the heads, drop-downs where there is a choice."""
    chosen = {
        "sex": tuple(str(label) for label in Volunteer.Sex.labels),
        "identity_kind": tuple(str(label) for label in Volunteer.Identity.labels),
        "unit": tuple(dict.fromkeys(str(unit) for unit in lists.units.values())),
        "how": tuple(here(_ways()).values()),
    }
    notes = (
        _("一行一位志愿者，带 * 的一定要填，第一行表头不要改。"),
        _("先把说明念给本人（未满 18 周岁的，念给监护人）听，同意了才填；怎样同意的、哪一天同意的要写明。"),
        _("人才类别：%(words)s") % {"words": _("、").join(here(lists.talents).values())},
        _("服务类别：%(words)s") % {"words": _("、").join(here(lists.services).values())},
        _("上传以后先试读，哪一行有什么问题会写明，确认以后才登记；最多 %(most)s 行。") % {"most": MOST},
    )  # fmt: skip
    return workbooks.template(_("志愿者"), COLUMNS, chosen, notes)


def lines(rows: Mapping[int, Mapping[str, str]], lists: Lists) -> list[Line]:
    """Every row looked through; an identity number stands in the file once."""
    found, seen = [], dict[str, int]()
    for number, cells in rows.items():
        first = seen.setdefault(phones.narrow(cells.get("identity", "")).upper(), number)
        line = _line(number, cells, lists)
        if first != number and not line.faults:
            words = _("和第 %(number)s 行是同一个证件号码。") % {"number": first}
            line = Line(number, cells, {"identity": words})
        found.append(line)
    return found


def _line(number: int, cells: Mapping[str, str], lists: Lists) -> Line:
    reader = _Reader(cells, lists)
    profile, agreement = reader.profile(), reader.agreement()
    name, phone, teams = reader.needed("name"), reader.phone("phone"), reader.teams()
    if not reader.faults:
        try:
            volunteers.examine(profile=profile, agreement=agreement)
        except Impossible as error:
            reader.faults[error.field or "name"] = str(error)
    if reader.faults:
        return Line(number, cells, reader.faults)
    return Line(number, cells, {}, name, phone, profile, agreement, teams)


class _Reader(Reader):
    """A row of somebody who volunteers."""

    def __init__(self, cells: Mapping[str, str], lists: Lists) -> None:
        super().__init__(cells)
        self.lists = lists

    def profile(self) -> Profile:
        identity = self._identity()
        kind = self.choice("identity_kind", self.lists.identities, Volunteer.Identity.CARD)
        return Profile(
            unit=self.site("unit", self.lists.units),
            sex=self.choice("sex", self.lists.sexes),
            born_on=self._birthday(kind, identity),
            identity_kind=kind,
            identity=identity,
            skills=self.cells.get("skills", "")[:200],
            talents=self.several("talents", self.lists.talents),
            services=self.several("services", self.lists.services),
            times=self.several("times", self.lists.times),
        )

    def agreement(self) -> Agreement:
        return Agreement(
            how=self.choice("how", self.lists.ways),
            given_on=self.day("given_on", self.needed("given_on")),
            guardian_name=self.cells.get("guardian_name", ""),
            guardian_phone=self.phone("guardian_phone"),
        )

    def teams(self) -> tuple[Team, ...]:
        """By their names, that nobody writes in another way."""
        said = self.said("teams")
        named = {name: (name,) for name in self.lists.teams if name in said}
        return tuple(self.lists.teams[name] for name in self.several("teams", named))

    def phone(self, code: str) -> str:
        """A phone number, or nothing."""
        said = self.said(code)
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
        said = self.said("born_on")
        written = phones.narrow(identity)
        if not said and kind == Volunteer.Identity.CARD and len(written) == 18:
            said = written[6:14]
        if not said:
            self.faults.setdefault("born_on", _("没有填。"))
        return self.day("born_on", said)


def labels(kinds: Any) -> InBoth:
    """What may be chosen, in both languages."""
    return {value: in_both(label) for value, label in kinds.choices}


def ways() -> Names:
    """How somebody may have agreed whom a worker enters, and what people write for short."""
    short = {Consent.How.PAPER: in_both(_PAPER), Consent.How.SPOKEN: in_both(_SPOKEN)}
    return {way: (*words, *short.get(Consent.How(way), ())) for way, words in _ways().items()}


def _ways() -> InBoth:
    return {way: words for way, words in labels(Consent.How).items() if way != Consent.How.SELF}

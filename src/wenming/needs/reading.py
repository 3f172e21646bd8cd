"""A workbook of needs, row by row: what is asked, what is wrong with it and at which cell (5.3-a)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wenming.base.errors import Impossible
from wenming.base.language import InBoth, here
from wenming.engines.papers import Sheet
from wenming.needs import contacts
from wenming.needs.actions import asking
from wenming.organisation import workbooks
from wenming.organisation.models import Unit
from wenming.organisation.workbooks import Asked, Reader

__all__ = ["COLUMNS", "MOST", "Line", "Lists", "lines", "template"]

# Each row is held against the village's open needs; more than these keep a page waiting.
MOST: Final = 200

_CONSENT: Final = gettext_lazy(
    "只填“是”：本人（或者监护人）单独同意登记这一项；没有同意就两列都空着。"
)

COLUMNS: Final = (
    Asked("unit", gettext_lazy("村（社区）"), must=True, width=18),
    Asked("name", gettext_lazy("称呼"), must=True),
    Asked("phone", gettext_lazy("联系电话"), note=gettext_lazy("手机或者家里的电话；没有就空着。")),
    Asked("words", gettext_lazy("需要什么帮助"), must=True, width=48),
    Asked("kind", gettext_lazy("类别"), note=gettext_lazy("说不清就空着。")),
    Asked("place", gettext_lazy("在什么地方"), width=28),
    Asked("times", gettext_lazy("什么时候方便"), note=gettext_lazy("例如 周六上午、周日上午。"), width=20),
    Asked("priority", gettext_lazy("缓急"), note=gettext_lazy("不填就是一般。"), width=10),
    Asked("channel", gettext_lazy("来源"), note=gettext_lazy("不填就是登门走访。")),
    Asked("other", gettext_lazy("替谁求助"), note=gettext_lazy("替别人求助才填。")),
    Asked(
        "other_agreed",
        gettext_lazy("本人知道并且同意"),
        note=gettext_lazy("替别人求助的，本人同意了填“是”。"),
    ),
    Asked("focus", gettext_lazy("重点服务对象"), note=_CONSENT),
    Asked("focus_agreed", gettext_lazy("单独同意"), note=_CONSENT),
)  # fmt: skip
YES: Final = frozenset({"是", "同意", "yes", "y", "1", "√"})


@dataclass(frozen=True, slots=True)
class Lists:
    """What the words of a row may be: units by name and code, words in both languages by code."""

    units: Mapping[str, Unit]
    kinds: InBoth
    channels: InBoth
    focus: InBoth
    times: InBoth
    priorities: InBoth


@dataclass(frozen=True, slots=True)
class Line(workbooks.Line):
    """One row: as it was written, and either what is asked or what is wrong, by column."""

    asked: asking.Asked | None = None
    channel: str = ""


def template(lists: Lists) -> Sheet:
    """The workbook to fill in."""
    chosen = {
        "unit": tuple(dict.fromkeys(str(unit) for unit in lists.units.values())),
        "kind": tuple(here(lists.kinds).values()),
        "priority": tuple(here(lists.priorities).values()),
        "channel": tuple(here(lists.channels).values()),
        "other_agreed": (_("是"),),
        "focus": tuple(here(lists.focus).values()),
        "focus_agreed": (_("是"),),
    }
    notes = (
        _("一行一件需求，带 * 的一定要填，第一行表头不要改。"),
        _("请告诉求助人：姓名、电话和地点只用来核实、答复和上门服务，办结后到期删除。"),
        _("属于哪类重点服务对象，本人（或者监护人）单独同意才登记；只有镇里的办公室和上门的人看得到。"),
        _("上传以后先试读，哪一行有什么问题、哪一行好像登记过会写明，确认以后才登记；最多 %(most)s 行。")
        % {"most": MOST},
    )  # fmt: skip
    return workbooks.template(_("需求登记表"), COLUMNS, chosen, notes)


def lines(rows: Mapping[int, Mapping[str, str]], lists: Lists) -> list[Line]:
    """Every row looked through; the same words of one household stand in the file once."""
    found, seen = [], dict[tuple[str, ...], int]()
    for number, cells in rows.items():
        line = _line(number, cells, lists)
        same = tuple(cells.get(code, "") for code in ("unit", "name", "phone", "words"))
        first = seen.setdefault(same, number)
        if first != number and not line.faults:
            words = _("和第 %(number)s 行是同一件事。") % {"number": first}
            line = Line(number, cells, {"words": words})
        found.append(line)
    return found


def _line(number: int, cells: Mapping[str, str], lists: Lists) -> Line:
    reader = Reader(cells)
    asked, channel = _asked(reader, lists), reader.choice("channel", lists.channels, "visit")
    if not reader.faults:
        try:
            asking.examine(asked)
        except Impossible as error:
            reader.faults[error.field or "words"] = str(error)
    if reader.faults:
        return Line(number, cells, reader.faults)
    return Line(number, cells, {}, asked, channel)


def _asked(reader: Reader, lists: Lists) -> asking.Asked:
    other = reader.said("other")[:60]
    return asking.Asked(
        unit=reader.site("unit", lists.units),
        words=reader.needed("words", 500),
        name=reader.needed("name", 60),
        phone=_phone(reader),
        kind=reader.choice("kind", lists.kinds) if reader.said("kind") else "",
        place=reader.said("place")[:200],
        times=reader.several("times", lists.times),
        priority=int(reader.choice("priority", lists.priorities, "0") or 0),
        is_for_other=bool(other),
        other_agreed=_is_yes(reader, "other_agreed"),
        other=other,
        focus=reader.choice("focus", lists.focus) if reader.said("focus") else "",
        focus_agreed=_is_yes(reader, "focus_agreed"),
    )


def _phone(reader: Reader) -> str:
    said = reader.said("phone")
    try:
        return contacts.normal(said) if said else ""
    except Impossible as error:
        reader.faults.setdefault("phone", str(error))
        return ""


def _is_yes(reader: Reader, code: str) -> bool:
    return reader.said(code).casefold() in YES

"""What was done to a service list, in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from wenming.base.models import Entry
from wenming.organisation.register_rows import Deed

__all__ = ["deeds"]

DEEDS: Final[Mapping[str, str | Promise]] = {
    "added": gettext_lazy("按分组起草"),
    "corrected": gettext_lazy("更改说明"),
    "line-added": pgettext_lazy("deed", "加一项"),
    "line-changed": gettext_lazy("改一项"),
    "line-removed": gettext_lazy("删一项"),
    "published": pgettext_lazy("deed", "公布"),
    "taken-down": pgettext_lazy("deed", "收回修改"),
    "withdrawn": pgettext_lazy("deed", "撤回"),
    "planned": pgettext_lazy("deed", "写进月计划"),
    "activity-attached": gettext_lazy("归入活动"),
    "activity-detached": gettext_lazy("移出活动"),
}


def deeds(entries: Iterable[Entry]) -> list[Deed]:
    """The last first."""
    return [Deed(one.at, _said(one), one.by_name or _("系统")) for one in entries]


def _said(entry: Entry) -> str:
    verb, told = entry.verb.partition(".")[2], entry.details
    words = [str(DEEDS.get(verb, verb))]
    words += [str(told[name]) for name in ("title", "month", "why") if told.get(name)]
    return _("；").join(words)

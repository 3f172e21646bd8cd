"""Why a rule cannot be counted for somebody, in words."""

from __future__ import annotations

from django.utils.translation import gettext as _

__all__ = ["why_not_countable"]


def why_not_countable(reason: str) -> str:
    """The engine's code with its argument, in words; nothing for nothing."""
    code, _sep, argument = reason.partition(":")
    words = {
        "": "",
        "no-attribute": _("还没有登记“%(what)s”这个数。"),
        "no-denominator": _("还没有可以作分母的记录。"),
        "nothing-owed": _("这个时段没有应当完成的数量。"),
    }
    return words.get(code, reason) % {"what": argument} if reason else ""

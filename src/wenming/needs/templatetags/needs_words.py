"""How a wait is said."""

from __future__ import annotations

from datetime import timedelta

from django import template
from django.utils.translation import ngettext

from wenming.base.templatetags.look import amount

register = template.Library()

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@register.filter
def span(wait: timedelta) -> str:
    """40 minutes; 5.5 hours; 2.3 days."""
    if wait < HOUR:
        minutes = wait // timedelta(minutes=1)
        return ngettext("%(number)s 分钟", "%(number)s 分钟", minutes) % {"number": minutes}
    if wait < DAY:
        hours = round(wait / HOUR, 1)
        said = ngettext("%(number)s 小时", "%(number)s 小时", _many(hours))
        return said % {"number": amount(hours)}
    days = round(wait / DAY, 1)
    return ngettext("%(days)s 天", "%(days)s 天", _many(days)) % {"days": amount(days)}


def _many(number: float) -> int:
    """One is one; one and a half are several."""
    return 1 if number == 1 else 2

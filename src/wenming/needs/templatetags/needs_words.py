"""How a wait is said."""

from __future__ import annotations

from datetime import timedelta

from django import template
from django.utils.translation import gettext as _
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
        return _("%(hours)s 小时") % {"hours": amount(round(wait / HOUR, 1))}
    return _("%(number)s 天") % {"number": amount(round(wait / DAY, 1))}

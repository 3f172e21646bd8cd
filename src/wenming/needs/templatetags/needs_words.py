"""How a wait is said."""

from __future__ import annotations

from datetime import timedelta

from django import template
from django.utils.translation import gettext as _

from wenming.base.templatetags.look import amount

register = template.Library()

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@register.filter
def span(wait: timedelta) -> str:
    """40 minutes; 5.5 hours; 2.3 days."""
    if wait < HOUR:
        return _("%(number)s 分钟") % {"number": wait // timedelta(minutes=1)}
    if wait < DAY:
        return _("%(hours)s 小时") % {"hours": amount(round(wait / HOUR, 1))}
    return _("%(number)s 天") % {"number": amount(round(wait / DAY, 1))}

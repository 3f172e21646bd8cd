"""An activity was called off, or its record withdrawn: its hours and certificates no longer hold."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from wenming.accounts.actions import notices
from wenming.activities.actions.following import What
from wenming.activities.models import Activity
from wenming.hours.actions import certificates
from wenming.hours.actions.books import turn_page
from wenming.hours.models import Presence

__all__ = ["follow"]

GONE = gettext_noop("“%(activity)s”取消或者撤回了，这次的时长不再计入：%(why)s")


@transaction.atomic
def follow(activity_id: int, what: str) -> None:
    """Replace what was certified of it, and tell everybody whose hours no longer count, once."""
    activity = Activity.objects.get(pk=activity_id)
    if what not in (What.CALLED_OFF, What.WITHDRAWN) or activity.stands:
        return
    rows = Presence.objects.confirmed().filter(shift__activity=activity).order_by("user", "pk")
    for row in rows.select_related("user", "shift__activity__town"):
        turn_page(row.user_id)
        certificates.replace(presence=row, why=_("证明里的活动取消或者撤回了。"), by=None)
        notices.tell(
            user=row.user,
            key=f"hours.presence:{row.pk}:gone",
            text=GONE,
            url=row.get_absolute_url(),
            by_phone=False,
            activity=activity.title,
            why=activity.withdrawn_why or activity.called_off_why,
        )

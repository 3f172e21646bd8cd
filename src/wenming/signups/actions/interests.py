"""Whoever is interested hears when places come or the date changes."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from wenming.accounts.models import User
from wenming.activities.models import Activity
from wenming.base import clock
from wenming.base.errors import Impossible
from wenming.base.models import record
from wenming.signups.models import Interest

__all__ = ["drop", "keep"]


@transaction.atomic
def keep(*, activity: Activity, by: User) -> None:
    """Let me know."""
    if activity.stage not in Activity.OPEN:
        raise Impossible(_("这项活动已经结束或者取消。"))
    interest, is_new = Interest.objects.get_or_create(
        activity=activity, user_id=by.pk, defaults={"since_at": clock.now()}
    )
    if is_new:
        record(by, "interest.kept", interest, town=activity.town_id)


@transaction.atomic
def drop(*, activity: Activity, by: User) -> None:
    """No longer."""
    for interest in Interest.objects.filter(activity=activity, user=by.pk):
        record(by, "interest.dropped", interest, town=activity.town_id)
        interest.delete()

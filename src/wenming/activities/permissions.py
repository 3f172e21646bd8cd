"""Who may do what with activities and month plans, beyond the common rule of records."""

from __future__ import annotations

from django.contrib.auth.models import AnonymousUser
from django.utils.translation import gettext as _

from wenming.accounts.models import User
from wenming.activities.models import Activity, MonthPlan
from wenming.base.decisions import Decision, denied
from wenming.organisation.permissions import is_insider, may_change

__all__ = ["may_publish", "may_see_photos"]


def may_publish(user: User | None, plan: MonthPlan) -> Decision:
    """Whoever may change a plan may hang it out, once."""
    if plan.stage != MonthPlan.Stage.DRAFT:
        return denied(_("这份计划已经公布。"))
    return may_change(user, plan)


def may_see_photos(user: User | AnonymousUser, activity: Activity) -> Decision:
    """Those in the pictures agreed, or one works in the town; nobody once it is withdrawn."""
    if activity.withdrawn_at is None and activity.shows_photos:
        return Decision()
    if isinstance(user, User) and is_insider(user, activity.town):
        return Decision()
    return denied(_("这些照片没有公开。"))

"""Who went is credited: the unit confirms a service, and it is an activity with hours (5.2-d).

Hours are confirmed by who organised them, never by who claims them (Decree 67, articles 3 and 7).
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.timezone import get_default_timezone, make_aware
from django.utils.translation import gettext as _

from wenming.accounts.models import User
from wenming.activities.actions import activities
from wenming.base.errors import Overtaken
from wenming.base.models import record
from wenming.hours.actions import back_entries
from wenming.hours.actions.confirming import Left
from wenming.hours.models import Presence
from wenming.needs.models import Service
from wenming.needs.permissions import may_credit
from wenming.needs.plan import KINDS
from wenming.organisation.queries import words

__all__ = ["OTHER", "credit"]

# What kind of activity it becomes, where the plan has that word; else the plan's last.
OTHER = "other"


@transaction.atomic
def credit(*, service: Service, task: str, by: User | None) -> list[Left]:
    """One more activity of the unit, at home with somebody; nothing in it tells with whom.

    Returns who could not be credited, with the reason: credited elsewhere at that time, for one.
    """
    may_credit(by, service).enforce()
    need, people = service.need, list(service.volunteers.select_related("user"))
    begin = make_aware(datetime.combine(service.served_on, service.began), get_default_timezone())
    end = begin + timedelta(minutes=service.minutes)
    kinds = words(need.town, "activity_kinds")
    activity = activities.hold(
        unit=need.unit,
        teams=[service.dispatch.team] if service.dispatch.team else [],
        held_on=service.served_on,
        title=_title(service),
        kind=OTHER if OTHER in kinds else [*kinds][-1],
        task=task,
        people=len(people),
        place=_("入户"),
        by=by,
    )
    if not Service.objects.filter(pk=service.pk, activity=None).update(activity=activity):
        raise Overtaken(_("这次服务的时长刚刚已经确认。"))
    service.activity = activity
    record(by, "service.credited", service, town=need.town_id, activity=activity.pk)
    return back_entries.enter(
        activity=activity,
        people=[one.user for one in people],
        came_at=begin,
        left_at=end,
        why=_("上门服务"),
        grade=Presence.Grade.LATER,
        by=by,
    )


def _title(service: Service) -> str:
    """Of a protected need not even its kind: in a small village that would tell."""
    need = service.need
    kind = "" if need.is_protected else words(need.town, KINDS).get(need.kind, "")
    return _("上门服务：%(kind)s") % {"kind": kind} if kind else _("上门服务")

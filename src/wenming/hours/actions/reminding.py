"""Who has to confirm attendance is reminded before it is late (Decree 67, article 11)."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from django.db import transaction
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext_noop

from wenming.accounts.actions import notices
from wenming.activities.models import Activity
from wenming.activities.queries import heads_of, keepers_of
from wenming.base import clock
from wenming.hours.models import Presence
from wenming.hours.rules import due_on

__all__ = ["remind"]

AHEAD: Final = timedelta(days=3)
# Nothing older is spoken of again: it stands at the desk.
BACK: Final = timedelta(days=40)
DUE: Final = gettext_noop("“%(activity)s”的到场记录还没有确认，%(day)s以前要确认完。")


@transaction.atomic
def remind() -> None:
    """Every day: of each activity once, three days before its records are due."""
    today = clock.today()
    waiting = Presence.objects.filter(stage__in=(Presence.Stage.HERE, Presence.Stage.GONE))
    found = Activity.objects.standing().filter(shifts__presences__in=waiting).distinct()
    for activity in found.filter(held_on__range=(today - BACK, today)).select_related(
        "unit", "recorded_by"
    ):
        if due_on(activity.held_on) - AHEAD <= today:
            _tell(activity)


def _tell(activity: Activity) -> None:
    notices.tell_all(
        users=dict.fromkeys((*keepers_of(activity), *heads_of(activity))),
        key=f"hours.activity:{activity.pk}:due",
        text=DUE,
        url=reverse("hours:attendance", args=[activity.pk]),
        activity=activity.title,
        day=date_format(due_on(activity.held_on)),
    )

"""An activity is announced, changed in the open, opened, or called off (5.2; Decree 685)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from wenming.accounts.models import User
from wenming.activities.actions import shifts
from wenming.activities.actions.following import What, tell_followers
from wenming.activities.actions.shifts import Stretch
from wenming.activities.models import Activity
from wenming.activities.permissions import (
    may_call_off,
    may_change_announcement,
    may_open,
    may_publish_announcement,
)
from wenming.base import clock
from wenming.base.errors import Impossible, Overtaken
from wenming.base.models import record
from wenming.base.stages import move
from wenming.organisation.actions import records
from wenming.organisation.models import Unit
from wenming.volunteers.actions.teams import assign, begin_with
from wenming.volunteers.models import Team

__all__ = ["announce", "call_off", "correct", "open_due", "open_now", "publish"]

Stage = Activity.Stage


@transaction.atomic
def announce(
    *,
    unit: Unit,
    stretches: Sequence[Stretch],
    teams: Iterable[Team] = (),
    publish_now: bool = False,
    ticket: UUID | None = None,
    by: User | None,
    **fields: Any,
) -> Activity:
    """Draft what `unit` is going to hold, and publish it at once if told to."""
    first = shifts.first_of(stretches)
    is_known = ticket is not None and Activity.objects.filter(ticket=ticket).exists()
    when: dict[str, Any] = {"held_on": localdate(first.starts_at), "place": first.place}
    activity = records.add(Activity, unit=unit, ticket=ticket, by=by, **when, **fields)
    if not is_known:
        shifts.enter(activity, stretches)
        begin_with(row=activity, teams=teams)
    if publish_now and activity.stage == Stage.DRAFT:
        publish(activity=activity, by=by)
    return activity


@transaction.atomic
def correct(
    *, row: Activity, teams: Iterable[Team] | None = None, by: User | None, **fields: Any
) -> None:
    """Put an announcement right, published or not; its shifts have actions of their own."""
    records.correct(row=row, may=may_change_announcement, by=by, **fields)
    if teams is not None:
        assign(row=row, teams=teams, by=by)


@transaction.atomic
def publish(*, activity: Activity, by: User | None) -> None:
    """Let all see it. Raises `Overtaken` if somebody else just did."""
    may_publish_announcement(by, activity).enforce()
    move(activity, Stage.PUBLISHED, allowed=Activity.NEXT, published_at=clock.now())
    record(by, "activity.published", activity, town=activity.town_id)


@transaction.atomic
def open_now(*, activity: Activity, by: User | None) -> None:
    """It begins."""
    may_open(by, activity).enforce()
    move(activity, Stage.RUNNING, allowed=Activity.NEXT)
    record(by, "activity.opened", activity, town=activity.town_id)


def open_due() -> None:
    """The clock's part: what has begun, is running."""
    for activity in Activity.objects.begun(clock.now()).select_related("unit"):
        try:
            open_now(activity=activity, by=None)
        except Overtaken:
            # Somebody pressed the button in this moment.
            continue


@transaction.atomic
def call_off(*, activity: Activity, why: str, by: User | None) -> None:
    """It will not take place; everybody who relied on it is told why."""
    may_call_off(by, activity).enforce()
    if not why.strip():
        raise Impossible(_("请写明取消的原因，报名的人会看到。"), field="why")
    move(activity, Stage.CALLED_OFF, allowed=Activity.NEXT, called_off_why=why.strip())
    record(by, "activity.called-off", activity, town=activity.town_id, why=why.strip())
    tell_followers(activity, What.CALLED_OFF)

"""Hours that nobody noted down at the time: entered afterwards, another kind, shown apart."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from wenming.accounts.models import User
from wenming.activities.models import Activity, Shift
from wenming.base import clock
from wenming.base.errors import Impossible
from wenming.base.models import record
from wenming.base.stages import hold
from wenming.hours.actions import confirming
from wenming.hours.actions.confirming import Left
from wenming.hours.models import Presence
from wenming.hours.permissions import may_note

__all__ = ["enter"]

LONGEST = timedelta(hours=24)


@transaction.atomic
def enter(
    *,
    activity: Activity,
    people: Iterable[User],
    came_at: datetime,
    left_at: datetime,
    why: str,
    shift: Shift | None = None,
    grade: str = Presence.Grade.BACK,
    by: User | None,
) -> list[Left]:
    """`people` were there from then to then; whoever enters it vouches for it, and is named.

    Without a `shift` the activity was recorded only afterwards: this stretch becomes its shift.
    `grade` is a better one where who was there said so themselves before.
    Returns who could not be credited, with the reason.
    """
    may_note(by, activity).enforce()
    _is_told(came_at, left_at, why)
    shift = shift or _stretch(activity, came_at, left_at)
    if shift.starts_at >= left_at or shift.ends_at <= came_at:
        raise Impossible(_("这段时间不在班次里。"), field="came_at")
    made, left = [], []
    for person in sorted(people, key=lambda one: one.pk):
        told = {"came_at": came_at, "left_at": left_at, "note": why.strip(), "grade": grade}
        try:
            made.append(_one(shift, person, told, by))
        except Impossible as error:
            left.append(Left(Presence(shift=shift, user=person), str(error)))
    return [*left, *confirming.confirm(activity=activity, presences=made, by=by)]


def _is_told(came_at: datetime, left_at: datetime, why: str) -> None:
    if not why.strip():
        raise Impossible(_("请写明为什么当时没有记录。"), field="why")
    if left_at > clock.now():
        raise Impossible(_("还没有结束，请用点名或者扫码签到。"), field="left_at")
    if not timedelta(0) < left_at - came_at <= LONGEST:
        raise Impossible(_("结束要在开始之后，一个班次不超过24小时。"), field="left_at")


def _stretch(activity: Activity, came_at: datetime, left_at: datetime) -> Shift:
    hold(activity)
    made, _is_new = Shift.objects.get_or_create(
        activity=activity, part=Shift.Part.SERVE, starts_at=came_at, ends_at=left_at
    )
    return made


def _one(shift: Shift, person: User, told: dict[str, object], by: User | None) -> Presence:
    stage = Presence.Stage.GONE
    try:
        with transaction.atomic():
            made = Presence.objects.create(
                shift=shift, user=person, stage=stage, entered_by=by, **told
            )
    except IntegrityError as error:
        raise Impossible(_("已经有到场记录。")) from error
    record(by, "presence.entered-afterwards", made, town=shift.activity.town_id)
    return made

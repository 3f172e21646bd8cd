"""What becomes of an activity reaches everybody who has to do with it."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext_noop

from wenming.accounts.models import User
from wenming.activities.actions.following import What
from wenming.activities.models import Activity, Shift
from wenming.base import clock
from wenming.signups.actions import cover, line, one_place
from wenming.signups.actions.telling import tell_user
from wenming.signups.models import Interest, SignUp

__all__ = ["follow"]

OFF = gettext_noop("“%(activity)s”（%(at)s）取消了：%(why)s")
MOVED = gettext_noop("“%(activity)s”改期了，现在是%(at)s。不能来的话，请在这里取消。")
MOVED_FOR_HEADS = gettext_noop("您的队伍参加的“%(activity)s”改期了，现在是%(at)s。")
MOVED_FOR_FOLLOWERS = gettext_noop("您关注的“%(activity)s”改期了，现在是%(at)s。")


@transaction.atomic
def follow(activity_id: int, what: str) -> None:
    """Tell everybody with a place, in line or interested, and the heads of the teams that serve.

    Lines and invitations are looked after.
    """
    if what == What.WITHDRAWN:
        return  # a draft, or over: nobody relies on it any longer
    activity = Activity.objects.select_related("unit__town").get(pk=activity_id)
    shifts = list(activity.shifts.filter(ends_at__gt=clock.now()))
    # Who pressed before it was said hears of it too.
    one_place.let_through(shift.pk for shift in shifts)
    for shift in shifts:
        shift.activity = activity
        if what == What.CALLED_OFF:
            cover.close(shift_id=shift.pk)
        else:
            line.move_up(shift_id=shift.pk)
        if what == What.PLACES:
            cover.tell_interested(shift_id=shift.pk)
    if shifts and what != What.PLACES:
        told = {user for shift in shifts for user in _tell_signed_up(shift, what)}
        told |= _tell_heads(activity, shifts[0], what, told)
        _tell_interested(activity, shifts[0], what, told)


def _tell_signed_up(shift: Shift, what: str) -> set[int]:
    rows = SignUp.objects.live().filter(shift=shift).select_related("user")
    for row in rows:
        _tell(row.user, shift, what, MOVED)
    return {row.user_id for row in rows}


def _tell_heads(activity: Activity, shift: Shift, what: str, told: set[int]) -> set[int]:
    heads = User.objects.get_queryset().filter(teams_headed__activities=activity, is_active=True)
    found = {head.pk: head for head in heads.exclude(pk__in=told)}
    for head in found.values():
        _tell(head, shift, what, MOVED_FOR_HEADS)
    return set(found)


def _tell_interested(activity: Activity, shift: Shift, what: str, told: set[int]) -> None:
    interests = Interest.objects.filter(activity=activity).exclude(user__in=told)
    for interest in interests.select_related("user"):
        _tell(interest.user, shift, what, MOVED_FOR_FOLLOWERS)


def _tell(user: User, shift: Shift, what: str, moved: str) -> None:
    if what == What.CALLED_OFF:
        why = shift.activity.called_off_why
        tell_user(user, shift, f"called-off:{shift.pk}", OFF, why=why)
    else:
        key = f"rescheduled:{shift.pk}:{shift.starts_at:%Y%m%d%H%M}"
        tell_user(user, shift, key, moved)

"""Who notes down who came, who confirms it, and what is whose own (Decree 67, articles 3 and 13)."""

from __future__ import annotations

from datetime import timedelta

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from wenming.accounts.models import User
from wenming.activities.models import Activity, Shift
from wenming.base import clock
from wenming.base.decisions import ALLOWED, Decision, denied
from wenming.hours.models import Certificate, Objection, Presence
from wenming.hours.rules import rules_of
from wenming.organisation.permissions import may_govern, may_record

__all__ = [
    "may_answer",
    "may_arrive",
    "may_certify",
    "may_correct",
    "may_lead",
    "may_note",
    "may_object",
    "may_propose",
    "may_rate",
    "may_restore",
    "may_withdraw_certificate",
]


def may_lead(user: User | None, activity: Activity) -> Decision:
    """The unit's people, the offices, and who heads a team that takes part. None: the operator."""
    recording = may_record(user, activity.unit)
    if recording or user is None:
        return recording
    if activity.teams.filter(head=user.pk, withdrawn_at__isnull=True).exists():
        return ALLOWED
    return denied(_("只有主办单位的工作人员和参加队伍的队长可以记录谁来了。"))


def may_note(user: User | None, activity: Activity) -> Decision:
    """Who leads notes down attendance, of what is going to happen or has happened."""
    standing = _stands(activity)
    return may_lead(user, activity) if standing else standing


def may_arrive(user: User | None, person: User, shift: Shift) -> Decision:
    """By a code on the spot everybody signs in and out for themselves alone."""
    if user is not None and user.pk != person.pk:
        return denied(_("扫码只能给自己签到、签退。"))
    return _stands(shift.activity)


def may_correct(user: User | None, presence: Presence) -> Decision:
    """Who leads puts a record right, at any time, and says why; confirmed hours not their own."""
    if presence.stage == Presence.Stage.STRUCK:
        return denied(_("这条记录已经不计，不能再更改。"))
    if presence.stage == Presence.Stage.CONFIRMED and _is_own(user, presence):
        return denied(_("自己已经确认的时长，要请别人更改。"))
    return may_note(user, presence.shift.activity)


def may_restore(user: User | None, presence: Presence) -> Decision:
    """Who leads takes back that a record does not count, while the activity stands."""
    if presence.stage != Presence.Stage.STRUCK:
        return denied(_("这条记录没有改为不计。"))
    if _is_own(user, presence):
        return denied(_("自己的记录，要请别人恢复。"))
    return may_note(user, presence.shift.activity)


def may_propose(user: User | None, presence: Presence) -> Decision:
    """Who forgot to sign out says when they left."""
    if user is not None and user.pk != presence.user_id:
        return denied(_("只能说明自己的离开时间。"))
    if not presence.is_forgotten:
        return denied(_("这条记录不用补签退。"))
    return ALLOWED


def may_object(user: User | None, presence: Presence) -> Decision:
    """One's own record, while the days for it last."""
    if user is not None and user.pk != presence.user_id:
        return denied(_("只能对自己的记录提出异议。"))
    if not presence.shift.activity.stands:
        return denied(_("活动取消或者撤回了，时长不计入。有疑问请找主办单位。"))
    if presence.stage != Presence.Stage.CONFIRMED:
        return denied(_("记录确认以后，才能提出异议。"))
    if presence.is_final:
        return denied(_("异议期已过，时长已经生效。确有错误，请找主办单位更正。"))
    return ALLOWED


def may_answer(user: User | None, objection: Objection) -> Decision:
    """Who leads the activity, once."""
    if objection.stage != Objection.Stage.OPEN:
        return denied(_("这条异议已经答复。"))
    if user is not None and user.pk == objection.presence.user_id:
        return denied(_("自己提出的异议，要请别人答复。"))
    return may_lead(user, objection.presence.shift.activity)


def may_rate(user: User | None, presence: Presence) -> Decision:
    """Who was there, after it, for some days."""
    if user is not None and user.pk != presence.user_id:
        return denied(_("只有参加过的人可以评价。"))
    if presence.stage == Presence.Stage.STRUCK or not presence.shift.is_over:
        return denied(_("活动结束以后，参加过的人可以评价。"))
    days = rules_of(presence.shift.activity.town).rating_days
    if clock.today() > localdate(presence.shift.ends_at) + timedelta(days=days):
        return denied(_("评价的时间已经过了。"))
    return ALLOWED


def may_certify(user: User | None, person: User) -> Decision:
    """Whose hours they are has them certified, free, as often as wanted. None: the operator."""
    if user is not None and user.pk != person.pk:
        return denied(_("只能开自己的证明。"))
    return ALLOWED


def may_withdraw_certificate(user: User | None, certificate: Certificate) -> Decision:
    """The offices, while it is valid."""
    if certificate.stage != Certificate.Stage.VALID:
        return denied(_("这份证明已经失效。"))
    return may_govern(user, certificate.town)


def _is_own(user: User | None, presence: Presence) -> bool:
    return user is not None and user.pk == presence.user_id


def _stands(activity: Activity) -> Decision:
    if activity.withdrawn_at is not None:
        return denied(_("这条记录已经撤回，不能再更改。"))
    if activity.stage == Activity.Stage.DRAFT:
        return denied(_("活动还没有发布。"))
    if activity.stage == Activity.Stage.CALLED_OFF:
        return denied(_("活动已经取消。"))
    return ALLOWED

"""Who may sign somebody up, confirm, give up, and see who comes."""

from __future__ import annotations

from django.utils.translation import gettext as _

from wenming.accounts.models import User
from wenming.activities.models import Activity
from wenming.base.decisions import ALLOWED, Decision, denied
from wenming.organisation.permissions import may_record
from wenming.signups.models import Invitation, SignUp

__all__ = ["may_answer", "may_confirm", "may_enter", "may_give_up", "may_see_who_comes"]


def may_enter(user: User | None, activity: Activity) -> Decision:
    """Whoever enters the unit's work signs up people without a phone. None: the operator."""
    return may_record(user, activity.unit)


def may_see_who_comes(user: User, activity: Activity) -> Decision:
    """Who comes is for those who run the activity: the unit's people, and heads of its teams."""
    if activity.teams.filter(head=user.pk).exists():
        return ALLOWED
    return may_record(user, activity.unit)


def may_confirm(user: User, row: SignUp) -> Decision:
    """Whoever is offered a place, or is of the same party; for who has no phone, the unit's people."""
    asks = not row.user.phone and may_enter(user, row.shift.activity)
    if not asks and not _is_of_party(user, row):
        return denied(_("要由候补的人自己确认。"))
    if row.stage != SignUp.Stage.OFFERED:
        return denied(_("这个空位已经不再为您保留。"))
    return ALLOWED


def may_give_up(user: User | None, row: SignUp) -> Decision:
    """Oneself, who is of the same party, and who runs the activity; until it begins."""
    if row.shift.has_begun:
        return denied(_("活动已经开始，不能再取消。来没来由现场签到说明。"))
    if user is None or _is_of_party(user, row):
        return ALLOWED
    return may_enter(user, row.shift.activity)


def may_answer(user: User, invitation: Invitation) -> Decision:
    """An invitation is answered by whoever got it, once."""
    if user.pk != invitation.user_id:
        return denied(_("要由受到邀请的人自己决定。"))
    if invitation.reply != Invitation.Reply.OPEN:
        return denied(_("这次邀请已经答复过，或者已有人补上。"))
    return ALLOWED


def _is_of_party(user: User, row: SignUp) -> bool:
    if user.pk == row.user_id:
        return True
    same = SignUp.objects.live().filter(shift=row.shift_id, party=row.party, user=user.pk)
    return row.party is not None and same.exists()

"""Who may change a team, who is in it, and what is known of a volunteer."""

from __future__ import annotations

from django.utils.translation import gettext as _

from wenming.accounts.models import User
from wenming.base import clock
from wenming.base.decisions import ALLOWED, Decision, denied
from wenming.organisation.models import Town, Unit
from wenming.organisation.permissions import is_office, may_change, may_record
from wenming.volunteers.models import Membership, Qualification, Team, Volunteer

__all__ = [
    "may_answer",
    "may_attend_to",
    "may_check",
    "may_give_out",
    "may_hand_over",
    "may_join",
    "may_lead",
    "may_leave",
    "may_look",
    "may_note_award",
    "may_register",
]


# Teams -------------------------------------------------------------------------------------------


def may_hand_over(user: User | None, team: Team) -> Decision:
    """Whoever may correct the team may name its head, as long as it is there."""
    if _is_closed(team):
        return denied(_("这支队伍已经解散，不能再更换队长。"))
    return may_change(user, team)


def may_lead(user: User | None, team: Team) -> Decision:
    """Its head, and whoever may correct it, say who is in a team."""
    if _is_closed(team):
        return denied(_("这支队伍已经解散，不能再加人。"))
    if user is not None and user.pk == team.head_id and team.withdrawn_at is None:
        return ALLOWED
    return may_change(user, team)


def may_join(volunteer: Volunteer | None, team: Team) -> Decision:
    """Any volunteer of the town may ask, or be asked."""
    if _is_closed(team) or team.withdrawn_at is not None:
        return denied(_("这支队伍已经解散，不能再加人。"))
    if volunteer is None or volunteer.ended_on is not None:
        return denied(_("先登记为志愿者，才能加入队伍。"))
    if volunteer.town_id != team.town_id:
        return denied(_("您是在另一个镇登记的志愿者。"))
    return ALLOWED


def may_answer(user: User | None, membership: Membership) -> Decision:
    """An invitation is the volunteer's to answer, a request the team's. Nobody is assigned."""
    if membership.stage == Membership.Stage.INVITED:
        own = user is not None and user.pk == membership.volunteer.user_id
        return ALLOWED if own else denied(_("要由受到邀请的人自己决定。"))
    return may_lead(user, membership.team)


def may_leave(user: User | None, membership: Membership) -> Decision:
    """A member at any time; whoever leads the team may let one go."""
    if user is None or user.pk == membership.volunteer.user_id:
        return ALLOWED
    return may_lead(user, membership.team)


def _is_closed(team: Team) -> bool:
    return team.closed_on is not None and team.closed_on < clock.today()


# Volunteers --------------------------------------------------------------------------------------


def may_register(by: User | None, user: User | None, unit: Unit) -> Decision:
    """Oneself anywhere; somebody else, the workers of where they live. None: the operator."""
    if by is not None and user is not None and by.pk == user.pk:
        return ALLOWED
    return may_record(by, unit)


def may_attend_to(by: User | None, volunteer: Volunteer) -> Decision:
    """Correct what is known, take the consent back: oneself, or a worker who was asked to."""
    return may_register(by, volunteer.user, volunteer.unit)


def may_look(by: User | None, volunteer: Volunteer) -> Decision:
    """Numbers in full are for the workers of where one lives, each time with a reason."""
    if volunteer.ended_on is not None:
        return denied(_("这位志愿者已经退出，号码已经删除。"))
    return may_record(by, volunteer.unit)


def may_check(by: User | None, qualification: Qualification) -> Decision:
    """A certificate is checked by a worker of where its holder lives, never by the holder."""
    volunteer = qualification.volunteer
    if by is not None and by.pk == volunteer.user_id:
        return denied(_("自己的证书要请别的工作人员核对。"))
    return may_record(by, volunteer.unit)


def may_note_award(by: User | None, volunteer: Volunteer) -> Decision:
    """A worker of where one lives, never oneself; of who has left nothing more is noted."""
    if volunteer.ended_on is not None:
        return denied(_("“%(name)s”已经退出志愿者登记。") % {"name": volunteer})
    if by is not None and by.pk == volunteer.user_id:
        return denied(_("自己的表彰要请别的工作人员登记。"))
    return may_record(by, volunteer.unit)


def may_give_out(by: User | None, town: Town) -> Decision:
    """Volunteers' data leave the town through its offices only. None: the operator."""
    if by is None or is_office(by, town):
        return ALLOWED
    return denied(_("志愿者资料只能由镇里的办公室对外提供。"))

"""Who may enter, answer and see a need; who may see whom it is about."""

from __future__ import annotations

from django.utils.translation import gettext as _

from wenming.accounts.models import User
from wenming.base.decisions import ALLOWED, Decision, denied
from wenming.menu.permissions import standing
from wenming.needs.models import ContactCard, Dispatch, Need, Service
from wenming.organisation.permissions import is_office, may_record

__all__ = [
    "may_answer",
    "may_attend_to",
    "may_call_back",
    "may_credit",
    "may_dispatch",
    "may_look",
    "may_respond",
    "may_see_person",
    "may_take_up",
    "may_withdraw_card",
    "serves",
]


def may_attend_to(user: User | None, need: Need) -> Decision:
    """The workers of where it is, and the town's offices. None: the clock."""
    return may_record(user, need.unit)


def may_see_person(user: User | None, need: Need) -> Decision:
    """Of a protected need, the offices and whoever entered it; else whoever attends to it."""
    if user is None or is_office(user, need.town):
        return ALLOWED
    if need.is_protected and user.pk != need.entered_by_id:
        return denied(_("求助人受保护：姓名、电话和地点只有镇里的办公室和上门服务的人看得到。"))
    return may_attend_to(user, need)


def may_take_up(need: Need) -> Decision:
    """As long as it is known who asked; once that is forgotten there is nobody to serve."""
    if need.erased_at is not None:
        return denied(_("求助人的信息已经按规定删除，不能再办理。需要的话请重新求助。"))
    return ALLOWED


def may_answer(user: User | None, need: Need) -> Decision:
    """Verify, decline, settle: whoever may see whom it is about can judge it."""
    return may_take_up(need) and may_attend_to(user, need) and may_see_person(user, need)


def may_look(user: User | None, need: Need) -> Decision:
    """The number in full: to call whoever asked, as long as the need is open."""
    if need.erased_at is not None or not need.phone:
        return denied(_("没有留电话，或者已经按规定删除。"))
    if need.stage in Need.ENDED:
        return denied(_("已经办结，不再联系。"))
    return may_answer(user, need)


def may_withdraw_card(user: User | None, card: ContactCard) -> Decision:
    """The workers of where it was issued, once."""
    if card.withdrawn_at is not None:
        return denied(_("这张卡已经停用。"))
    return may_record(user, card.unit)


# Dispatch ----------------------------------------------------------------------------------------


def may_dispatch(user: User | None, need: Need) -> Decision:
    """Whoever attends to it asks who can go, once it is verified and until somebody has accepted.

    Asking shows nobody whom it is about, so that a village's workers may ask for a protected need.
    """
    if need.stage not in (Need.Stage.VERIFIED, Need.Stage.OFFERED):
        return denied(_("先核实受理；已经有人接单的，不用再派。"))
    return may_attend_to(user, need)


def may_credit(user: User | None, service: Service) -> Decision:
    """Whoever attends to it, unless they went themselves: nobody confirms their own hours."""
    if service.activity_id is not None:
        return denied(_("这次服务的时长已经确认。"))
    if user is not None and service.volunteers.filter(user=user.pk).exists():
        return denied(_("自己去的服务，时长请别人确认。"))
    return may_attend_to(user, service.need)


def may_respond(user: User | None, dispatch: Dispatch) -> Decision:
    """Whoever was asked, or an office for a partner group. None: the operator, the made-up year."""
    if user is None or _answers(user, dispatch):
        return ALLOWED
    return denied(_("由被请的人自己答复。"))


def may_call_back(user: User | None, dispatch: Dispatch) -> Decision:
    """Who accepted is not there any more; as long as they are, they say so themselves."""
    if dispatch.stage != Dispatch.Stage.ACCEPTED:
        return denied(_("没有人接单，不用收回。"))
    offerer = dispatch.team or dispatch.partner
    is_gone = offerer is not None and not standing(offerer)
    left = dispatch.volunteer is not None and dispatch.volunteer.ended_on is not None
    if not (is_gone or left):
        return denied(_("接单的人还在，去不了由他们自己退回。"))
    return may_attend_to(user, dispatch.need)


def serves(user: User, dispatch: Dispatch) -> bool:
    """Does this user go there: whoever accepted sees whom it is about, as long as it is open."""
    return dispatch.stage == Dispatch.Stage.ACCEPTED and _answers(user, dispatch)


def _answers(user: User, dispatch: Dispatch) -> bool:
    answerer, partner = dispatch.answerer, dispatch.partner
    if answerer is not None and user.pk == answerer.pk:
        return True
    return partner is not None and not partner.signs_in and is_office(user, dispatch.need.town)

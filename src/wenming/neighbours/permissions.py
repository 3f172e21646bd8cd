"""Who may ask, offer, look in, and see for whom it is."""

from __future__ import annotations

from django.utils.translation import gettext as _

from wenming.accounts.models import User
from wenming.base.decisions import ALLOWED, Decision, denied
from wenming.neighbours.models import LookIn, Pairing, Posting
from wenming.organisation.holding import held_by, holds
from wenming.organisation.models import Post, Town, Unit
from wenming.volunteers.models import Volunteer

__all__ = [
    "TENDERS",
    "may_answer",
    "may_close",
    "may_end",
    "may_pair",
    "may_see",
    "may_serve",
    "may_settle",
    "may_tend",
    "tends",
]

# Who of a unit knows for whom it is. Not the town's offices: they see numbers.
TENDERS = (
    Post.Role.SECRETARY,
    Post.Role.SITE_HEAD,
    Post.Role.LIAISON_OFFICER,
    Post.Role.DEPUTY,
    Post.Role.STAFF,
)


def may_tend(user: User | None, unit: Unit) -> Decision:
    """The unit's own people confirm requests, bring pairs together, settle. None: the operator."""
    if user is None:
        return ALLOWED
    if holds(user, unit, TENDERS):
        return ALLOWED
    return denied(_("邻里守望的具体情况，只有“%(unit)s”的工作人员能看、能办。") % {"unit": unit})


def tends(user: User, town: Town) -> bool:
    """Does this user care for the people of any of the town's units by post?"""
    return any(
        held.town == town.pk and held.kind != Unit.Kind.OFFICE and held.role in TENDERS
        for held in held_by(user)
    )


def may_close(user: User | None, posting: Posting) -> Decision:
    """Who asked, for themselves or for a relative, or the unit."""
    if user is not None and user.pk == posting.asked_by_id and not posting.is_units:
        return ALLOWED
    return may_tend(user, posting.unit)


def may_pair(volunteer: Volunteer | None, posting: Posting) -> Decision:
    """A grown-up volunteer of the town, for somebody else than themselves."""
    if volunteer is None or volunteer.ended_on is not None:
        return denied(_("先登记为志愿者，才能结对。"))
    if volunteer.town_id != posting.town_id:
        return denied(_("您是在另一个镇登记的志愿者。"))
    if volunteer.is_minor:
        return denied(_("未满18周岁不单独上门，请和家人一起参加别的活动。"))
    if posting.stage != Posting.Stage.OPEN:
        return denied(_("这条互助需求还没有核实，或者已经结束。"))
    if volunteer.user_id == posting.person_id:
        return denied(_("不能和自己结对。"))
    return ALLOWED


def may_answer(user: User | None, pairing: Pairing) -> Decision:
    """An invitation is the volunteer's to answer, an offer the unit's."""
    if pairing.stage == Pairing.Stage.INVITED:
        own = user is not None and user.pk == pairing.volunteer.user_id
        return ALLOWED if own else denied(_("要由志愿者本人决定。"))
    return may_tend(user, pairing.posting.unit)


def may_see(user: User | None, pairing: Pairing) -> Decision:
    """For whom it is: who looks in now, and the unit."""
    serving = pairing.stage == Pairing.Stage.ACTIVE
    if serving and user is not None and user.pk == pairing.volunteer.user_id:
        return ALLOWED
    return may_tend(user, pairing.posting.unit)


def may_serve(user: User | None, pairing: Pairing) -> Decision:
    """Who looks in notes visits, pauses, asks somebody to take over; the unit may do it for them."""
    if pairing.stage != Pairing.Stage.ACTIVE:
        return denied(_("这一对现在没有结对。"))
    return may_see(user, pairing)


def may_end(user: User | None, pairing: Pairing) -> Decision:
    """At any time, by either side."""
    if user is not None and user.pk == pairing.volunteer.user_id:
        return ALLOWED
    return may_close(user, pairing.posting)


def may_settle(user: User | None, look_in: LookIn) -> Decision:
    """Who looks in, or the unit, says that what came up is done."""
    return may_see(user, look_in.pairing)

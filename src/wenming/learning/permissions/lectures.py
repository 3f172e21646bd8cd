"""Who answers an order, and who may change one."""

from __future__ import annotations

from django.utils.translation import gettext as _

from wenming.accounts.models import User
from wenming.activities.models import Activity
from wenming.base import clock
from wenming.base.decisions import ALLOWED, Decision, denied
from wenming.learning.models import Order
from wenming.learning.models.lecture import LECTURE
from wenming.organisation.permissions import may_change, may_record

__all__ = [
    "may_agree",
    "may_agree_again",
    "may_answer",
    "may_correct_order",
    "may_speak_for",
    "may_step_back",
    "may_tell_of",
    "may_withdraw_order",
]

Stage = Order.Stage


def may_answer(user: User | None, order: Order) -> Decision:
    """The lecturer, as long as nothing is agreed; for one without a phone, their own unit."""
    if order.withdrawn_at is not None or order.stage not in (Stage.ASKED, Stage.PROPOSED):
        return denied(_("这次点讲已经有了结果。"))
    return may_speak_for(user, order)


def may_agree(user: User | None, order: Order) -> Decision:
    """The unit that ordered agrees to the time that the lecturer proposed."""
    if order.withdrawn_at is not None or order.stage != Stage.PROPOSED:
        return denied(_("宣讲师没有另提时间，或者已经有了结果。"))
    return may_record(user, order.unit)


def may_agree_again(user: User | None, order: Order) -> Decision:
    """The lecturer, where what was agreed was moved; until it begins."""
    if order.moved_to is None:
        return denied(_("时间没有改过，不用再答复。"))
    return may_step_back(user, order)


def may_step_back(user: User | None, order: Order) -> Decision:
    """Who promised to come cannot after all; until it begins."""
    activity = order.activity
    if order.stage != Stage.AGREED or activity is None or activity.stage not in Activity.OPEN:
        return denied(_("只有已经约好、还没有举行的宣讲可以说来不了。"))
    if activity.shifts.filter(starts_at__lte=clock.now()).exists():
        return denied(_("宣讲已经开始。来不了请直接打电话给这个单位。"))
    return may_speak_for(user, order)


def may_tell_of(user: User | None, activity: Activity) -> Decision:
    """Who spoke, and to whom, where no order says so already."""
    if activity.kind != LECTURE or activity.stage == Activity.Stage.CALLED_OFF:
        return denied(_("只有没有取消的宣讲才写谁讲、给谁听。"))
    if Order.objects.standing().filter(activity=activity).exists():
        return denied(_("这次宣讲是点的，谁讲、给谁听以点讲为准。"))
    return may_change(user, activity)


def may_correct_order(user: User | None, order: Order) -> Decision:
    """Until the lecturer has answered."""
    if order.stage != Stage.ASKED:
        return denied(_("宣讲师已经答复，不能再改；可以另点一次。"))
    return may_change(user, order)


def may_withdraw_order(user: User | None, order: Order) -> Decision:
    """What is agreed is announced: then the activity is called off, and all are told."""
    if order.stage == Stage.AGREED:
        return denied(_("已经约好，公告也发布了；不办了请取消活动。"))
    return may_change(user, order)


def may_speak_for(user: User | None, order: Order) -> Decision:
    """The lecturer; for one without a phone, their own unit."""
    lecturer = order.lecture.lecturer
    if user is None or user.pk == lecturer.user_id:
        return ALLOWED
    if lecturer.user is not None and lecturer.user.phone:
        return denied(_("要由宣讲师本人答复。"))
    return may_record(user, lecturer.unit)

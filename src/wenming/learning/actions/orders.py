"""A lecture is ordered, and its lecturer accepts, declines or proposes another time (5.1-a)."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from wenming.accounts.models import User
from wenming.activities.actions import announcing
from wenming.activities.actions.shifts import Stretch
from wenming.activities.models import Shift
from wenming.base import clock
from wenming.base.errors import Impossible, Overtaken
from wenming.base.models import record
from wenming.base.stages import hold, move
from wenming.learning.actions.telling import tell_lecturer, tell_unit
from wenming.learning.models import Lecture, Order
from wenming.learning.models.lecture import LECTURE
from wenming.learning.permissions.lectures import (
    may_agree,
    may_agree_again,
    may_answer,
    may_step_back,
)
from wenming.learning.queries.lectures import clash
from wenming.organisation.actions import records
from wenming.organisation.models import Unit
from wenming.organisation.permissions import may_record

__all__ = ["accept", "agree", "agree_again", "decline", "place", "propose", "step_back"]

Stage = Order.Stage
# As they are kept, in the language of the records.
FOR_ALL, NO_RISKS = "不限", "无"


@transaction.atomic
def place(
    *, unit: Unit, lecture: Lecture, ticket: UUID | None = None, by: User | None, **fields: Any
) -> Order:
    """A unit would like to hear it; the lecturer is told."""
    if not lecture.lecturer.is_towns and lecture.lecturer.unit_id != unit.pk:
        raise Impossible(_("这位宣讲师只在本单位讲，请另选一位。"), field="lecture")
    order = records.add(Order, unit=unit, lecture=lecture, ticket=ticket, by=by, **fields)
    text = gettext_noop("“%(unit)s”想请您讲“%(lecture)s”，去不去由您决定。")
    tell_lecturer(order, "asked", text)
    return order


@transaction.atomic
def accept(*, order: Order, at: datetime, by: User | None) -> None:
    """The lecturer comes at one of the times wished for: it is announced."""
    may_answer(by, order).enforce()
    if at not in order.wishes:
        raise Impossible(_("请选一个还没有过去的时间，或者另提一个。"), field="at")
    _agree(order, at, by)
    text = gettext_noop("“%(lecture)s”约好了，活动公告已经发布。")
    tell_unit(order, "agreed", text)


@transaction.atomic
def propose(*, order: Order, at: datetime, answer: str = "", by: User | None) -> None:
    """The lecturer could come at another time."""
    may_answer(by, order).enforce()
    if at <= clock.now():
        raise Impossible(_("这个时间已经过去。"), field="at")
    told = {"proposed_at": at, "answer": answer.strip()}
    move(order, Stage.PROPOSED, allowed=Order.NEXT, **told)
    record(by, "order.proposed", order, town=order.town_id)
    text = gettext_noop("讲“%(lecture)s”的宣讲师另提了一个时间，请答复。")
    tell_unit(order, f"proposed-{at.isoformat()}", text)


@transaction.atomic
def agree(*, order: Order, by: User | None) -> None:
    """The unit agrees to the proposed time: it is announced."""
    may_agree(by, order).enforce()
    at = order.proposed_at
    if at is None or at <= clock.now():
        raise Impossible(_("这个时间已经过去。"), field="at")
    _agree(order, at, by)
    text = gettext_noop("“%(unit)s”同意了您提的时间，“%(lecture)s”的公告已经发布。")
    tell_lecturer(order, "agreed", text)


@transaction.atomic
def agree_again(*, order: Order, at: datetime, by: User | None) -> None:
    """The unit moved what was agreed, and the lecturer comes at the new time too."""
    may_agree_again(by, order).enforce()
    still = Order.objects.filter(pk=order.pk, stage=Stage.AGREED, moved_to=at)
    if not still.update(agreed_at=at, moved_to=None):
        raise Overtaken(_("时间又改过了，请刷新再看。"))
    order.agreed_at, order.moved_to = at, None
    record(by, "order.agreed-again", order, town=order.town_id)
    text = gettext_noop("“%(lecture)s”改期以后，宣讲师答应了新的时间：%(at)s。")
    tell_unit(order, f"agreed-again-{at:%Y%m%d%H%M}", text, at=at)


@transaction.atomic
def decline(*, order: Order, answer: str = "", by: User | None) -> None:
    """The lecturer cannot come, or the unit cannot at the proposed time; the other side is told."""
    is_units, answers = bool(may_agree(by, order)), may_answer(by, order)
    if not is_units:
        answers.enforce()
    move(order, Stage.DECLINED, allowed=Order.NEXT, answer=answer.strip())
    record(by, "order.declined", order, town=order.town_id)
    tell_unit(order, "declined", gettext_noop("“%(lecture)s”这次没有约成，可以另点一讲。"))
    if is_units and not answers:
        text = gettext_noop("“%(unit)s”说您提的时间不行，“%(lecture)s”这次没有约成。")
        tell_lecturer(order, "declined", text)


@transaction.atomic
def step_back(*, order: Order, answer: str, by: User | None) -> None:
    """The lecturer promised and cannot come after all: the unit finds another, or calls it off."""
    may_step_back(by, order).enforce()
    if not answer.strip():
        raise Impossible(_("请写明为什么来不了，对方会看到。"), field="answer")
    lecture = reverse("activities:activity", args=[order.activity_id])
    over = {"activity": None, "moved_to": None, "answer": answer.strip()}
    move(order, Stage.DECLINED, allowed=Order.NEXT, **over)
    record(by, "order.stepped-back", order, town=order.town_id)
    text = gettext_noop(
        "“%(lecture)s”的宣讲师来不了了：%(why)s。公告还在，请另请一位，或者取消这次活动。"
    )
    tell_unit(order, "stepped-back", text, lecture, why=order.answer)


def _agree(order: Order, at: datetime, by: User | None) -> None:
    """The activity, as the unit would have announced it; the stage moves once."""
    lecture, ends = order.lecture, at + timedelta(minutes=order.lecture.minutes)
    # Two units may agree in the same moment to a time that was proposed to both.
    hold(lecture.lecturer)
    if clash(lecture.lecturer, at, ends):
        raise Impossible(_("这个时间已经约了另一场。"), field="at")
    activity = announcing.announce(
        unit=order.unit,
        stretches=[Stretch(at, ends, place=order.place, part=Shift.Part.ATTEND)],
        publish_now=True,
        ticket=order.ticket,
        by=_announcer(order),
        title=lecture.title,
        kind=LECTURE,
        task=lecture.task,
        about=lecture.about,
        focus=order.focus,
        conditions=FOR_ALL,
        risks=NO_RISKS,
    )
    move(order, Stage.AGREED, allowed=Order.NEXT, activity=activity, agreed_at=at)
    record(by, "order.agreed", order, town=order.town_id)


def _announcer(order: Order) -> User | None:
    """Who ordered it announces it, whoever of the two spoke last; if they still work there."""
    return order.recorded_by if may_record(order.recorded_by, order.unit) else None

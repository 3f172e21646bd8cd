"""A lecturer is registered: a volunteer, or anybody known by name (5.1-a).

Who speaks no more leaves no order without an answer.
"""

from __future__ import annotations

from datetime import date
from typing import Any, Final
from uuid import UUID

from django.db import transaction
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext_noop

from wenming.accounts.models import User
from wenming.activities.models import Activity
from wenming.base import clock
from wenming.base.models import record
from wenming.base.stages import move
from wenming.learning.actions.telling import tell_unit
from wenming.learning.models import Lecturer, Order
from wenming.learning.queries.lectures import ABOUT, possible_lecturers
from wenming.organisation.actions import records
from wenming.organisation.actions.people import Person, identify
from wenming.organisation.models import Unit

__all__ = ["add", "correct", "end"]

Stage = Order.Stage
# As it is kept, in the language of the records.
NO_MORE: Final = "宣讲师不再宣讲"
LET_GO = gettext_noop("“%(lecture)s”的宣讲师不再宣讲，这次点讲没有约成，请另请一位。")
LET_DOWN = gettext_noop(
    "“%(lecture)s”的宣讲师不再宣讲，约好的这一场来不了。请另请一位，或者取消活动。"
)


@transaction.atomic
def add(
    *,
    unit: Unit,
    person: User | Person,
    ticket: UUID | None = None,
    by: User | None,
    **fields: Any,
) -> Lecturer:
    """Register who speaks; the same `ticket` again is the same lecturer."""
    known = Lecturer.objects.filter(ticket=ticket).first() if ticket else None
    user = known.user if known else _who(unit, person, by)
    return records.add(Lecturer, unit=unit, user=user, ticket=ticket, by=by, **fields)


@transaction.atomic
def correct(*, row: Lecturer, by: User | None, **fields: Any) -> None:
    """Put right what is known of them; told until when they speak, it ends what was asked after."""
    records.correct(row=row, by=by, **fields)
    _let_go(row, by)


@transaction.atomic
def end(*, lecturer: Lecturer, by: User | None) -> None:
    """They no longer speak, from tomorrow on; what they gave stays."""
    lecturer.until_on = max(clock.today(), lecturer.since_on)
    Lecturer.objects.filter(pk=lecturer.pk).update(until_on=lecturer.until_on)
    record(by, "lecturer.ended", lecturer, town=lecturer.town_id)
    _let_go(lecturer, by)


def _let_go(lecturer: Lecturer, by: User | None) -> None:
    """Whoever waits for an answer, or relied on one, for a day after the last."""
    if lecturer.until_on is None:
        return
    running = Order.objects.standing().filter(lecture__lecturer=lecturer)
    running = running.filter(stage__in=(Stage.ASKED, Stage.PROPOSED, Stage.AGREED))
    for order in running.select_related(*ABOUT, "recorded_by"):
        if _is_over(order, lecturer.until_on):
            was, activity = order.stage, order.activity_id
            over = {"activity": None, "moved_to": None, "answer": NO_MORE}
            move(order, Stage.DECLINED, allowed=Order.NEXT, **over)
            record(by, "order.let-go", order, town=order.town_id)
            page = reverse("activities:activity", args=[activity]) if activity else ""
            tell_unit(order, "let-go", LET_DOWN if was == Stage.AGREED else LET_GO, page)


def _is_over(order: Order, until: date) -> bool:
    """Nothing of it can take place by that day, or has."""
    if order.activity is not None:
        return order.activity.stage in Activity.OPEN and order.activity.held_on > until
    times = [*order.wishes, *([order.proposed_at] if order.proposed_at else [])]
    return all(localdate(at) > until for at in times) if times else until <= clock.today()


def _who(unit: Unit, person: User | Person, by: User | None) -> User:
    return identify(person=person, unit=unit, among=possible_lecturers(unit), by=by)

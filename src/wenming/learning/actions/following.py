"""What becomes of an announced lecture reaches who promised to give it (5.1-a)."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext_noop

from wenming.activities.actions.following import What
from wenming.base.models import record
from wenming.base.stages import move
from wenming.learning.actions.telling import tell_lecturer
from wenming.learning.models import Order
from wenming.learning.queries.lectures import ABOUT

__all__ = ["follow"]

OFF = gettext_noop("“%(unit)s”取消了“%(lecture)s”：%(why)s。您不用去了。")
MOVED = gettext_noop("“%(unit)s”的“%(lecture)s”改期了，现在是%(at)s。去不了请在这里说一声。")


@transaction.atomic
def follow(activity_id: int, what: str) -> None:
    """Called off: the order is too, and may be placed anew. Moved: the lecturer is told."""
    agreed = Order.objects.standing().filter(activity=activity_id, stage=Order.Stage.AGREED)
    order = agreed.select_related(*ABOUT).first()
    if order is None or order.activity is None:
        return
    if what == What.CALLED_OFF:
        move(order, Order.Stage.CALLED_OFF, allowed=Order.NEXT)
        record(None, "order.called-off", order, town=order.town_id)
        tell_lecturer(order, "called-off", OFF, why=order.activity.called_off_why)
    elif what == What.RESCHEDULED:
        at = order.activity.shifts.earliest("starts_at").starts_at
        tell_lecturer(order, f"moved-{at:%Y%m%d%H%M}", MOVED, at=at)

"""What becomes of an announced lecture reaches who promised to give it (5.1-a)."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext_noop

from wenming.activities.actions.following import What
from wenming.activities.models import Shift
from wenming.base.models import record
from wenming.base.stages import move
from wenming.learning.actions.telling import tell_lecturer
from wenming.learning.models import Order
from wenming.learning.queries.lectures import ABOUT

__all__ = ["follow"]

OFF = gettext_noop("“%(unit)s”取消了“%(lecture)s”：%(why)s。您不用去了。")
MOVED = gettext_noop("“%(unit)s”想把“%(lecture)s”改到%(at)s，去不去由您决定，请答复。")
ELSEWHERE = gettext_noop("“%(unit)s”的“%(lecture)s”换了地点：%(place)s。去不了请在这里说一声。")


@transaction.atomic
def follow(activity_id: int, what: str) -> None:
    """Called off: the order is too, and may be placed anew. Moved: the lecturer is asked again."""
    agreed = Order.objects.standing().filter(activity=activity_id, stage=Order.Stage.AGREED)
    order = agreed.select_related(*ABOUT).first()
    if order is None or order.activity is None:
        return
    if what == What.CALLED_OFF:
        move(order, Order.Stage.CALLED_OFF, allowed=Order.NEXT, moved_to=None)
        record(None, "order.called-off", order, town=order.town_id)
        tell_lecturer(order, "called-off", OFF, why=order.activity.called_off_why)
    elif what == What.RESCHEDULED:
        _ask_again(order, order.activity.shifts.earliest("starts_at"))


def _ask_again(order: Order, shift: Shift) -> None:
    """Who promised another time has promised nothing of this one."""
    at = shift.starts_at
    is_moved = at != order.agreed_at
    Order.objects.filter(pk=order.pk).update(moved_to=at if is_moved else None)
    what = f"{at:%Y%m%d%H%M}-{shift.place}"
    if is_moved:
        tell_lecturer(order, f"moved-{what}", MOVED, at=at)
    else:
        tell_lecturer(order, f"elsewhere-{what}", ELSEWHERE, place=shift.place)

"""What the clock does every minute: offers lapse, lines move up, cover is sought, people are reminded."""

from __future__ import annotations

from django.db.models import Q

from wenming.activities.models import Shift
from wenming.base import clock
from wenming.signups.actions import cover, line
from wenming.signups.actions.reminding import remind
from wenming.signups.models import Invitation, SignUp

__all__ = ["go_round"]

Stage = SignUp.Stage


def go_round() -> None:
    """Each shift that needs it, in a transaction of its own; twice does no harm."""
    now = clock.now()
    late = SignUp.objects.filter(
        Q(stage=Stage.OFFERED, answer_by__lte=now)
        | Q(stage=Stage.WAITING, shift__starts_at__lte=now)
    )
    for shift_id in set(late.values_list("shift", flat=True)):
        line.lapse(shift_id=shift_id)
    coming = Shift.objects.announced().filter(starts_at__gt=now, left__gt=0)
    waiting = SignUp.objects.filter(stage=Stage.WAITING, shift__in=coming)
    for shift_id in set(waiting.values_list("shift", flat=True)):
        line.move_up(shift_id=shift_id)
    asked = Invitation.objects.open()
    for shift_id in set(asked.filter(shift__in=coming).values_list("shift", flat=True)):
        cover.seek(shift_id)
    for shift_id in set(asked.exclude(shift__in=coming).values_list("shift", flat=True)):
        cover.close(shift_id=shift_id)
    remind()

"""The same pages and rules with places given as Django's manual has it: a lock on the row.

Everything else is ours, so that the difference is the way in which places are given.
"""

from __future__ import annotations

from django.db import transaction

from wenming.activities.models import Shift
from wenming.base import clock
from wenming.base.models import record
from wenming.signups.actions.admission import Answer, Press
from wenming.signups.actions.one_place import take_turns
from wenming.signups.models import SignUp
from wenming.signups.queries import first_hindrance, with_all_known


@transaction.atomic
def press(asked: Press) -> Answer:
    """One press, one transaction, the shift's row locked from the reading to the commit."""
    take_turns([user.pk for user in asked.users])
    shift = (
        Shift.objects.public()
        .select_for_update(of=("self",))
        .select_related("activity__unit__town")
        .get(pk=asked.shift_id, activity__town=asked.town_id)
    )
    user = asked.users[0]
    known = SignUp.objects.live().filter(shift=shift, user=user.pk).first()
    if known is not None:
        return Answer(known.stage, shift=shift)
    people = with_all_known([user], shift.activity.unit.town, [shift])
    if first_hindrance(shift, [people[user.pk]]):
        return Answer(shift=shift, people=[people[user.pk]])
    is_admitted = shift.left is None or shift.left >= 1
    stage = SignUp.Stage.ADMITTED if is_admitted else SignUp.Stage.WAITING
    now = clock.now()
    row = SignUp.objects.create(
        shift=shift, user_id=user.pk, stage=stage, asked_at=now, moved_at=now
    )
    if is_admitted and shift.left is not None:
        shift.left -= 1
        shift.save(update_fields=["left"])
    verb = "sign-up.admitted" if is_admitted else "sign-up.waiting"
    record(asked.by, verb, row, town=shift.activity.town_id, shift=shift.pk, heads=1)
    return Answer(stage, is_new=True, shift=shift)

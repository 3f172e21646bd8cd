"""Cover for who cannot come: fitting people are asked, those first who were asked longest ago.

Nobody is assigned (Decree 685, articles 25 and 40): an invitation keeps no place and may be
declined. A few are asked at a time; when nobody is left to ask, or no time, whoever runs the
activity is told.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Final

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from wenming.accounts.models import User
from wenming.activities.models import Shift
from wenming.activities.queries import heads_of, keepers_of
from wenming.base import clock
from wenming.base.errors import Overtaken
from wenming.base.later import later
from wenming.base.models import record
from wenming.signups.actions import joining
from wenming.signups.actions.admission import Answer
from wenming.signups.actions.telling import tell_user
from wenming.signups.models import Interest, Invitation
from wenming.signups.permissions import may_answer
from wenming.signups.queries import who_could_step_in

__all__ = ["accept", "close", "decline", "seek", "tell_interested"]

# People asked for each free place at a time, and how long they have before the next are asked.
ASKED: Final = 3
WAIT: Final = timedelta(hours=2)
# This near the start there is no time to wait: more are asked, and the leader knows at once.
NEAR: Final = timedelta(hours=6)
NEAR_WAIT: Final = timedelta(minutes=20)

STEP_IN = gettext_noop(
    "“%(activity)s”（%(at)s）有人临时不能来，您能去吗？去不了也没关系，点一下就行。"
)
PLACES_CAME = gettext_noop("您关注的“%(activity)s”（%(at)s）有空位了。")
NOBODY = gettext_noop("“%(activity)s”（%(at)s）空出 %(left)d 个名额，还没有人补上。")


def seek(shift_id: int) -> None:
    """Ask the next few who fit, if places are free, nobody waits and those asked had their time.

    Who fits is looked up before anything is written: it takes a while, and SQLite has one writer.
    """
    shift = _with_places(shift_id)
    if shift is None or shift.left is None:
        return
    is_near = shift.starts_at - clock.now() < NEAR
    asks = shift.part == Shift.Part.SERVE and not _is_waited_for(
        shift, NEAR_WAIT if is_near else WAIT
    )
    found = who_could_step_in(shift, ASKED * shift.left) if asks else []
    with transaction.atomic():
        _tell_of_places(shift)
        _invite(shift, found)
        if asks and (is_near or not found):
            _tell_leaders(shift)


@transaction.atomic
def tell_interested(*, shift_id: int) -> None:
    """There are more places than before: whoever waited for that hears of it."""
    shift = _with_places(shift_id)
    if shift is not None:
        _tell_of_places(shift)


@transaction.atomic
def decline(*, invitation: Invitation, by: User) -> None:
    """Not this time; nothing follows from it."""
    may_answer(by, invitation).enforce()
    if not _reply(invitation, Invitation.Reply.DECLINED):
        raise Overtaken(_("刚刚有变动，请刷新再看。"))
    record(by, "invitation.declined", invitation, town=invitation.shift.activity.town_id)
    later(seek, shift_id=invitation.shift_id)


def accept(*, invitation: Invitation, by: User) -> Answer:
    """Yes, I can: the same as signing up, pressed twice too. Whoever was faster has the place."""
    may_answer(by, invitation).enforce()
    shift = invitation.shift
    answer = joining.join(shift_id=shift.pk, town=shift.activity.unit.town, by=by)
    with transaction.atomic():
        if _reply(invitation, Invitation.Reply.ACCEPTED):
            record(by, "invitation.accepted", invitation, town=invitation.shift.activity.town_id)
    return answer


@transaction.atomic
def close(*, shift_id: int) -> None:
    """Nobody need answer any more: the places are taken, or the shift has begun."""
    Invitation.objects.open().filter(shift=shift_id).update(
        reply=Invitation.Reply.CLOSED, replied_at=clock.now()
    )


def _reply(invitation: Invitation, reply: str) -> bool:
    """If it is still open."""
    still = Invitation.objects.open().filter(pk=invitation.pk)
    return bool(still.update(reply=reply, replied_at=clock.now()))


def _is_waited_for(shift: Shift, wait: timedelta) -> bool:
    """Were people asked a moment ago who have not answered yet?"""
    recent = Invitation.objects.open().filter(shift=shift, asked_at__gt=clock.now() - wait)
    return recent.exists()


def _invite(shift: Shift, users: Sequence[User]) -> None:
    asked = set(Invitation.objects.filter(shift=shift).values_list("user", flat=True))
    made = Invitation.objects.bulk_create(
        Invitation(shift=shift, user=user, asked_at=clock.now())
        for user in users
        if user.pk not in asked
    )
    for invitation in made:
        record(None, "invitation.sent", invitation, town=shift.activity.town_id)
        tell_user(invitation.user, shift, f"step-in:{invitation.pk}", STEP_IN)


def _with_places(shift_id: int) -> Shift | None:
    """The shift, if it is to come and somebody can still come."""
    coming = Shift.objects.announced().filter(pk=shift_id, left__gt=0, starts_at__gt=clock.now())
    return coming.select_related("activity__unit__town").first()


def _tell_of_places(shift: Shift) -> None:
    """Once a shift and date."""
    key = f"places-came:{shift.pk}:{shift.starts_at:%Y%m%d%H%M}"
    for interest in Interest.objects.filter(activity=shift.activity).select_related("user"):
        tell_user(interest.user, shift, key, PLACES_CAME)


def _tell_leaders(shift: Shift) -> None:
    key = f"uncovered:{shift.pk}:{shift.starts_at:%Y%m%d%H%M}:{shift.left}"
    # Without a team it is for the unit's own people.
    for user in heads_of(shift.activity) or keepers_of(shift.activity):
        tell_user(user, shift, key, NOBODY, left=shift.left)

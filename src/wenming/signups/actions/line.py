"""The waiting list moves up by itself: a freed place is offered to the next who fits.

Who is offered a place has time to answer, the less the nearer the shift is; near its start they are
admitted at once and told. What is not confirmed in time goes on to the next.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from django.db import transaction
from django.db.models import Q
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from wenming.accounts.models import User
from wenming.activities.models import Shift
from wenming.base import clock
from wenming.base.errors import Overtaken, Refused
from wenming.base.models import record
from wenming.signups.actions import admission, one_place
from wenming.signups.actions.telling import ACTIVITY, tell_row
from wenming.signups.models import Party, SignUp, parties
from wenming.signups.permissions import may_confirm
from wenming.signups.queries import first_hindrance, with_all_known

__all__ = ["answer_by", "confirm", "lapse", "move_up"]

Stage = SignUp.Stage

# So long before the start there is so long to answer; later than all of these nobody is asked.
LADDER: Final = (
    (timedelta(hours=48), timedelta(hours=24)),
    (timedelta(hours=24), timedelta(hours=6)),
    (timedelta(hours=6), timedelta(hours=1)),
)
# Nobody has to answer at night.
EVENING, MORNING = 22, 8
# But some time before the start it must be known.
KNOWN_BEFORE: Final = timedelta(hours=2)

OFFERED = gettext_noop("“%(activity)s”（%(at)s）有空位了，请在%(by)s前确认，过时让给下一位。")
MOVED_UP = gettext_noop("“%(activity)s”（%(at)s）有空位，已经为您报上名。不能来请马上取消。")
LAPSED = gettext_noop("“%(activity)s”（%(at)s）的空位没有确认，已经让给下一位。")
NO_PLACE = gettext_noop("“%(activity)s”（%(at)s）没有等到空位，下次再来。")


def answer_by(now: datetime, starts_at: datetime) -> datetime | None:
    """Until when an offer made now is kept; None: there is no time left to ask."""
    time = next((time for ahead, time in LADDER if starts_at - now >= ahead), None)
    if time is None:
        return None
    until = localtime(now + time)
    if not MORNING <= until.hour < EVENING:
        morning = until.replace(hour=MORNING, minute=30, second=0, microsecond=0)
        until = morning + timedelta(days=1 if until.hour >= EVENING else 0)
    return min(until, max(starts_at - KNOWN_BEFORE, now + time))


@transaction.atomic
def move_up(*, shift_id: int) -> None:
    """Give what is left to those who wait, the first who fits first."""
    coming = Shift.objects.announced().filter(pk=shift_id, left__gt=0, starts_at__gt=clock.now())
    shift = coming.select_related("activity__unit__town").first()
    if shift is None or shift.left is None:
        return
    left, until = shift.left, answer_by(clock.now(), shift.starts_at)
    line = SignUp.objects.in_line().filter(shift=shift).select_related("user")
    for party in parties(line):
        if party.heads <= left and (until or _can_come(shift, party)):
            left -= party.heads if _move(shift, party, until) else 0


@transaction.atomic
def confirm(*, row: SignUp, by: User) -> None:
    """Yes, I am coming: the whole party, if it is one."""
    may_confirm(by, row).enforce()
    rows = _party_of(row)
    one_place.take_turns((one.user_id for one in rows), [row.shift_id])
    known = with_all_known([one.user for one in rows], row.shift.activity.unit.town, [row.shift])
    if found := first_hindrance(row.shift, [known[one.user_id] for one in rows]):
        raise Refused(found[1].reason)
    if not _moved(rows, Stage.OFFERED, Stage.ADMITTED):
        raise Overtaken(_("刚刚有变动，请刷新再看。"))
    for one in rows:
        record(by, "sign-up.confirmed", one, town=row.shift.activity.town_id)


@transaction.atomic
def lapse(*, shift_id: int) -> None:
    """Offers that were not answered in time go on; after the start nobody waits any more."""
    now = clock.now()
    late = Q(stage=Stage.OFFERED, answer_by__lte=now)
    waiting = Q(stage=Stage.WAITING, shift__starts_at__lte=now)
    rows = SignUp.objects.filter(late | waiting, shift=shift_id)
    for row in rows.select_related("user", ACTIVITY).order_by("stage", "pk"):
        was_offered = row.stage == Stage.OFFERED
        if not _moved([row], row.stage, Stage.LAPSED):
            continue
        if was_offered:
            admission.free(shift_id=shift_id, heads=row.heads)
        tell_row(row, "lapsed", LAPSED if was_offered else NO_PLACE)
        record(None, "sign-up.lapsed", row, town=row.shift.activity.town_id)
    move_up(shift_id=shift_id)


# One party ---------------------------------------------------------------------------------------


def _move(shift: Shift, party: Party, until: datetime | None) -> bool:
    """Offer the places, or give them; not if somebody of the party was faster with a no."""
    stage = Stage.OFFERED if until else Stage.ADMITTED
    if not admission.take(shift_id=shift.pk, heads=party.heads):
        return False
    if not _moved(party.rows, Stage.WAITING, stage, answer_by=until):
        admission.free(shift_id=shift.pk, heads=party.heads)
        return False
    for row in party.rows:
        row.shift = shift
        verb = "sign-up.offered" if until else "sign-up.moved-up"
        record(None, verb, row, town=shift.activity.town_id)
        if until:
            tell_row(row, "offered", OFFERED, by=until)
        else:
            tell_row(row, "moved-up", MOVED_UP)
    return True


def _moved(
    rows: Sequence[SignUp], before: str, after: str, answer_by: datetime | None = None
) -> bool:
    """All of them take the step, or none, because somebody was faster."""
    still = SignUp.objects.filter(pk__in=[row.pk for row in rows], stage=before)
    with transaction.atomic():
        moved = still.update(stage=after, moved_at=clock.now(), answer_by=answer_by)
        if moved != len(rows):
            transaction.set_rollback(True)
    return moved == len(rows)


def _party_of(row: SignUp) -> list[SignUp]:
    if row.party is None:
        return [row]
    same = SignUp.objects.filter(shift=row.shift_id, party=row.party, stage=row.stage)
    return list(same.select_related("user"))


def _can_come(shift: Shift, party: Party) -> bool:
    """Who is admitted without being asked must be able to come, as far as can be seen now."""
    users = [row.user for row in party.rows]
    if not one_place.is_ours(user.pk for user in users):
        return False
    known = with_all_known(users, shift.activity.unit.town, [shift])
    return first_hindrance(shift, [known[user.pk] for user in users]) is None

"""People come and go: by a code on the spot, or one tap on the list (Decree 67, articles 3 and 7)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from wenming.accounts.models import User
from wenming.activities.models import Shift
from wenming.base import clock
from wenming.base.errors import Impossible, Overtaken
from wenming.hours.models import Presence, Tap
from wenming.hours.models.presence import weaker
from wenming.hours.permissions import may_arrive, may_note
from wenming.hours.rules import ARRIVES_WITHIN, EARLY, LATE

__all__ = ["come", "go", "undo"]

Stage, Grade, How, What = Presence.Stage, Presence.Grade, Tap.How, Tap.What
NOW: Final = timedelta(0)
GRADES: Final = {How.CODE: Grade.CODE, How.LIST: Grade.LIST, How.PRINT: Grade.LATER}


@dataclass(frozen=True, slots=True)
class Mark:
    """One tap as it was made."""

    how: str
    at: datetime
    ticket: UUID | None
    by: User | None


@transaction.atomic
def come(
    *,
    shift: Shift,
    person: User,
    how: str,
    ticket: UUID | None = None,
    age: timedelta = NOW,
    companions: int = 0,
    by: User | None,
) -> Presence:
    """`person` is here. Tapped by two, or twice, it is one presence, of the earlier tap.

    `age` is how long ago it was tapped, for a phone that had no network.
    """
    if noted := _noted(ticket):
        return noted
    _may(by, person, shift, how)
    mark = Mark(how, _moment(shift, age), ticket, by)
    if mark.at >= shift.ends_at:
        raise Impossible(_("这个班次已经结束，来过的人请用“补录”登记。"))
    presence = _begin(shift, person, mark, companions)
    _note(presence, What.IN, mark)
    return presence


@transaction.atomic
def go(
    *,
    shift: Shift,
    person: User,
    how: str,
    ticket: UUID | None = None,
    age: timedelta = NOW,
    by: User | None,
) -> Presence:
    """`person` leaves. Only on the spot: long after the shift it is asked about instead."""
    if noted := _noted(ticket):
        return noted
    _may(by, person, shift, how)
    mark = Mark(how, _moment(shift, age), ticket, by)
    presence = _live(shift, person)
    if presence is None:
        raise Impossible(_("%(name)s还没有签到。") % {"name": person.name})
    if presence.stage == Stage.HERE:
        _end(presence, mark)
    _note(presence, What.OUT, mark)
    return presence


@transaction.atomic
def undo(
    *, shift: Shift, person: User, what: str, ticket: UUID | None = None, by: User | None
) -> Presence:
    """A slip of the finger on the list: they did not come after all, or have not left."""
    if noted := _noted(ticket):
        return noted
    may_note(by, shift.activity).enforce()
    presence = _live(shift, person)
    if presence is None:
        raise Overtaken(_("%(name)s的签到刚刚已经撤销。") % {"name": person.name})
    if what == What.NOT_OUT:
        _swap(presence, Stage.GONE, stage=Stage.HERE, left_at=None)
    else:
        _swap(presence, Stage.HERE, stage=Stage.STRUCK, struck_why=_("点错了"))
    _note(presence, what, Mark(How.LIST, clock.now(), ticket, by))
    return presence


def _may(by: User | None, person: User, shift: Shift, how: str) -> None:
    if how == How.LIST:
        may_note(by, shift.activity).enforce()
    else:
        may_arrive(by, person, shift).enforce()


def _noted(ticket: UUID | None) -> Presence | None:
    """The presence of a tap that has arrived before."""
    return Presence.objects.filter(taps__ticket=ticket).first() if ticket else None


def _moment(shift: Shift, age: timedelta) -> datetime:
    """When it was tapped: never later than now, and about the time of the shift."""
    at = clock.now() - max(age, NOW)
    if at < shift.starts_at - EARLY:
        raise Impossible(_("还太早：开始前一小时起可以签到。"))
    if at > shift.ends_at + LATE:
        raise Impossible(
            _("班次已经结束一个多小时，不能再签退。请说明离开的时间，由主办的人确认。")
        )
    return at


def _live(shift: Shift, person: User) -> Presence | None:
    found = Presence.objects.live().filter(shift=shift, user=person).order_by().first()
    if found is not None:
        found.shift, found.user = shift, person
    return found


def _grade(shift: Shift, how: str) -> str:
    """By how it was noted; what arrives days after the shift proves less."""
    is_late = clock.now() > shift.ends_at + ARRIVES_WITHIN
    return Grade.LATER if is_late else GRADES[How(how)]


def _begin(shift: Shift, person: User, mark: Mark, companions: int) -> Presence:
    told = {"came_at": mark.at, "grade": _grade(shift, mark.how), "companions": companions}
    by = None if mark.by and mark.by.pk == person.pk else mark.by
    try:
        with transaction.atomic():
            return Presence.objects.create(shift=shift, user=person, entered_by=by, **told)
    except IntegrityError:
        # Somebody has tapped the same person before: that is the presence, from the earlier tap on.
        found = _live(shift, person)
        if found is None:
            raise
        _be_earlier(found, mark.at)
        return found


def _be_earlier(presence: Presence, at: datetime) -> None:
    """A phone without network may have seen them come first; what was confirmed stays."""
    later = Presence.objects.filter(pk=presence.pk, came_at__gt=at)
    if later.filter(stage__in=(Stage.HERE, Stage.GONE)).update(came_at=at):
        presence.came_at = at


def _end(presence: Presence, mark: Mark) -> None:
    """If nobody was faster; else the first tap stands."""
    grade = weaker(presence.grade, _grade(presence.shift, mark.how))
    left_at = max(mark.at, presence.came_at)
    told = {"stage": Stage.GONE, "left_at": left_at, "grade": grade}
    if Presence.objects.filter(pk=presence.pk, stage=Stage.HERE).update(**told):
        for name, value in told.items():
            setattr(presence, name, value)
    else:
        presence.refresh_from_db(fields=list(told))


def _swap(presence: Presence, before: str, **after: object) -> None:
    if not Presence.objects.filter(pk=presence.pk, stage=before).update(**after):
        raise Overtaken(_("“%(row)s”刚刚被别人处理过，请刷新。") % {"row": presence.user})
    for name, value in after.items():
        setattr(presence, name, value)


def _note(presence: Presence, what: str, mark: Mark) -> None:
    told = {"what": what, "how": mark.how, "at": mark.at, "received_at": clock.now()}
    try:
        with transaction.atomic():
            Tap.objects.create(ticket=mark.ticket or uuid4(), presence=presence, by=mark.by, **told)
    except IntegrityError:
        # The same tap, sent twice in one moment: once is enough.
        if not _noted(mark.ticket):
            raise

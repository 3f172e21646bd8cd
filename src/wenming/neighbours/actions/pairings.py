"""A pair is offered or invited, agreed, paused, handed over and ended; nobody is assigned (3.2-c)."""

from __future__ import annotations

from datetime import date
from typing import Final

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from wenming.accounts.actions import notices
from wenming.accounts.models import User
from wenming.base import clock
from wenming.base.errors import Impossible, Overtaken
from wenming.base.models import record
from wenming.base.stages import move
from wenming.neighbours.models import Pairing, Posting
from wenming.neighbours.permissions import (
    may_answer,
    may_close,
    may_end,
    may_pair,
    may_serve,
    may_tend,
)
from wenming.neighbours.queries import tenders
from wenming.volunteers.models import Volunteer
from wenming.volunteers.permissions import may_attend_to

__all__ = [
    "accept",
    "decline",
    "end",
    "end_all",
    "end_those_of",
    "hand_over",
    "invite",
    "offer",
    "pause",
]

Stage = Pairing.Stage
LONGEST_PAUSE: Final = 92
RELATED: Final = ("posting__unit__town", "volunteer__user")


@transaction.atomic
def offer(*, posting: Posting, volunteer: Volunteer, by: User | None) -> Pairing:
    """A volunteer would like to look in; the unit asks whom it is for, and answers."""
    if by is not None and by.pk != volunteer.user_id:
        may_tend(by, posting.unit).enforce()
    may_pair(volunteer, posting).enforce()
    made = _begin(posting, volunteer, Stage.OFFERED, by)
    record(by, "pairing.offered", made, town=posting.town_id)
    for user in tenders(posting.unit):
        notices.tell(
            user=user,
            key=f"neighbours.offered:{made.pk}",
            text=gettext_noop("“%(volunteer)s”愿意结对，请问过本人后答复。"),
            url=posting.get_absolute_url(),
            volunteer=volunteer,
        )
    return made


@transaction.atomic
def invite(*, posting: Posting, volunteer: Volunteer, by: User | None) -> Pairing:
    """The unit asks a volunteer, who decides."""
    may_tend(by, posting.unit).enforce()
    may_pair(volunteer, posting).enforce()
    return _invite(posting, volunteer, None, by)


@transaction.atomic
def hand_over(*, pairing: Pairing, volunteer: Volunteer, by: User | None) -> Pairing:
    """Ask another volunteer to take over; until they agree, all goes on as before."""
    may_serve(by, pairing).enforce()
    may_pair(volunteer, pairing.posting).enforce()
    return _invite(pairing.posting, volunteer, pairing, by)


@transaction.atomic
def accept(*, pairing: Pairing, by: User | None) -> None:
    """The other side says yes: the pair begins, and the one it takes over ends."""
    may_answer(by, pairing).enforce()
    may_pair(pairing.volunteer, pairing.posting).enforce()
    if pairing.follows is not None and pairing.follows.stage == Stage.ACTIVE:
        _end(pairing.follows, by)
    today = clock.today()
    try:
        with transaction.atomic():
            move(
                pairing,
                Stage.ACTIVE,
                allowed=Pairing.NEXT,
                since_on=today,
                from_on=today,
                moved_by=by,
            )
    except IntegrityError as error:
        raise Overtaken(_("已经有人结对了。要换人，请用“请人接手”。")) from error
    record(by, "pairing.begun", pairing, town=pairing.posting.town_id)
    _tell_volunteer(pairing, "begun", gettext_noop("结对开始了，请看“我的”页面。"))


@transaction.atomic
def decline(*, pairing: Pairing, by: User | None) -> None:
    """The other side says no, or an offer is taken back."""
    if by is None or by.pk != pairing.volunteer.user_id:
        may_tend(by, pairing.posting.unit).enforce()
    move(pairing, Stage.DECLINED, allowed=Pairing.NEXT, since_on=clock.today(), moved_by=by)
    record(by, "pairing.declined", pairing, town=pairing.posting.town_id)
    _tell_volunteer(pairing, "declined", gettext_noop("这次没有结对，谢谢您的好意。"))


@transaction.atomic
def pause(*, pairing: Pairing, until: date | None, by: User | None) -> None:
    """Nobody is expected until that day; None: it goes on today."""
    may_serve(by, pairing).enforce()
    today = clock.today()
    if until is not None and not 0 <= (until - today).days <= LONGEST_PAUSE:
        raise Impossible(_("暂停要到今天以后、三个月以内的一天。"), field="until")
    still = Pairing.objects.active().filter(pk=pairing.pk)
    if not still.update(paused_until=until):
        raise Overtaken(_("这一对刚刚已经结束。"))
    pairing.paused_until = until
    record(by, "pairing.paused", pairing, town=pairing.posting.town_id, until=until)
    if until is not None:
        _tell_unit(pairing, f"paused-{until}", gettext_noop("“%(unit)s”有一对结对暂停了。"))


@transaction.atomic
def end(*, pairing: Pairing, by: User | None) -> None:
    """It ends, by either side; the request looks for somebody else."""
    may_end(by, pairing).enforce()
    _end(pairing, by)
    _tell_unit(pairing, "ended", gettext_noop("“%(unit)s”有一对结对结束了，请再找一位志愿者。"))


@transaction.atomic
def end_those_of(*, posting: Posting, by: User | None) -> None:
    """With the request, everything about it ends; the volunteer is thanked."""
    may_close(by, posting).enforce()
    for pairing in posting.pairings.live().select_related(*RELATED):
        _close(pairing, by)
        words = gettext_noop("您结对的那一户不再需要探望了。谢谢您一直以来的陪伴。")
        _tell_volunteer(pairing, "over", words)


@transaction.atomic
def end_all(*, volunteer: Volunteer, by: User | None) -> None:
    """Whoever stops being a volunteer looks in on nobody; the unit is told."""
    may_attend_to(by, volunteer).enforce()
    for pairing in volunteer.pairings.live().select_related(*RELATED):
        _close(pairing, by)
        words = gettext_noop("“%(unit)s”有一位结对的志愿者退出了，请再找一位。")
        _tell_unit(pairing, "left", words)


def _invite(
    posting: Posting, volunteer: Volunteer, follows: Pairing | None, by: User | None
) -> Pairing:
    made = _begin(posting, volunteer, Stage.INVITED, by, follows)
    record(by, "pairing.invited", made, town=posting.town_id)
    words = gettext_noop("请您和一位邻居结对，答应不答应由您决定，请看“我的”页面。")
    _tell_volunteer(made, "invited", words)
    return made


def _begin(
    posting: Posting,
    volunteer: Volunteer,
    stage: str,
    by: User | None,
    follows: Pairing | None = None,
) -> Pairing:
    about = {"stage": stage, "since_on": clock.today(), "moved_by": by, "follows": follows}
    try:
        with transaction.atomic():
            return Pairing.objects.create(posting=posting, volunteer=volunteer, **about)
    except IntegrityError as error:
        words = _("这位志愿者已经结对，或者正在等答复。")
        raise Impossible(words, field="number") from error


def _end(pairing: Pairing, by: User | None) -> None:
    today = clock.today()
    move(pairing, Stage.ENDED, allowed=Pairing.NEXT, since_on=today, until_on=today, moved_by=by)
    record(by, "pairing.ended", pairing, town=pairing.posting.town_id)


def _close(pairing: Pairing, by: User | None) -> None:
    """Whatever stage it is in."""
    if pairing.stage == Stage.ACTIVE:
        _end(pairing, by)
        return
    move(pairing, Stage.DECLINED, allowed=Pairing.NEXT, since_on=clock.today(), moved_by=by)
    record(by, "pairing.declined", pairing, town=pairing.posting.town_id)


def _tell_volunteer(pairing: Pairing, what: str, text: str) -> None:
    if pairing.volunteer.ended_on is None and pairing.moved_by_id != pairing.volunteer.user_id:
        notices.tell(
            user=pairing.volunteer.user,
            key=f"neighbours.{what}:{pairing.pk}",
            text=text,
            url=pairing.get_absolute_url(),
        )


def _tell_unit(pairing: Pairing, what: str, text: str) -> None:
    for user in tenders(pairing.posting.unit):
        notices.tell(
            user=user,
            key=f"neighbours.{what}:{pairing.pk}",
            text=text,
            url=pairing.posting.get_absolute_url(),
            unit=pairing.posting.unit,
        )

"""A need is offered; the first who accepts has it; a no, or silence, passes it on (5.3-d)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import F, prefetch_related_objects
from django.utils.timezone import get_default_timezone, localdate, localtime, make_aware
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from wenming.accounts.actions import notices
from wenming.accounts.models import User
from wenming.base import clock
from wenming.base.errors import Impossible, Overtaken
from wenming.base.models import record
from wenming.base.stages import move
from wenming.menu.models import Partner
from wenming.needs.actions.answering import tell_asker
from wenming.needs.models import Dispatch, Need, Service
from wenming.needs.permissions import may_attend_to, may_dispatch, may_respond
from wenming.needs.plan import KINDS
from wenming.organisation.queries import offices_of, words
from wenming.volunteers.models import Team, Volunteer

__all__ = [
    "accept",
    "decline",
    "finish",
    "give_back",
    "hand_over",
    "lapse",
    "offer",
    "reschedule",
    "retract",
    "retract_all",
    "retract_others",
]

Stage = Dispatch.Stage
# Whoever may have been asked.
ASKED = ("team__head", "partner__contact", "volunteer__user")
OFFERED = gettext_noop("%(unit)s有一件事想请您去：%(kind)s。请在%(by)s前答复，能不能去由您决定。")
TAKEN = gettext_noop("%(unit)s的一件事已经有人接了，谢谢您。")
NOT_NEEDED = gettext_noop("%(unit)s的一件事不用您去了，谢谢您。")
STILL_YOU = gettext_noop("%(unit)s的一件事，您请的人接不了，还是由您去；去不了请退回。")
COMING = gettext_noop("您的求助（%(number)s）已经有人接单。")
ANOTHER_COMES = gettext_noop("您的求助（%(number)s）换了人去，请凭编号查看。")
GIVEN_BACK = gettext_noop("您的求助（%(number)s）接单的人去不了了，正在另外安排人。")
MOVED = gettext_noop("您的求助（%(number)s）改了时间，请凭编号查看。")
SERVED = gettext_noop("您的求助（%(number)s）登记为已服务，请凭编号评价；没有办好也请告诉我们。")


@transaction.atomic
def offer(
    *,
    need: Need,
    to: Iterable[Team | Partner | Volunteer],
    planned_at: datetime | None = None,
    by: User | None,
) -> list[Dispatch]:
    """Ask one or several whether they can go. Nobody is sent."""
    may_dispatch(by, need).enforce()
    asked = list(to)
    if not asked:
        raise Impossible(_("请选请谁去。"), field="to")
    _hold(need)
    if need.stage != Need.Stage.OFFERED:
        move(need, Need.Stage.OFFERED, allowed=Need.NEXT)
    return [_offer(need, one, planned_at, by) for one in asked]


@transaction.atomic
def accept(*, dispatch: Dispatch, by: User | None) -> None:
    """Yes. If another was faster, or it was taken back, this one is told so."""
    may_respond(by, dispatch).enforce()
    if dispatch.stage == Stage.OFFERED and dispatch.answer_by <= clock.now():
        raise Overtaken(_("答复的时间已经过了，这件事转给别人了。谢谢您。"))
    need = dispatch.need
    _hold(need)
    if dispatch.instead_of_id is None:
        # To whoever ordered from the menu, this is the answer.
        now = clock.now()
        moments = {"accepted_at": now, "answered_at": need.answered_at or now}
        move(need, Need.Stage.ACCEPTED, allowed=Need.NEXT, **moments)
    try:
        with transaction.atomic():
            _let_go(dispatch)
            move(dispatch, Stage.ACCEPTED, allowed=Dispatch.NEXT, moved_at=clock.now())
    except IntegrityError as error:
        raise Overtaken(_("刚刚已经有人接了这件事，谢谢您。")) from error
    retract_others(dispatch, TAKEN)
    record(by, "dispatch.accepted", dispatch, town=need.town_id)
    tell_asker(need, COMING if dispatch.instead_of_id is None else ANOTHER_COMES)


@transaction.atomic
def decline(*, dispatch: Dispatch, why: str, by: User | None) -> None:
    """No, and why; if nobody else is asked, the need waits again."""
    may_respond(by, dispatch).enforce()
    _end(dispatch, Stage.DECLINED, _reason(why))
    record(by, "dispatch.declined", dispatch, town=dispatch.need.town_id)


@transaction.atomic
def lapse(*, dispatch: Dispatch) -> None:
    """Nobody answered in time."""
    _end(dispatch, Stage.LAPSED)
    record(None, "dispatch.lapsed", dispatch, town=dispatch.need.town_id)


@transaction.atomic
def give_back(*, dispatch: Dispatch, why: str, by: User | None) -> None:
    """Who had accepted cannot go after all; the need waits again, no less pressing."""
    may_respond(by, dispatch).enforce()
    need = dispatch.need
    _hold(need)
    move(dispatch, Stage.GIVEN_BACK, allowed=Dispatch.NEXT, moved_at=clock.now(), why=_reason(why))
    retract_others(dispatch, NOT_NEEDED)
    move(need, Need.Stage.VERIFIED, allowed=Need.NEXT, accepted_at=None)
    record(by, "dispatch.given-back", dispatch, town=need.town_id)
    tell_asker(need, GIVEN_BACK)


@transaction.atomic
def hand_over(*, dispatch: Dispatch, to: Team | Volunteer, by: User | None) -> Dispatch:
    """Ask somebody to stand in; until they accept, this one still goes."""
    may_respond(by, dispatch).enforce()
    _hold(dispatch.need)
    dispatch.refresh_from_db(fields=["stage"])
    if dispatch.stage != Stage.ACCEPTED:
        raise Impossible(_("接了单才能请人接手。"))
    return _offer(dispatch.need, to, dispatch.planned_at, by, instead_of=dispatch)


@transaction.atomic
def retract(*, dispatch: Dispatch, by: User | None) -> None:
    """Whoever attends to the need takes the question back, one for a stand-in too."""
    may_attend_to(by, dispatch.need).enforce()
    if dispatch.stage != Stage.OFFERED:
        raise Impossible(_("已经答复过，不能再收回。"))
    _end(dispatch, Stage.RETRACTED)
    _tell(dispatch, NOT_NEEDED)
    record(by, "dispatch.retracted", dispatch, town=dispatch.need.town_id)


@transaction.atomic
def reschedule(*, dispatch: Dispatch, planned_at: datetime, by: User | None) -> None:
    """Another time; whoever asked is told."""
    may_respond(by, dispatch).enforce()
    if planned_at < clock.now():
        raise Impossible(_("请填以后的时间。"), field="planned_at")
    still = Dispatch.objects.filter(pk=dispatch.pk, stage=Stage.ACCEPTED)
    if not still.update(planned_at=planned_at):
        raise Overtaken(_("这件事刚刚有变，请刷新。"))
    dispatch.planned_at = planned_at
    record(by, "dispatch.rescheduled", dispatch, town=dispatch.need.town_id)
    tell_asker(dispatch.need, MOVED)


@transaction.atomic
def finish(
    *,
    dispatch: Dispatch,
    served_on: date,
    began: time | None = None,
    minutes: int,
    volunteers: Iterable[Volunteer] = (),
    said: str = "",
    by: User | None,
) -> Service:
    """It is done: who went, when, how long; `began` as agreed, unless told otherwise."""
    may_respond(by, dispatch).enforce()
    began = began or (localtime(dispatch.planned_at).time() if dispatch.planned_at else None)
    if began is None:
        raise Impossible(_("请填几点开始。"), field="began")
    if not localdate(dispatch.offered_at) - timedelta(days=1) <= served_on <= clock.today():
        raise Impossible(_("服务日期要在派单之后、今天之前。"), field="served_on")
    if make_aware(datetime.combine(served_on, began), get_default_timezone()) > clock.now():
        raise Impossible(_("还没有到这个时间，做完以后再登记。"), field="began")
    need = dispatch.need
    _hold(need)
    move(dispatch, Stage.DONE, allowed=Dispatch.NEXT, moved_at=clock.now())
    move(need, Need.Stage.SERVED, allowed=Need.NEXT, served_at=clock.now())
    retract_others(dispatch, TAKEN)
    made = Service.objects.create(
        town_id=need.town_id,
        need=need,
        dispatch=dispatch,
        served_on=served_on,
        began=began,
        minutes=minutes,
        words=said.strip(),
        recorded_at=clock.now(),
    )
    made.volunteers.set(volunteers)
    record(by, "dispatch.done", dispatch, town=need.town_id, minutes=minutes)
    tell_asker(need, SERVED)
    return made


def retract_all(need: Need, text: str) -> None:
    """The need is gone: whoever was asked, or was to go, need not."""
    for dispatch in need.dispatches.live().select_related(*ASKED):
        move(dispatch, Stage.RETRACTED, allowed=Dispatch.NEXT, moved_at=clock.now())
        dispatch.need = need
        _tell(dispatch, text)


def retract_others(dispatch: Dispatch, text: str) -> None:
    """Whoever else was asked for the same, to stand in too, need not answer any more."""
    others = list(dispatch.need.dispatches.offered().exclude(pk=dispatch.pk))
    # Mostly there are none, and then nothing more is asked.
    prefetch_related_objects(others, *ASKED)
    for other in others:
        move(other, Stage.RETRACTED, allowed=Dispatch.NEXT, moved_at=clock.now())
        other.need = dispatch.need
        _tell(other, text)


# Writing -----------------------------------------------------------------------------------------


def _offer(
    need: Need,
    to: Team | Partner | Volunteer,
    planned_at: datetime | None,
    by: User | None,
    instead_of: Dispatch | None = None,
) -> Dispatch:
    now, hours = clock.now(), settings.NEED_OFFER_HOURS
    urgent = need.priority == Need.Priority.URGENT
    made = Dispatch(
        need=need,
        team=to if isinstance(to, Team) else None,
        partner=to if isinstance(to, Partner) else None,
        volunteer=to if isinstance(to, Volunteer) else None,
        offered_at=now,
        moved_at=now,
        answer_by=now + timedelta(hours=2 if urgent else hours),
        planned_at=planned_at,
        by=by,
        instead_of=instead_of,
    )
    if made.team is not None and made.answerer is None:
        raise Impossible(_("“%(team)s”还没有队长，没有人能答复。") % {"team": to}, field="to")
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError as error:
        raise Overtaken(_("“%(who)s”已经在等答复了，请刷新。") % {"who": to}) from error
    record(by, "dispatch.offered", made, town=need.town_id)
    _tell(made, OFFERED)
    return made


def _hold(need: Need) -> None:
    """Whoever else changes the need or its offers waits until this is over, and then sees it.

    The need comes first, as for whoever withdraws it: two who are at it wait for each other in one
    order, and of two who say no at once the second knows that it is the last.
    """
    if not Need.objects.filter(pk=need.pk, stage=need.stage).update(stage=F("stage")):
        raise Overtaken(_("“%(row)s”刚刚被别人处理过，请刷新。") % {"row": need})


def _let_go(dispatch: Dispatch) -> None:
    """Who asked for a stand-in has one now."""
    first = dispatch.instead_of
    if first is not None:
        move(
            first,
            Stage.GIVEN_BACK,
            allowed=Dispatch.NEXT,
            moved_at=clock.now(),
            # Not to whom: a name kept in words would outlive the account.
            why=_("转交"),
        )


def _end(dispatch: Dispatch, stage: str, why: str = "") -> None:
    """An offer is over; the need waits again if it was the last."""
    need = dispatch.need
    _hold(need)
    move(dispatch, stage, allowed=Dispatch.NEXT, moved_at=clock.now(), why=why)
    first = dispatch.instead_of
    if first is not None:
        first.need = need
        _tell(first, STILL_YOU, f"stand-in-{dispatch.pk}")
    elif not need.dispatches.live().exists():
        move(need, Need.Stage.VERIFIED, allowed=Need.NEXT)


def _reason(why: str) -> str:
    if not why.strip():
        raise Impossible(_("请写一句原因，好另外安排人。"), field="why")
    return why.strip()


def _tell(dispatch: Dispatch, text: str, of: str = "") -> None:
    """Whoever was asked, or the offices for a group; no name, no words of whoever asked for help."""
    need = dispatch.need
    for user in _told(dispatch):
        notices.tell(
            user=user,
            key=f"dispatch-{dispatch.pk}-{of or dispatch.stage}",
            text=text,
            url=dispatch.get_absolute_url(),
            unit=need.unit.name,
            kind=words(need.town, KINDS).get(need.kind, "") or _("其他"),
            by=f"{localtime(dispatch.answer_by):%m-%d %H:%M}",
        )


def _told(dispatch: Dispatch) -> list[User]:
    if dispatch.partner is not None and not dispatch.partner.signs_in:
        return offices_of(dispatch.need.town)
    return [dispatch.answerer] if dispatch.answerer is not None else []

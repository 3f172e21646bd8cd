"""The organiser confirms who was there and how long; that is what counts (Decree 67, articles 3, 7)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.db import IntegrityError, transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from wenming.accounts.actions import notices
from wenming.accounts.models import User
from wenming.activities.models import Activity, Shift
from wenming.base import clock
from wenming.base.errors import Impossible, Overtaken
from wenming.base.models import record
from wenming.base.stages import move
from wenming.hours.actions import certificates
from wenming.hours.actions.books import turn_page
from wenming.hours.models import Presence
from wenming.hours.models.presence import minutes_of, weaker
from wenming.hours.permissions import may_correct, may_note, may_propose, may_restore
from wenming.hours.rules import LEARNING, rules_of
from wenming.volunteers.models import Volunteer

__all__ = ["Left", "confirm", "correct", "propose", "restore", "settle", "strike"]

Stage, Grade, Credit = Presence.Stage, Presence.Grade, Presence.Credit
OF_CONFIRMING: Final = ("confirmed_at", "confirmed_by", "objections_until")
CONFIRMED: Final = gettext_noop("“%(activity)s”的到场记录已经确认，请看看对不对。")
CORRECTED: Final = gettext_noop("“%(activity)s”的到场记录更正了，请看看对不对。原因：%(why)s")
RESTORED: Final = gettext_noop("“%(activity)s”的到场记录恢复了，等主办单位确认。原因：%(why)s")
STRUCK: Final = gettext_noop("“%(activity)s”的到场记录不计了。原因：%(why)s")


@dataclass(frozen=True, slots=True)
class Left:
    """One that could not be confirmed, and why."""

    presence: Presence
    why: str


@transaction.atomic
def confirm(*, activity: Activity, presences: Iterable[Presence], by: User | None) -> list[Left]:
    """Credit everybody who came and left; who cannot be credited is left over, with the reason."""
    may_note(by, activity).enforce()
    wanted = sorted(presences, key=lambda presence: presence.user_id)
    volunteers = _volunteers(activity, wanted)
    until = clock.today() + timedelta(days=rules_of(activity.town).objection_days)
    left = []
    for presence in wanted:
        try:
            with transaction.atomic():
                credit = _credit(presence.shift, presence.user_id in volunteers)
                _confirm_one(presence, credit, until, by)
        except (Impossible, Overtaken) as error:
            left.append(Left(presence, str(error)))
    return left


@transaction.atomic
def propose(*, presence: Presence, left_at: datetime, by: User | None) -> None:
    """Who forgot to sign out says when they left; the organiser is asked."""
    may_propose(by, presence).enforce()
    _fits(presence, left_at)
    still = Presence.objects.filter(pk=presence.pk, stage=Stage.HERE)
    if not still.update(said_left_at=left_at):
        raise Overtaken(_("“%(row)s”刚刚被别人处理过，请刷新。") % {"row": presence.user})
    presence.said_left_at = left_at
    record(by, "presence.leaving-proposed", presence, town=presence.shift.activity.town_id)


@transaction.atomic
def settle(*, presence: Presence, left_at: datetime, by: User | None) -> None:
    """The organiser says when somebody left who had not signed out."""
    may_correct(by, presence).enforce()
    _fits(presence, left_at)
    grade = weaker(presence.grade, Grade.LATER)
    move(presence, Stage.GONE, allowed=Presence.NEXT, left_at=left_at, grade=grade)
    record(by, "presence.leaving-settled", presence, town=presence.shift.activity.town_id)


@transaction.atomic
def strike(*, presence: Presence, why: str, by: User | None) -> None:
    """They were not there, or it must not count; it stays to be read, and they are told why."""
    may_correct(by, presence).enforce()
    if not why.strip():
        raise Impossible(_("请写明原因。"), field="why")
    turn_page(presence.user_id)
    cleared = {"minutes": None, "credit": Credit.NONE, "struck_why": why.strip()}
    minutes = presence.minutes
    move(presence, Stage.STRUCK, allowed=Presence.NEXT, **cleared)
    certificates.replace(presence=presence, by=by)
    town = presence.shift.activity.town_id
    record(by, "presence.struck", presence, town=town, why=why.strip(), minutes=minutes)
    _tell(presence, "struck", STRUCK, why=why.strip())


@transaction.atomic
def restore(*, presence: Presence, why: str, by: User | None) -> None:
    """It was struck by mistake: the record stands as before, and is confirmed anew if it counts.

    The journal keeps why it was struck, and the minutes that it had.
    """
    may_restore(by, presence).enforce()
    if not why.strip():
        raise Impossible(_("请写明原因。"), field="why")
    turn_page(presence.user_id)
    struck_why, cleared = presence.struck_why, dict.fromkeys(OF_CONFIRMING)
    stage = Stage.HERE if presence.left_at is None else Stage.GONE
    try:
        with transaction.atomic():
            move(presence, stage, allowed=Presence.NEXT, struck_why="", **cleared)
    except IntegrityError as error:
        words = _("这一班后来又给这个人记了一条，请更正那一条。")
        raise Impossible(words, field="why") from error
    town = presence.shift.activity.town_id
    record(by, "presence.restored", presence, town=town, why=why.strip(), struck=struck_why)
    _tell(presence, "restored", RESTORED, why=why.strip())


@transaction.atomic
def correct(
    *,
    presence: Presence,
    came_at: datetime,
    left_at: datetime,
    why: str,
    is_answer: bool = False,
    by: User | None,
) -> None:
    """Put the times right; the journal keeps the old ones, who and why.

    Whose hours were confirmed is told, unless it `is_answer` to their objection and that tells them.
    """
    may_correct(by, presence).enforce()
    if not why.strip():
        raise Impossible(_("请写明原因。"), field="why")
    turn_page(presence.user_id)
    before = {"came_at": presence.came_at, "left_at": presence.left_at}
    seen = {"stage": presence.stage, **before}
    changes = {**_changed(presence, came_at, left_at), **_recounted(presence, came_at, left_at)}
    if not Presence.objects.filter(pk=presence.pk, **_same(seen)).update(**changes):
        raise Overtaken(_("“%(row)s”刚刚被别人处理过，请刷新。") % {"row": presence.user})
    presence.refresh_from_db()
    certificates.replace(presence=presence, by=by)
    told = {name: [before[name], changes[name]] for name in before}
    town = presence.shift.activity.town_id
    record(by, "presence.corrected", presence, town=town, why=why.strip(), changes=told)
    if presence.stage == Stage.CONFIRMED and not is_answer:
        _tell(presence, f"corrected:{clock.now().isoformat()}", CORRECTED, why=why.strip())


# One presence --------------------------------------------------------------------------------


def _confirm_one(presence: Presence, credit: str, until: object, by: User | None) -> None:
    left_at = presence.left_at
    if left_at is None:
        raise Impossible(_("没有签退，要先问清离开的时间。"))
    if credit != Credit.NONE:
        turn_page(presence.user_id)
        _be_alone(presence, left_at)
    told = {
        "credit": credit,
        "minutes": minutes_of(presence, left_at),
        "confirmed_at": clock.now(),
        "confirmed_by": by,
        "objections_until": until,
    }
    move(presence, Stage.CONFIRMED, allowed=Presence.NEXT, **told)
    activity = presence.shift.activity
    record(by, "presence.confirmed", presence, town=activity.town_id, minutes=presence.minutes)
    _tell(presence, "confirmed", CONFIRMED)


def _tell(presence: Presence, what: str, text: str, why: str = "") -> None:
    """What is done a second time, after it was undone, is told a second time."""
    notices.tell(
        user=presence.user,
        key=f"hours.presence:{presence.pk}:{what}:{clock.now().isoformat()}",
        text=text,
        url=presence.get_absolute_url(),
        by_phone=False,
        activity=presence.shift.activity.title,
        why=why,
    )


def _be_alone(presence: Presence, left_at: datetime) -> None:
    """Nobody is credited twice for the same time."""
    begin = max(presence.came_at, presence.shift.starts_at)
    end = min(left_at, presence.shift.ends_at)
    if end <= begin:
        return
    others = Presence.objects.confirmed().exclude(pk=presence.pk).exclude(credit=Credit.NONE)
    clash = others.filter(user=presence.user_id).during(begin, end).order_by()
    if title := clash.values_list("shift__activity__title", flat=True).first():
        words = _("同一时间已经在“%(activity)s”计了时长，不能重复计。")
        raise Impossible(words % {"activity": title})


def _fits(presence: Presence, left_at: datetime) -> None:
    if left_at < presence.came_at:
        raise Impossible(_("离开不能早于签到。"), field="left_at")
    if left_at > presence.shift.ends_at:
        raise Impossible(_("离开的时间不能晚于班次结束，时长只计到班次结束。"), field="left_at")


def _changed(presence: Presence, came_at: datetime, left_at: datetime) -> dict[str, object]:
    if left_at < came_at:
        raise Impossible(_("离开不能早于签到。"), field="left_at")
    if localdate(came_at) > clock.today():
        raise Impossible(_("这一天还没有到。"), field="came_at")
    grade = weaker(presence.grade, Grade.LATER)
    stage = Stage.GONE if presence.stage == Stage.HERE else presence.stage
    return {"came_at": came_at, "left_at": left_at, "grade": grade, "stage": stage}


def _recounted(presence: Presence, came_at: datetime, left_at: datetime) -> dict[str, object]:
    """Hours that were confirmed are counted anew, and open to objection anew."""
    if presence.stage != Stage.CONFIRMED:
        return {}
    presence.came_at, presence.left_at = came_at, left_at
    if presence.credit != Credit.NONE:
        _be_alone(presence, left_at)
    days = rules_of(presence.shift.activity.town).objection_days
    until = clock.today() + timedelta(days=days)
    return {"minutes": minutes_of(presence, left_at), "objections_until": until}


def _same(seen: Mapping[str, object]) -> dict[str, object]:
    return {
        (f"{k}__isnull" if v is None else k): (True if v is None else v) for k, v in seen.items()
    }


# Who is credited with what ---------------------------------------------------------------------


def _volunteers(activity: Activity, presences: Iterable[Presence]) -> frozenset[int]:
    """Who of them is a registered volunteer of the town, and was before it ended."""
    people = [presence.user_id for presence in presences]
    found = Volunteer.objects.registered().filter(town=activity.town_id, user__in=people)
    found = found.filter(registered_on__lte=clock.today())
    return frozenset(found.values_list("user", flat=True))


def _credit(shift: Shift, is_volunteer: bool) -> str:
    """Volunteers who serve; whoever attends where something is taught; nobody else."""
    if shift.part == Shift.Part.SERVE:
        return Credit.SERVICE if is_volunteer else Credit.NONE
    return Credit.LEARNING if shift.activity.kind in LEARNING else Credit.NONE

"""Shifts come, change and go, as long as nobody who signed up is left standing (5.2).

Places have a guard, `Shift.left`: one conditional statement changes both, or none. So a place that
is given away at the same moment is never taken back.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F, ProtectedError
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from wenming.accounts.models import User
from wenming.activities.actions.following import What, tell_followers
from wenming.activities.models import Activity, Shift
from wenming.activities.permissions import may_change_announcement
from wenming.base.errors import Impossible, Overtaken
from wenming.base.models import record
from wenming.base.stages import hold
from wenming.organisation.actions.records import in_words

__all__ = ["Stretch", "add", "change", "enter", "first_of", "remove"]


@dataclass(frozen=True, slots=True)
class Stretch:
    """What is said of a shift."""

    starts_at: datetime
    ends_at: datetime
    place: str = ""
    places: int | None = None
    part: str = Shift.Part.SERVE
    name: str = ""
    skills: Sequence[str] = field(default_factory=list)


@transaction.atomic
def add(*, activity: Activity, stretch: Stretch, by: User | None) -> Shift:
    """One more shift."""
    may_change_announcement(by, activity).enforce()
    (shift,) = enter(activity, [stretch])
    _follow_the_first(activity)
    record(by, "activity.shift-added", activity, town=activity.town_id, after=str(shift))
    return shift


@transaction.atomic
def change(*, shift: Shift, stretch: Stretch, by: User | None) -> None:
    """Another time, place or number of places.

    Raises `Impossible` where that would leave somebody without the place they have, `Overtaken` if
    somebody else changed the shift meanwhile.
    """
    activity = shift.activity
    may_change_announcement(by, activity).enforce()
    before, said = Shift(**_columns(shift)), asdict(stretch)
    if all(getattr(before, name) == value for name, value in said.items()):
        return
    _be_fair(activity, before, stretch)
    _be_sound(Shift(activity=activity, **said))
    _swap(before, shift, stretch)
    _follow_the_first(activity)
    told = {"before": _told(before), "after": _told(shift)}
    record(by, "activity.shift-changed", activity, town=activity.town_id, **told)
    _tell(activity, before, shift)


@transaction.atomic
def remove(*, shift: Shift, by: User | None) -> None:
    """Take a shift out for which nobody ever signed up; the last one stays."""
    activity = shift.activity
    may_change_announcement(by, activity).enforce()
    hold(activity)
    if not activity.shifts.exclude(pk=shift.pk).exists():
        raise Impossible(_("至少要留一个班次。活动不办了，请取消活动。"))
    try:
        with transaction.atomic():
            Shift.objects.filter(pk=shift.pk).delete()
    except ProtectedError as error:
        words = _("已经有人报过这个班次的名，不能删除。可以改时间、改名额，或者取消活动。")
        raise Impossible(words) from error
    _follow_the_first(activity)
    record(by, "activity.shift-removed", activity, town=activity.town_id, before=str(shift))


def enter(activity: Activity, stretches: Iterable[Stretch]) -> list[Shift]:
    """The rows themselves, for actions that have asked who may."""
    shifts = [Shift(activity=activity, left=s.places, **asdict(s)) for s in stretches]
    for shift in shifts:
        _be_sound(shift)
    return Shift.objects.bulk_create(shifts)


def first_of(stretches: Iterable[Stretch]) -> Stretch:
    """The one that says on which day and where the activity is. Raises `Impossible` without any."""
    found = min(stretches, key=lambda stretch: stretch.starts_at, default=None)
    if found is None:
        raise Impossible(_("请写明哪天、几点开始。"), field="on")
    return found


def _be_fair(activity: Activity, before: Shift, stretch: Stretch) -> None:
    """What those who signed up relied upon stays as it was."""
    if activity.stage == Activity.Stage.DRAFT:
        return
    if stretch.part != before.part:
        raise Impossible(_("公告发布以后不能改由谁来，请另加一个班次。"), field="part")
    if before.places is None and stretch.places is not None:
        words = _("公告发布时没有限名额，现在不能再限。可以另加一个班次。")
        raise Impossible(words, field="places")


def _be_sound(shift: Shift) -> None:
    with in_words():
        shift.full_clean(exclude={"activity", "left"}, validate_constraints=False)


def _swap(before: Shift, shift: Shift, stretch: Stretch) -> None:
    """In one statement: if it is still as it was seen, and enough places are left."""
    was = dict(_same(name, getattr(before, name)) for name in asdict(stretch))
    still = Shift.objects.filter(pk=shift.pk, **was)
    old, new = before.places, stretch.places
    left: Any = new
    if old is not None and new is not None:
        still = still.filter(left__gte=old - new) if new < old else still
        left = F("left") + (new - old)
    if not still.update(**asdict(stretch), left=left):
        _say_why_not(shift.pk, was)
    shift.refresh_from_db(fields=["left", *asdict(stretch)])


def _say_why_not(pk: int, was: Mapping[str, object]) -> None:
    now = Shift.objects.filter(pk=pk, **was).first()
    if now is None:
        raise Overtaken(_("这个班次刚刚被别人改过，请刷新。"))
    taken = (now.places or 0) - (now.left or 0)
    words = _("已经有 %(taken)d 个名额报出去了，不能少于这个数。")
    raise Impossible(words % {"taken": taken}, field="places")


def _same(name: str, old: object) -> tuple[str, object]:
    return (f"{name}__isnull", True) if old is None else (name, old)


def _columns(shift: Shift) -> dict[str, Any]:
    return {f.attname: getattr(shift, f.attname) for f in Shift._meta.concrete_fields}


def _told(shift: Shift) -> str:
    many = "" if shift.places is None else _("%(number)d 个名额") % {"number": shift.places}
    return _("，").join(filter(None, (str(shift), shift.place, many)))


def _follow_the_first(activity: Activity) -> None:
    """The activity is on the day, and at the place, of its first shift."""
    first = activity.shifts.order_by("starts_at", "pk")[0]
    day = localdate(first.starts_at)
    if (activity.held_on, activity.place) != (day, first.place):
        Activity.objects.filter(pk=activity.pk).update(held_on=day, place=first.place)
        activity.held_on, activity.place = day, first.place


def _tell(activity: Activity, before: Shift, after: Shift) -> None:
    """Whoever relied on it; a draft is relied upon by nobody."""
    if activity.stage not in Activity.OPEN:
        return
    if any(getattr(before, n) != getattr(after, n) for n in ("starts_at", "ends_at", "place")):
        tell_followers(activity, What.RESCHEDULED)
    if before.places is not None and (after.places is None or after.places > before.places):
        tell_followers(activity, What.PLACES)

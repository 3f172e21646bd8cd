"""What the tests of hours begin with: a shift from two to five, volunteers, taps, hours confirmed."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any, Final

from tests import world
from wenming.accounts.models import User
from wenming.activities.models import Activity, Shift
from wenming.base import clock
from wenming.hours.actions import confirming, taps
from wenming.hours.models import Presence, Tap
from wenming.signups.models import SignUp

__all__ = [
    "DAY",
    "a_presence",
    "a_shift",
    "a_sign_up",
    "a_volunteer",
    "an_activity",
    "at",
    "confirmed",
    "reread",
]

DAY: Final = date(2022, 8, 5)


def at(hour: int, minute: int = 0, day: date = DAY) -> datetime:
    """A moment of the day of the shift."""
    return world.moment(day, hour, minute)


def an_activity(village: world.Village, **said: Any) -> Activity:
    """Announced, not yet held."""
    about: dict[str, Any] = {
        "title": "清洁家园",
        "held_on": DAY,
        "kind": "concentrated",
        "task": "customs",
        "stage": Activity.Stage.PUBLISHED,
        "published_at": at(9, day=date(2022, 8, 1)),
        "recorded_at": at(9, day=date(2022, 8, 1)),
        "recorded_by": village.secretary,
    }
    return Activity.objects.create(unit=village.unit, town=village.town, **about | said)


def a_shift(village: world.Village, begin: int = 14, end: int = 17, **said: Any) -> Shift:
    """From two to five on the day, to serve in."""
    activity = said.pop("activity", None) or an_activity(village)
    day = said.pop("day", DAY)
    about = {"starts_at": at(begin, day=day), "ends_at": at(end, day=day)}
    return Shift.objects.create(activity=activity, **about | said)


def a_volunteer(village: world.Village, name: str = "林阿妹") -> User:
    """Somebody who registered before the day."""
    with clock.at(at(9, day=date(2022, 7, 10))):
        return world.a_volunteer(village, world.a_resident(name)).user


def a_sign_up(shift: Shift, user: User) -> SignUp:
    """With a place."""
    moved = {"asked_at": at(9, day=date(2022, 8, 2)), "moved_at": at(9, day=date(2022, 8, 2))}
    return SignUp.objects.create(shift=shift, user=user, stage=SignUp.Stage.ADMITTED, **moved)


def a_presence(
    shift: Shift,
    user: User,
    came: datetime | None = None,
    left: datetime | None = None,
    how: str = Tap.How.CODE,
) -> Presence:
    """Signed in at `came` (the begin), and out at `left` if that is said."""
    by = user if how != Tap.How.LIST else shift.activity.recorded_by
    with clock.at(came or shift.starts_at):
        presence = taps.come(shift=shift, person=user, how=how, by=by)
    if left is not None:
        with clock.at(left):
            presence = taps.go(shift=shift, person=user, how=how, by=by)
    return presence


def confirmed(village: world.Village, user: User, **said: Any) -> Presence:
    """Three whole hours, confirmed in the evening."""
    shift = a_shift(village, **said)
    presence = a_presence(shift, user, left=shift.ends_at)
    with clock.at(shift.ends_at + timedelta(hours=2)):
        left = confirming.confirm(
            activity=shift.activity, presences=[presence], by=village.secretary
        )
    assert left == []
    return reread(presence)


def reread(presence: Presence) -> Presence:
    """As it stands now."""
    return Presence.objects.select_related("shift__activity__unit__town", "user").get(
        pk=presence.pk
    )

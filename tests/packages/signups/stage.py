"""What the tests of sign-up begin with: an activity that is announced, its shifts, its people."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from tests import world
from wenming.accounts.models import User
from wenming.activities.models import Activity, Shift
from wenming.base import clock
from wenming.signups.actions import joining
from wenming.signups.actions.admission import Answer
from wenming.signups.models import SignUp

__all__ = ["a_shift", "an_announced", "in_line", "is_sound", "people", "stages"]


def an_announced(village: world.Village, **said: Any) -> Activity:
    """An activity that all may see and sign up for."""
    about: dict[str, Any] = {
        "title": "清洁家园",
        "held_on": clock.today() + timedelta(days=7),
        "kind": "concentrated",
        "task": "customs",
        "stage": Activity.Stage.PUBLISHED,
        "published_at": clock.now(),
        "recorded_at": clock.now(),
    }
    return Activity.objects.create(unit=village.unit, town=village.town, **about | said)


def a_shift(activity: Activity, places: int | None = 1, *, hour: int = 9, **said: Any) -> Shift:
    """Two hours of the activity's day, with so many places."""
    begin: datetime = said.pop("starts_at", world.moment(activity.held_on, hour))
    about: dict[str, Any] = {"starts_at": begin, "ends_at": begin + timedelta(hours=2)}
    return Shift.objects.create(activity=activity, places=places, left=places, **about | said)


def people(number: int) -> list[User]:
    """So many residents."""
    return [world.a_resident(f"村民{place}") for place in range(number)]


def join(*, shift: Shift, **said: Any) -> Answer:
    """As the button on the town's own page does."""
    return joining.join(shift_id=shift.pk, town=shift.activity.unit.town, **said)


def stages(shift: Shift) -> dict[str, str]:
    """Who signed up, in their order, and how it stands with them."""
    rows = SignUp.objects.filter(shift=shift).order_by("asked_at", "pk")
    return dict(rows.values_list("user__name", "stage"))


def in_line(shift: Shift) -> list[str]:
    """Who waits, the first first."""
    return list(SignUp.objects.in_line().filter(shift=shift).values_list("user__name", flat=True))


def is_sound(shift: Shift) -> bool:
    """The guard says what the rows say."""
    shift.refresh_from_db()
    rows = SignUp.objects.placed().filter(shift=shift)
    taken = sum(row.heads for row in rows)
    return shift.places is None or shift.places - (shift.left or 0) == taken

"""Runs with a town's database as its own; what it finds out is its last line, as JSON.

`fill PEOPLE PLACES SHIFTS` registers volunteers, signs each in and announces shifts of so many
places; `stored SHIFT …` tells what became of them.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY  # noqa: E402
from django.utils.module_loading import import_string  # noqa: E402

from wenming.accounts.models import User  # noqa: E402
from wenming.activities.actions import announcing  # noqa: E402
from wenming.activities.actions.shifts import Stretch  # noqa: E402
from wenming.activities.models import Shift  # noqa: E402
from wenming.base import clock  # noqa: E402
from wenming.base.models import Entry  # noqa: E402
from wenming.organisation.models import Unit  # noqa: E402
from wenming.signups.models import SignUp  # noqa: E402
from wenming.volunteers.models import Volunteer  # noqa: E402

CSRF = "b" * 32


def fill(number: str, places: str, shifts: str) -> dict[str, Any]:
    """So many volunteers, each signed in: their numbers here, and the cookies they send; and shifts."""
    unit = Unit.objects.filter(kind=Unit.Kind.STATION).select_related("town")[0]
    users = User.objects.bulk_create(User(name=f"志愿者{n:05}") for n in range(int(number)))
    Volunteer.objects.bulk_create(
        Volunteer(
            user=user,
            town=unit.town,
            unit=unit,
            sex=Volunteer.Sex.FEMALE,
            born_on=date(1980, 1, 1),
            identity_kind=Volunteer.Identity.OTHER,
            identity="…",
            identity_index=f"{user.number}",
            registered_on=clock.today(),
        )
        for user in users
    )
    return {
        "people": [[str(user.pk), _cookie(user)] for user in users],
        "shifts": [_shift(unit, int(places)) for _ in range(int(shifts))],
    }


def _shift(unit: Unit, places: int) -> int:
    """An activity a month from now, with one shift of so many places."""
    begin = clock.now().replace(hour=1, minute=0, second=0, microsecond=0) + timedelta(days=30)
    # Shifts of several rounds do not overlap.
    begin += timedelta(days=Shift.objects.count())
    stretch = Stretch(begin, begin + timedelta(hours=2), "村部", places)
    activity = announcing.announce(
        unit=unit,
        stretches=(stretch,),
        title="清洁家园",
        kind="watch",
        task="culture",
        about="打扫村道。",
        conditions="不限",
        risks="无",
        publish_now=True,
        by=None,
    )
    return activity.shifts.get().pk


def stored(*shifts: str) -> list[dict[str, Any]]:
    """Of each shift, what the database says."""
    return [_stored(shift) for shift in shifts]


def _stored(shift: str) -> dict[str, Any]:
    """Who has a place, who waits in which order, the guard, the journal."""
    rows = SignUp.objects.filter(shift=shift).order_by("asked_at", "pk")
    stages = list(rows.values_list("user_id", "stage"))
    found = Shift.objects.get(pk=shift)
    return {
        "admitted": [user for user, stage in stages if stage == "admitted"],
        "waiting": [user for user, stage in stages if stage == "waiting"],
        "left": found.left,
        "journal": Entry.objects.filter(
            verb__startswith="sign-up.", details__shift=found.pk
        ).count(),
    }


def _cookie(user: User) -> str:
    store = import_string(f"{settings.SESSION_ENGINE}.SessionStore")()
    store[SESSION_KEY] = str(user.pk)
    store[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    store[HASH_SESSION_KEY] = user.get_session_auth_hash()
    store.create()
    return f"{settings.SESSION_COOKIE_NAME}={store.session_key}; csrftoken={CSRF}"


DEEDS: dict[str, Callable[..., object]] = {"fill": fill, "stored": stored}

if __name__ == "__main__":
    print(json.dumps(DEEDS[sys.argv[1]](*sys.argv[2:])))

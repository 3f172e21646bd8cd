"""Runs with a served town's database as its own: `fill`, and `stored`, one line of JSON each."""

from __future__ import annotations

import json
import sys
from datetime import timedelta

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY  # noqa: E402
from django.utils.module_loading import import_string  # noqa: E402
from django_q.models import OrmQ  # noqa: E402

from tests import world  # noqa: E402
from wenming.accounts.models import Notice, User  # noqa: E402
from wenming.activities.models import Shift  # noqa: E402
from wenming.base import clock  # noqa: E402
from wenming.base.models import Entry  # noqa: E402
from wenming.signups.models import SignUp, parties  # noqa: E402
from wenming.volunteers.actions import households  # noqa: E402

COUPLES, PLACES = 16, 10


def fill() -> dict[str, object]:
    """Couples, one of each signed in, and a shift with fewer places than people."""
    village = world.a_village()
    begin = clock.now() + timedelta(days=9)
    stretch = world.a_stretch(starts_at=begin, ends_at=begin + timedelta(hours=2), places=PLACES)
    shift = world.an_announcement(village, stretch).shifts.get()
    return {"shift": shift.pk, "people": [_couple(village, place) for place in range(COUPLES)]}


def stored() -> dict[str, object]:
    """What the database says of the shift."""
    shift = Shift.objects.get()
    rows = list(SignUp.objects.order_by("asked_at", "pk"))
    placed = [row for row in rows if row.stage in ("admitted", "offered")]
    seconds = [party.rows[1].pk for party in parties(rows)]
    told = set(Notice.objects.values_list("key", flat=True))
    # A job whose worker was killed is handed out again after a while.
    queued = OrmQ.objects.count()
    return {
        "rows": len(rows),
        "people": len({row.user_id for row in rows}),
        "parties": len(parties(rows)),
        "placed": len(placed),
        "left": shift.left,
        "line": [row.stage for row in rows],
        "journal": Entry.objects.filter(verb__in=("sign-up.admitted", "sign-up.waiting")).count(),
        "untold": sum(f"sign-up:{pk}:by-another" not in told for pk in seconds),
        "queued": queued,
    }


def _couple(village: world.Village, place: int) -> dict[str, object]:
    one, other = (
        world.a_volunteer(village, world.a_resident(f"{name}{place}")) for name in ("林", "陈")
    )
    household = world.a_household(village, name=f"家庭{place}", honours=[])
    for volunteer in (one, other):
        households.add_member(household=household, volunteer=volunteer, by=village.secretary)
    return {"other": other.user.pk, "session": _session(one.user)}


def _session(user: User) -> str:
    store = import_string(f"{settings.SESSION_ENGINE}.SessionStore")()
    store[SESSION_KEY] = str(user.pk)
    store[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    store[HASH_SESSION_KEY] = user.get_session_auth_hash()
    store.create()
    return str(store.session_key)


if __name__ == "__main__":
    print(json.dumps({"fill": fill, "stored": stored}[sys.argv[1]]()))

"""Runs in ephios' own environment: people who are signed in, and shifts with so many places.

`python inside_ephios.py fill PEOPLE`, `… open PLACES` and `… stored SHIFT` print one line of JSON.
"""

import json
import sys
from datetime import date, timedelta
from threading import RLock

from django.core.management import call_command
from django.core.wsgi import get_wsgi_application

application = get_wsgi_application()

from django.conf import settings  # noqa: E402
from django.contrib.auth.models import Group  # noqa: E402
from django.db.backends.base.base import BaseDatabaseWrapper  # noqa: E402
from django.db.backends.signals import connection_created  # noqa: E402
from django.test import Client  # noqa: E402
from django.utils import timezone  # noqa: E402
from ephios.core.models import (  # noqa: E402
    AbstractParticipation,
    Event,
    EventType,
    Shift,
    UserProfile,
)
from guardian.shortcuts import assign_perm  # noqa: E402

FLOW = {"signup_flow_slug": "instant_confirmation", "structure_slug": "uniform"}
CSRF = "b" * 32


def may_ask_within(connection: BaseDatabaseWrapper, **_: object) -> None:
    """Its log asks the database while a statement is being put into words, in the same thread; with
    psycopg's plain lock that thread waits for itself for ever."""
    connection.connection.lock = RLock()


connection_created.connect(may_ask_within)


def fill(number: str) -> list[list[str]]:
    call_command("migrate", verbosity=0)
    call_command("build", verbosity=0)
    EventType.objects.create(title="activity")
    everybody = Group.objects.create(name="Volunteers")
    people = [_person(place) for place in range(int(number))]
    everybody.user_set.add(*people)
    return [[str(person.pk), _cookie(person)] for person in people]


def open_shift(places: str) -> int:
    event = Event.objects.create(
        title="activity", location="here", type=EventType.objects.get(title="activity"), active=True
    )
    assign_perm("core.view_event", Group.objects.get(name="Volunteers"), event)
    # Shifts of several rounds do not overlap.
    start = timezone.now() + timedelta(days=30 + Shift.objects.count())
    shift = Shift.objects.create(
        event=event,
        meeting_time=start,
        start_time=start,
        end_time=start + timedelta(hours=2),
        structure_configuration={"maximum_number_of_participants": int(places)},
        **FLOW,
    )
    # Makes rows of preferences, and makes them twice if two people are the first at the same time.
    _ = shift.structure
    return shift.pk


def stored(shift: str) -> list[str]:
    """Who has a place."""
    confirmed = AbstractParticipation.States.CONFIRMED
    rows = Shift.objects.get(pk=shift).participations.filter(state=confirmed)
    return [str(row.user_id) for row in rows]


def _person(place: int) -> UserProfile:
    return UserProfile.objects.create(
        email=f"volunteer{place}@localhost",
        display_name=f"Volunteer {place}",
        date_of_birth=date(1970, 1, 1),
    )


def _cookie(person: UserProfile) -> str:
    client = Client()
    client.force_login(person)
    # Everybody's first page makes rows of preferences.
    client.get("/events/", secure=True)
    key = client.cookies[settings.SESSION_COOKIE_NAME].value
    return f"{settings.SESSION_COOKIE_NAME}={key}; {settings.CSRF_COOKIE_NAME}={CSRF}"


if __name__ == "__main__":
    deed = {"fill": fill, "open": open_shift, "stored": stored}[sys.argv[1]]
    print(json.dumps(deed(*sys.argv[2:])))

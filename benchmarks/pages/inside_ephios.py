"""Runs in ephios' own environment: fills it with the activities, and serves it 50 rows a page.

`python inside_ephios.py FILE` reads the activities and prints the address of the list and the
cookie of a volunteer who may see them.
"""

import json
import sys
from datetime import datetime, timedelta
from pathlib import Path

from django.core.management import call_command
from django.core.wsgi import get_wsgi_application

application = get_wsgi_application()

from django.conf import settings  # noqa: E402
from django.contrib.auth.models import Group  # noqa: E402
from django.test import Client  # noqa: E402
from django.utils import timezone  # noqa: E402
from ephios.core.models import Event, EventType, Shift, UserProfile  # noqa: E402
from ephios.core.views.event import EventListView  # noqa: E402
from guardian.shortcuts import assign_perm  # noqa: E402

EventListView.paginate_by = 50
FLOW = {"signup_flow_slug": "instant_confirmation", "structure_slug": "uniform"}


def fill(activities: list[dict[str, str]]) -> None:
    call_command("migrate", verbosity=0)
    call_command("build", verbosity=0)
    kind = EventType.objects.create(title="activity")
    everybody = Group.objects.create(name="Volunteers")
    everybody.user_set.add(_volunteer())
    for one in activities:
        event = Event.objects.create(
            title=one["title"], location=one["place"], type=kind, active=True
        )
        assign_perm("core.view_event", everybody, event)
        _shift(event, one["on"])


def _volunteer() -> UserProfile:
    born = datetime(1970, 1, 1).date()
    return UserProfile.objects.create(
        email="volunteer@localhost", display_name="Volunteer", date_of_birth=born
    )


def _shift(event: Event, on: str) -> None:
    """A year later than the activity: the list shows what is to come."""
    start = timezone.make_aware(datetime.fromisoformat(on) + timedelta(days=400, hours=9))
    end = start + timedelta(hours=2)
    Shift.objects.create(event=event, meeting_time=start, start_time=start, end_time=end, **FLOW)


def cookie() -> str:
    client = Client()
    client.force_login(UserProfile.objects.get(email="volunteer@localhost"))
    # The first reader makes rows of preferences; of two at the same time both would.
    client.get("/events/", secure=True)
    return f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"


if __name__ == "__main__":
    fill(json.loads(Path(sys.argv[1]).read_text()))
    print(json.dumps({"path": "/events/", "cookie": cookie()}))

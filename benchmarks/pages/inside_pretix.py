"""Runs in pretix' own environment: fills it with the activities, and serves it 50 rows a page.

`python inside_pretix.py FILE` reads the activities and prints the address of the organiser's list.
"""

import json
import sys
from datetime import datetime, timedelta
from pathlib import Path

from django.core.management import call_command
from django.core.wsgi import get_wsgi_application

application = get_wsgi_application()

from django.utils import timezone  # noqa: E402
from django_scopes import scopes_disabled  # noqa: E402
from pretix.base.models import Event, Organizer  # noqa: E402
from pretix.presale.views.organizer import OrganizerIndex  # noqa: E402

OrganizerIndex.paginate_by = 50


def fill(activities: list[dict[str, str]]) -> None:
    call_command("migrate", verbosity=0)
    with scopes_disabled():
        town = Organizer.objects.create(name="Town", slug="town")
        for number, one in enumerate(activities):
            start = datetime.fromisoformat(one["on"]) + timedelta(days=400, hours=9)
            Event.objects.create(
                organizer=town,
                name=one["title"],
                slug=f"activity-{number}",
                location=one["place"],
                date_from=timezone.make_aware(start),
                date_to=timezone.make_aware(start + timedelta(hours=2)),
                currency="EUR",
                live=True,
                is_public=True,
            )


if __name__ == "__main__":
    fill(json.loads(Path(sys.argv[1]).read_text()))
    print(json.dumps({"path": "/town/", "cookie": ""}))

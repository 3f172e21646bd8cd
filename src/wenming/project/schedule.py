"""What the clock starts: the whole list. Days and hours are the town's."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.db import transaction
from django.utils import timezone
from django_q.models import Schedule

from wenming.base import clock

__all__ = ["JOBS", "Job", "write"]


@dataclass(frozen=True)
class Job:
    """A function that the clock calls, every day at an hour of the town or every few minutes.

    It may run twice without harm.
    """

    name: str
    function: str
    when: time | timedelta
    words: tuple[str, ...] = ()

    @property
    def rhythm(self) -> dict[str, object]:
        """As the clock's table has it."""
        if isinstance(self.when, time):
            return {"schedule_type": Schedule.DAILY, "minutes": None}
        return {"schedule_type": Schedule.MINUTES, "minutes": int(self.when.total_seconds() / 60)}

    @property
    def first(self) -> datetime:
        """When it is due for the first time."""
        now = clock.now()
        if not isinstance(self.when, time):
            return now + self.when
        at = datetime.combine(clock.today(), self.when, timezone.get_default_timezone())
        return at if at > now else at + timedelta(days=1)


JOBS = (
    # Sessions that ran out would stay in the table for ever.
    Job("sessions", "django.core.management.call_command", time(3, 10), ("clearsessions",)),
    Job("sign-ups", "wenming.signups.actions.round.go_round", timedelta(minutes=1)),
)


@transaction.atomic
def write() -> None:
    """Let the clock's table say what `JOBS` says; a job keeps the hour at which it is next due."""
    Schedule.objects.exclude(name__in=[job.name for job in JOBS]).delete()
    for job in JOBS:
        what = {
            "func": job.function,
            "args": ", ".join(map(repr, job.words)),
            "repeats": -1,
            **job.rhythm,
        }
        Schedule.objects.update_or_create(
            name=job.name,
            defaults=what,
            create_defaults=what | {"next_run": job.first},
        )

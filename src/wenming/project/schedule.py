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
    """A function called every day at an hour of the town; it may run twice without harm."""

    name: str
    function: str
    at: time
    words: tuple[str, ...] = ()


JOBS = (
    Job("overdue-look-ins", "wenming.neighbours.actions.warnings.warn", time(8, 0)),
    # Sessions that ran out would stay in the table for ever.
    Job("sessions", "django.core.management.call_command", time(3, 10), ("clearsessions",)),
)


@transaction.atomic
def write() -> None:
    """Let the clock's table say what `JOBS` says; a job keeps the hour at which it is next due."""
    Schedule.objects.exclude(name__in=[job.name for job in JOBS]).delete()
    for job in JOBS:
        what = {
            "func": job.function,
            "args": ", ".join(map(repr, job.words)),
            "schedule_type": Schedule.DAILY,
            "repeats": -1,
        }
        Schedule.objects.update_or_create(
            name=job.name,
            defaults=what,
            create_defaults=what | {"next_run": _next(job.at)},
        )


def _next(hour: time) -> datetime:
    at = datetime.combine(clock.today(), hour, timezone.get_default_timezone())
    return at if at > clock.now() else at + timedelta(days=1)

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
    """A function called every day at an hour of the town, or every so many minutes.

    It may run twice without harm.
    """

    name: str
    function: str
    at: time | None = None
    minutes: int = 0


JOBS = (
    # What has begun is running (5.2).
    Job("opening", "wenming.activities.actions.announcing.open_due", minutes=5),
    # Offers lapse, lines move up, cover is sought, people are reminded (5.2).
    Job("sign-ups", "wenming.signups.actions.round.go_round", minutes=1),
    # Offers that nobody answers pass on, answers that are owed go further up (5.3-a, 5.3-d).
    Job("needs", "wenming.needs.actions.round.go_round", minutes=5),
    # What nobody rates is closed; whose a need was is forgotten in time (PIPL 19).
    Job("old needs", "wenming.needs.actions.round.tidy", time(3, 25)),
    Job("old notices", "wenming.accounts.actions.notices.tidy", time(3, 15)),
    # Who did not come need not be known for ever.
    Job("old sign-ups", "wenming.signups.actions.forgetting.tidy", time(3, 20)),
    # Whoever has not looked in is reminded (3.2-c).
    Job("overdue-look-ins", "wenming.neighbours.actions.warnings.warn", time(8, 0)),
    # What new needs mean, where the extra is installed (5.3-b).
    Job("senses", "wenming.groups.actions.senses.read", time(3, 40)),
    # Workbooks that were uploaded go after a day.
    Job("old workbooks", "wenming.volunteers.actions.intakes.tidy", minutes=60),
    Job("old workbooks of needs", "wenming.needs.actions.intakes.tidy", minutes=60),
    # Attendance is confirmed within ten working days (Decree 67, article 11).
    Job("attendance-due", "wenming.hours.actions.reminding.remind", time(8, 10)),
    # Sessions that ran out would stay in the table for ever.
    Job("sessions", "wenming.accounts.sessions.tidy", time(3, 10)),
)


@transaction.atomic
def write() -> None:
    """Let the clock's table say what `JOBS` says; a job keeps the time at which it is next due."""
    Schedule.objects.exclude(name__in=[job.name for job in JOBS]).delete()
    for job in JOBS:
        what = {
            "func": job.function,
            "schedule_type": Schedule.DAILY if job.at else Schedule.MINUTES,
            "minutes": job.minutes or None,
            "repeats": -1,
        }
        Schedule.objects.update_or_create(
            name=job.name,
            defaults=what,
            create_defaults=what | {"next_run": _next(job.at)},
        )


def _next(hour: time | None) -> datetime:
    if hour is None:
        return clock.now()
    at = datetime.combine(clock.today(), hour, timezone.get_default_timezone())
    return at if at > clock.now() else at + timedelta(days=1)

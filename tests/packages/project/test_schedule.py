"""What the clock starts."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone
from django.utils.module_loading import import_string
from django_q.models import OrmQ, Schedule
from django_q.scheduler import scheduler

from wenming.accounts.models import Session
from wenming.project import schedule

pytestmark = pytest.mark.django_db


def test_written_twice_it_is_there_once_and_keeps_the_hour_when_it_is_due() -> None:
    schedule.write()
    due = dict(Schedule.objects.values_list("name", "next_run"))

    schedule.write()

    assert dict(Schedule.objects.values_list("name", "next_run")) == due
    assert due.keys() == {job.name for job in schedule.JOBS}


def test_what_is_no_longer_in_the_list_is_no_longer_started() -> None:
    Schedule.objects.create(name="gone", func="some.function", schedule_type=Schedule.DAILY)

    schedule.write()

    assert not Schedule.objects.filter(name="gone").exists()


def test_every_daily_job_is_due_within_a_day_at_its_hour_of_the_town() -> None:
    schedule.write()

    for job in schedule.JOBS:
        if job.at is None:
            continue
        due = Schedule.objects.get(name=job.name).next_run
        assert timezone.now() < due <= timezone.now() + timedelta(days=1)
        assert timezone.localtime(due).time() == job.at


def test_the_others_are_due_every_few_minutes_from_now_on() -> None:
    schedule.write()

    for job in (job for job in schedule.JOBS if job.at is None):
        written = Schedule.objects.get(name=job.name)
        assert (written.schedule_type, written.minutes) == (Schedule.MINUTES, job.minutes)
        assert 0 < job.minutes <= 60
        assert written.next_run <= timezone.now()


def test_every_job_names_a_function_that_is_there() -> None:
    assert all(callable(import_string(job.function)) for job in schedule.JOBS)


def test_a_session_that_ran_out_is_cleared_when_its_hour_comes() -> None:
    Session.objects.create(session_key="old", session_data="", expire_date=timezone.now())
    schedule.write()
    Schedule.objects.update(next_run=timezone.now() - timedelta(minutes=1))

    scheduler()

    assert not Session.objects.exists()
    assert not OrmQ.objects.exists()

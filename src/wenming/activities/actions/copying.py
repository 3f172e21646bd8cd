"""The same again on another day: one, some, or the next gathering day of every unit (5.2-a, 5.2-c)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date, datetime, time, timedelta
from typing import Any, Final
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from wenming.accounts.models import User
from wenming.activities.actions import announcing
from wenming.activities.actions.shifts import Stretch
from wenming.activities.gathering import last_gatherings, on_the_day
from wenming.activities.models import Activity
from wenming.activities.permissions import may_repeat
from wenming.base.stages import hold
from wenming.organisation.models import Unit
from wenming.organisation.permissions import may_record
from wenming.volunteers.models import Team

__all__ = ["BEGINS", "Common", "again", "monthly", "prepare", "repeat", "weekly"]

# What an announcement takes over; what came of the last time it does not.
TAKEN: Final = (
    "title",
    "kind",
    "task",
    "in_branch_name",
    "focus",
    "theme",
    "field",
    "about",
    "conditions",
    "least_age",
    "risks",
    "is_dangerous",
    "insurance",
    "contact",
    "weekly_most",
    "lifts_hours",
)
# A record that was entered afterwards says no hours.
BEGINS, LASTS = time(9), timedelta(hours=2)


@transaction.atomic
def again(
    *,
    activity: Activity,
    on: date,
    begins: time | None = None,
    place: str | None = None,
    publish_now: bool = False,
    ticket: UUID | None = None,
    by: User | None,
    **changed: Any,
) -> Activity:
    """Announce the same on `on`, with every shift of it; it begins at `begins` if told otherwise."""
    may_repeat(by, activity).enforce()
    stretches = _moved(list(_stretches(activity)), on, begins)
    if place is not None:
        stretches = [replace(stretch, place=place) for stretch in stretches]
    told: dict[str, Any] = {name: getattr(activity, name) for name in TAKEN}
    campaign = activity.campaign
    if campaign is not None and campaign.withdrawn_at is None and campaign.until_on >= on:
        told["campaign"] = campaign
    return announcing.announce(
        unit=activity.unit,
        stretches=stretches,
        teams=_standing(activity, on),
        copied_from=activity,
        publish_now=publish_now,
        ticket=ticket,
        by=by,
        **told | changed,
    )


@transaction.atomic
def repeat(*, activity: Activity, days: Iterable[date], by: User | None) -> list[Activity]:
    """Drafts of the same for these days; a day that has one already gets no other."""
    hold(activity)
    copies = Activity.objects.standing().filter(copied_from=activity)
    taken = set(copies.values_list("held_on", flat=True))
    return [again(activity=activity, on=day, by=by) for day in days if day not in taken]


@dataclass(frozen=True, slots=True)
class Common:
    """What all units do that have no earlier gathering day of their own."""

    stretch: Stretch
    fields: Mapping[str, Any]


@transaction.atomic
def prepare(
    *, units: Iterable[Unit], on: date, common: Common | None = None, by: User | None
) -> list[Activity]:
    """Draft the gathering day of these units, each from its last one; who has a draft keeps it."""
    made, asked = [], list(units)
    if not asked:
        return []
    # Of two who prepare the same day at once, the second finds the drafts of the first.
    hold(asked[0].town)
    there, before = (find(asked[0].town, on) for find in (on_the_day, last_gatherings))
    for unit in asked:
        may_record(by, unit).enforce()
        earlier = before.get(unit.pk)
        if unit.pk in there:
            continue
        if earlier is not None:
            made.append(again(activity=earlier, on=on, by=by))
        elif common is not None:
            told = dict(common.fields)
            made.append(announcing.announce(unit=unit, stretches=[common.stretch], by=by, **told))
    return made


def weekly(first: date, times: int) -> list[date]:
    """The same weekday of the following weeks."""
    return [first + timedelta(weeks=number) for number in range(1, times + 1)]


def monthly(first: date, times: int) -> list[date]:
    """The same day of the following months; where a month is shorter, its last."""
    return [_months_after(first, number) for number in range(1, times + 1)]


def _months_after(first: date, number: int) -> date:
    years, month = divmod(first.month - 1 + number, 12)
    begin = date(first.year + years, month + 1, 1)
    last = (begin + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    return begin.replace(day=min(first.day, last.day))


def _stretches(activity: Activity) -> Iterator[Stretch]:
    """Its shifts; of a record that was entered afterwards, two hours of a morning."""
    names = [field.name for field in fields(Stretch)]
    shifts = list(activity.shifts.all())
    for shift in shifts:
        yield Stretch(**{name: getattr(shift, name) for name in names})
    if not shifts:
        start = timezone.make_aware(datetime.combine(activity.held_on, BEGINS))
        yield Stretch(start, start + LASTS, place=activity.place)


def _standing(activity: Activity, on: date) -> list[Team]:
    """Its teams that are still there."""
    return list(activity.teams.standing().in_force(on, on))


def _moved(stretches: Sequence[Stretch], on: date, begins: time | None) -> list[Stretch]:
    """So that the first is on the day, and the others as far after it as they were."""
    first = min(stretches, key=lambda stretch: stretch.starts_at)
    was = timezone.localtime(first.starts_at)
    start = timezone.make_aware(datetime.combine(on, begins or was.time()))
    by = start - first.starts_at
    return [
        replace(stretch, starts_at=stretch.starts_at + by, ends_at=stretch.ends_at + by)
        for stretch in stretches
    ]

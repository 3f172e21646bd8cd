"""A lecturer is registered: a volunteer, or anybody known by name (5.1-a)."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db import transaction

from wenming.accounts.models import User
from wenming.base import clock
from wenming.base.models import record
from wenming.learning.models import Lecturer
from wenming.learning.queries.lectures import possible_lecturers
from wenming.organisation.actions import records
from wenming.organisation.actions.people import Person, identify
from wenming.organisation.models import Unit

__all__ = ["add", "end"]


@transaction.atomic
def add(
    *,
    unit: Unit,
    person: User | Person,
    ticket: UUID | None = None,
    by: User | None,
    **fields: Any,
) -> Lecturer:
    """Register who speaks; the same `ticket` again is the same lecturer."""
    known = Lecturer.objects.filter(ticket=ticket).first() if ticket else None
    user = known.user if known else _who(unit, person, by)
    return records.add(Lecturer, unit=unit, user=user, ticket=ticket, by=by, **fields)


@transaction.atomic
def end(*, lecturer: Lecturer, by: User | None) -> None:
    """They no longer speak, from tomorrow on; what they gave stays."""
    today = clock.today()
    Lecturer.objects.filter(pk=lecturer.pk).update(until_on=max(today, lecturer.since_on))
    record(by, "lecturer.ended", lecturer, town=lecturer.town_id)


def _who(unit: Unit, person: User | Person, by: User | None) -> User:
    return identify(person=person, unit=unit, among=possible_lecturers(unit), by=by)

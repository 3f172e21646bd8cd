"""A leader's visit is recorded by whoever was there (A.2-a, A.2-b, A.3-a)."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from wenming.accounts.models import User
from wenming.base.errors import Impossible
from wenming.liaison.models import Leader, Visit
from wenming.liaison.permissions import may_change_visit
from wenming.organisation.actions import records
from wenming.organisation.models import Unit

__all__ = ["correct", "make"]


def make(
    *, unit: Unit, leader: Leader, ticket: UUID | None = None, by: User | None, **fields: Any
) -> Visit:
    """Record that `leader` was at `unit`; the same `ticket` again is the same visit."""
    _be_of_town(unit, leader)
    return records.add(
        Visit, unit=unit, leader=leader, ticket=ticket, may=may_change_visit, by=by, **fields
    )


def correct(*, row: Visit, unit: Unit, leader: Leader, by: User | None, **fields: Any) -> None:
    """Put a visit right."""
    _be_of_town(unit, leader)
    records.correct(row=row, may=may_change_visit, unit=unit, leader=leader, by=by, **fields)


def _be_of_town(unit: Unit, leader: Leader) -> None:
    if leader.town_id != unit.town_id:
        raise Impossible(_("这位领导不是本镇的。"), field="leader")

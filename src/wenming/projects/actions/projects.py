"""A project is registered and corrected together with the teams that carry it (5.4-a)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db import transaction

from wenming.accounts.models import User
from wenming.organisation.actions import records
from wenming.organisation.models import Unit
from wenming.projects.models import Project
from wenming.volunteers.actions.teams import assign, begin_with
from wenming.volunteers.models import Team

__all__ = ["add", "correct"]


@transaction.atomic
def add(
    *,
    unit: Unit,
    teams: Iterable[Team] = (),
    ticket: UUID | None = None,
    by: User | None,
    **fields: Any,
) -> Project:
    """Register a project of `unit`; the same `ticket` again is the same project."""
    is_known = ticket is not None and Project.objects.filter(ticket=ticket).exists()
    project = records.add(Project, unit=unit, ticket=ticket, by=by, **fields)
    if not is_known:
        begin_with(row=project, teams=teams)
    return project


@transaction.atomic
def correct(
    *, row: Project, teams: Iterable[Team] | None = None, by: User | None, **fields: Any
) -> None:
    """Put a project right, and who carries it."""
    records.correct(row=row, by=by, **fields)
    if teams is not None:
        assign(row=row, teams=teams, by=by)

"""An uploaded workbook looked through: which rows are good, which are not and why, who is known already."""

from __future__ import annotations

from django.db.models import QuerySet

from wenming.accounts.models import User
from wenming.base import clock
from wenming.base.language import all_in_both
from wenming.engines.papers import Sheet
from wenming.organisation.models import Town
from wenming.organisation.queries import choices
from wenming.organisation.workbooks import Sifted, site_names
from wenming.volunteers import reading
from wenming.volunteers.duplicates import duplicates
from wenming.volunteers.models import Intake, Team, Volunteer
from wenming.volunteers.models.volunteer import SERVICES, TALENTS
from wenming.volunteers.queries import times
from wenming.volunteers.reading import Line, Lists

__all__ = ["lines", "lists_for", "sifted", "template"]


def lists_for(user: User, town: Town) -> Lists:
    """What this worker's workbook may name."""
    return Lists(
        units=site_names(user, town),
        talents=all_in_both(lambda: dict(choices(town, TALENTS))),
        services=all_in_both(lambda: dict(choices(town, SERVICES))),
        times=all_in_both(times),
        teams={team.name: team for team in _teams(town)},
        sexes=reading.labels(Volunteer.Sex),
        identities=reading.labels(Volunteer.Identity),
        ways=reading.ways(),
    )


def _teams(town: Town) -> QuerySet[Team]:
    today = clock.today()
    return Team.objects.standing().of(town).in_force(today, today).order_by("pk")


def template(user: User, town: Town) -> Sheet:
    """The workbook that this worker fills in."""
    return reading.template(lists_for(user, town))


def lines(intake: Intake) -> list[Line]:
    """The upload's rows as they are read today."""
    return reading.lines(intake.cells, lists_for(intake.by, intake.town))


def sifted(intake: Intake) -> Sifted:
    """The upload as it stands now, against who is registered now."""
    found = lines(intake)
    return Sifted(found, duplicates(found, intake.town, intake.by), "name")

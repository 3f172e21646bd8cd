"""An uploaded workbook looked through: which rows are good, which are not and why, who is known already."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from wenming.accounts.models import User
from wenming.organisation.models import Town, Unit
from wenming.organisation.queries import choices, recordable_units
from wenming.volunteers.duplicates import Duplicate, duplicates
from wenming.volunteers.models import Intake
from wenming.volunteers.models.volunteer import SERVICES, TALENTS
from wenming.volunteers.reading import Line, Lists, lines

__all__ = ["Sifted", "lists_for", "sifted"]


@dataclass(frozen=True, slots=True)
class Sifted:
    """All rows, and those that seem to be somebody known."""

    lines: list[Line]
    duplicates: Mapping[int, Duplicate]

    @property
    def bad(self) -> list[Line]:
        """Rows with something wrong in them."""
        return [line for line in self.lines if line.faults]

    @property
    def known(self) -> list[tuple[Line, Duplicate]]:
        """Rows of somebody who seems to be registered."""
        twice = self.duplicates
        return [(line, twice[line.number]) for line in self.lines if line.number in twice]

    @property
    def good(self) -> list[Line]:
        """Rows that can be taken over as they are."""
        twice = self.duplicates
        return [line for line in self.lines if not line.faults and line.number not in twice]

    def reasons(self) -> dict[int, dict[str, str]]:
        """Row → column → why it is not taken over as it is."""
        faults = {line.number: dict(line.faults) for line in self.bad}
        return faults | {number: {"name": one.why} for number, one in self.duplicates.items()}


def lists_for(user: User, town: Town) -> Lists:
    """What this worker's workbook may name."""
    units = list(recordable_units(user, town).filter(kind__in=Unit.SITES))
    named = {unit.code: unit for unit in units} | {unit.name_en: unit for unit in units}
    return Lists(
        units=named | {unit.name: unit for unit in units},
        talents=dict(choices(town, TALENTS)),
        services=dict(choices(town, SERVICES)),
    )


def sifted(intake: Intake) -> Sifted:
    """The upload as it stands now, against who is registered now."""
    found = lines(intake.cells, lists_for(intake.by, intake.town))
    return Sifted(found, duplicates(found, intake.town, intake.by))

"""Needs come in by workbook: looked through first, then asked, then the workbook is forgotten (5.3-a)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final
from uuid import UUID, uuid5

from wenming.accounts.models import User
from wenming.needs.actions import asking
from wenming.needs.models import Intake
from wenming.needs.reading import Line
from wenming.needs.sifting import lines, sifted
from wenming.organisation.actions import uploads

__all__ = ["TAKING", "receive", "run", "take_over", "tidy"]

# A row of an upload has one ticket for ever: it is one need, however often a job runs.
ROWS: Final = UUID("8a0c2f0e-5f5b-4a5c-9a55-6f1c1f2d7f11")


def receive(**told: Any) -> Intake:
    """Keep what was uploaded; nothing is asked yet."""
    return uploads.receive(Intake, **told)


def take_over(*, intake: Intake, merging: Iterable[int] = (), by: User) -> None:
    """Write down what can be; of what seems to be asked already, what was chosen all the same."""
    uploads.take_over(upload=intake, seen=sifted(intake), chosen=merging, again=run, by=by)


def run(intake_id: int) -> None:
    """Some rows, each once, then the next job."""
    uploads.run(TAKING, intake_id)


def tidy() -> None:
    """What was uploaded more than a day ago goes."""
    uploads.tidy(Intake)


def _deed(intake: Intake, line: Line, _beside: int | None) -> str:
    if line.asked is None:
        return "left"
    ticket = uuid5(ROWS, f"{intake.pk}:{line.number}")
    asking.ask(asked=line.asked, channel=line.channel, ticket=ticket, by=intake.by)
    return "added"


TAKING = uploads.Taking(Intake, lines, _deed, run, "words")

"""A made-up year for a town, or for a county of fifty: through actions, at the time it is told.

Chance falls the same way each time: the same day gives the same year. Names of people are plainly
invented, the plan's own leaders aside; what leaders are said to have seen is marked as made up.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

from django.conf import settings

from wenming.base.errors import Impossible
from wenming.organisation.models import Town
from wenming.plans.actions import loading
from wenming.plans.checking import check
from wenming.plans.document import Document
from wenming.plans.files import Folder, PlanFiles
from wenming.plans.sources import fact_kinds, plan_sections, roster_kinds
from wenming.project.seeding.county import invented_plan
from wenming.project.seeding.diary import Say
from wenming.project.seeding.living import live

__all__ = ["TOWNS", "county", "live", "town"]

TOWNS: Final = 50
REAL: Final = "baogai"
FOLDER: Final = "plans/baogai-2022"


def town(say: Say, *, scale: float = 1.0) -> None:
    """The town of the real plan, loaded if it is not there; once."""
    live(_real_town(), say, scale=scale)


def county(say: Say, *, towns: int = TOWNS, scale: float = 1.0) -> None:
    """The real plan's town and so many others that make `towns`; goes on where it was stopped."""
    real = _document(Folder(_folder()))
    for number in range(1, towns + 1):
        place = _real_town() if number == 1 else _invented_town(real, number)
        live(place, _unheard, scale=scale)
        say(f"{number}/{towns} {place.name}")


def _unheard(_line: str) -> None:
    """A county is told by its towns, not by their months."""


def _real_town() -> Town:
    known = Town.objects.filter(code=REAL).first()
    return known or loading.load(document=_document(Folder(_folder())), by=None).plan.town


def _invented_town(real: Document, number: int) -> Town:
    known = Town.objects.filter(code=f"town{number:02d}").first()
    if known is not None:
        return known
    document = _document(invented_plan(_folder(), real, number))
    return loading.load(document=document, by=None).plan.town


def _document(files: PlanFiles) -> Document:
    checked = check(files, fact_kinds().values(), roster_kinds().values(), plan_sections())
    if checked.document is None:
        raise Impossible("\n".join(fault.line("zh") for fault in checked.faults))
    return checked.document


def _folder() -> Path:
    """Beside the sources, where the repository keeps it."""
    root: Path = settings.PACKAGE.parent.parent
    return root / FOLDER

"""Needs come in by workbook: looked through first, then asked, then the workbook is forgotten (5.3-a)."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from typing import Any, Final
from uuid import UUID, uuid5

from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext_noop

from wenming.accounts.actions import notices
from wenming.accounts.models import User
from wenming.needs.actions import asking
from wenming.needs.models import Intake, Need
from wenming.needs.queries import attendants
from wenming.needs.reading import Line
from wenming.needs.sifting import lines, sifted
from wenming.organisation.actions import uploads

__all__ = ["TAKING", "receive", "run", "take_over", "tidy"]

# A row of an upload has one ticket for ever: it is one need, however often a job runs.
ROWS: Final = UUID("8a0c2f0e-5f5b-4a5c-9a55-6f1c1f2d7f11")
NEW_NEEDS = gettext_noop("%(unit)s导入了%(number)s件需求，最早的请在%(day)s前答复。")


def receive(**told: Any) -> Intake:
    """Keep what was uploaded; nothing is asked yet."""
    return uploads.receive(Intake, **told)


def take_over(*, intake: Intake, merging: Iterable[int] = (), by: User) -> None:
    """Write down what can be; of what seems to be asked already, what was chosen all the same."""
    uploads.take_over(upload=intake, seen=sifted(intake), chosen=merging, again=run, by=by)


def run(intake_id: int) -> None:
    """Some rows, each once, then the next job; after the last, who answers is told once."""
    uploads.run(TAKING, intake_id)
    intake = Intake.objects.select_related("town", "by").get(pk=intake_id)
    if intake.stage == Intake.Stage.TAKEN:
        _tell(intake)


def tidy() -> None:
    """What was uploaded more than a day ago goes."""
    uploads.tidy(Intake)


def _tell(intake: Intake) -> None:
    """Whoever answers the needs of a unit, once a workbook; whoever brought it knows."""
    tickets = [_ticket(intake, number) for number in intake.cells]
    new = Need.objects.unanswered().filter(ticket__in=tickets).select_related("unit__town")
    theirs: dict[tuple[User, int], list[Need]] = {}
    for (unit, _is_protected), needs in groupby(new.order_by("unit", "focus"), key=_whose):
        found = list(needs)
        for user in attendants(found[0]):
            theirs.setdefault((user, unit), []).extend(found)
    for (user, unit), found in theirs.items():
        if user.pk == intake.by_id:
            continue
        notices.tell(
            user=user,
            key=f"needs-intake-{intake.pk}-{unit}",
            text=NEW_NEEDS,
            url=f"{reverse('needs:need-list')}?stage={Need.Stage.ASKED}",
            by_phone=False,
            unit=found[0].unit.name,
            number=len(found),
            day=localdate(min(need.answer_by for need in found)).isoformat(),
        )


def _whose(need: Need) -> tuple[int, bool]:
    return need.unit_id, need.is_protected


def _ticket(intake: Intake, number: int) -> UUID:
    return uuid5(ROWS, f"{intake.pk}:{number}")


def _deed(intake: Intake, line: Line, _beside: int | None) -> str:
    if line.asked is None:
        return "left"
    asking.ask(
        asked=line.asked,
        channel=line.channel,
        ticket=_ticket(intake, line.number),
        is_one_of_many=True,
        by=intake.by,
    )
    return "added"


TAKING = uploads.Taking(Intake, lines, _deed, run, "words")

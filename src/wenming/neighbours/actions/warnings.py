"""When nobody has looked in for too long: the volunteer is reminded, then the unit (3.2-c)."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext_noop

from wenming.accounts.actions import notices
from wenming.neighbours.models import Pairing
from wenming.neighbours.queries import Watch, tenders, watches

__all__ = ["warn"]


@transaction.atomic
def warn() -> None:
    """What the clock does every morning; each warning is given once for each day that was due."""
    for watch in watches(Pairing.objects.all()):
        if watch.is_overdue:
            _remind(watch)
        if watch.is_long_overdue:
            _tell_unit(watch)


def _remind(watch: Watch) -> None:
    notices.tell(
        user=watch.pairing.volunteer.user,
        key=f"neighbours.overdue:{watch.pairing.pk}:{watch.due_on}",
        text=gettext_noop("该去看看结对的邻居了（%(day)s到期）。去不了，可以暂停或请人接手。"),
        url=watch.pairing.get_absolute_url(),
        day=watch.due_on,
    )


def _tell_unit(watch: Watch) -> None:
    posting = watch.pairing.posting
    for user in tenders(posting.unit):
        notices.tell(
            user=user,
            key=f"neighbours.overdue-unit:{watch.pairing.pk}:{watch.due_on}",
            text=gettext_noop("“%(unit)s”有一对结对过了探望的日子（%(day)s），请问一问。"),
            url=posting.get_absolute_url(),
            unit=posting.unit,
            day=watch.due_on,
        )

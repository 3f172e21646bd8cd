"""The quarterly report: opened already written, edited by a person, sent, read (A.3-b)."""

from __future__ import annotations

from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from wenming.accounts.models import User
from wenming.base import clock
from wenming.base.errors import Impossible
from wenming.base.models import record
from wenming.base.stages import move
from wenming.liaison.drafts import draft_of
from wenming.liaison.models import Leader, QuarterlyReport, Receipt
from wenming.liaison.permissions import may_edit, may_open, may_read, may_send
from wenming.liaison.quarters import Quarter
from wenming.organisation.actions import records
from wenming.organisation.models import Unit

__all__ = ["edit", "open_draft", "read", "send"]


@transaction.atomic
def open_draft(*, unit: Unit, quarter: Quarter, by: User | None) -> QuarterlyReport:
    """The unit's report on the quarter; if there is none, a draft written from the records."""
    may_open(by, unit).enforce()
    if quarter.span.start > clock.today():
        raise Impossible(_("这个季度还没有开始。"), field="quarter")
    found = _standing(unit, quarter)
    if found is not None:
        return found
    told: dict[str, Any] = {
        "year": quarter.year,
        "quarter": quarter.number,
        "body": draft_of(unit, quarter),
    }
    try:
        with transaction.atomic():
            return records.add(QuarterlyReport, unit=unit, may=may_edit, by=by, **told)
    except (Impossible, IntegrityError):
        # Somebody else opened it at the same moment.
        if (found := _standing(unit, quarter)) is None:
            raise
        return found


@transaction.atomic
def edit(*, row: QuarterlyReport, body: str, seen: int | None = None, by: User | None) -> None:
    """Put the draft into one's own words."""
    records.correct(row=row, seen=seen, may=may_edit, by=by, body=body)


@transaction.atomic
def send(
    *, report: QuarterlyReport, body: str = "", seen: int | None = None, by: User | None
) -> None:
    """Send it, with `body` if given, to the leaders tied to the unit today.

    Raises `Overtaken` if somebody just did, or edited it since `seen`.
    """
    if body and may_send(by, report):
        edit(row=report, body=body, seen=seen, by=by)
    may_send(by, report).enforce()
    sent = {"sent_at": clock.now(), "sent_on": clock.today(), "sent_by": by}
    move(report, QuarterlyReport.Stage.SENT, allowed=QuarterlyReport.NEXT, **sent)
    to = Leader.objects.filter(pairs__in=report.unit.pairs.on(clock.today()))
    Receipt.objects.bulk_create(Receipt(report=report, leader=leader) for leader in to)
    names = [leader.user.name for leader in to]
    record(by, "quarterlyreport.sent", report, town=report.town_id, to=names)


@transaction.atomic
def read(*, report: QuarterlyReport, by: User) -> None:
    """One leader has read it; once all have, it is read."""
    may_read(by, report).enforce()
    report.receipts.filter(leader__user=by, read_at__isnull=True).update(read_at=clock.now())
    record(by, "quarterlyreport.read", report, town=report.town_id)
    if not report.receipts.filter(read_at__isnull=True).exists():
        move(report, QuarterlyReport.Stage.READ, allowed=QuarterlyReport.NEXT)


def _standing(unit: Unit, quarter: Quarter) -> QuarterlyReport | None:
    reports = QuarterlyReport.objects.standing().select_related("unit__town")
    return reports.filter(unit=unit, year=quarter.year, quarter=quarter.number).first()

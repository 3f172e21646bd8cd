"""Records come in by workbook: looked through first, then taken over, then forgotten.

What each package's own `intakes` does with its rows is told by `Taking`.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from wenming.accounts import phones
from wenming.accounts.models import User
from wenming.base import clock
from wenming.base.errors import DomainError, Impossible
from wenming.base.later import later
from wenming.base.models import record
from wenming.base.stages import move
from wenming.organisation.holding import remembered
from wenming.organisation.models import Town, Upload
from wenming.organisation.models.upload import KEPT
from wenming.organisation.permissions import may_enter, may_take_over
from wenming.organisation.workbooks import Line, Sifted

__all__ = ["Taking", "receive", "run", "take_over", "tidy"]

U = TypeVar("U", bound=Upload)
Stage = Upload.Stage
Rows = Mapping[int, Mapping[str, str]]


@dataclass(frozen=True)
class Taking:
    """How a package takes its rows over.

    `lines` reads the rows again; `deed` does one row (with the record it was chosen to add to, if
    any) and names the count that goes up: `added`, `merged` or `left`; `again` is the package's own
    task; `at_once` rows are done by one job, which is over long before it would be handed out again;
    `at` is the column where a refusal without a field is said; `together` adds good rows of which
    nothing is known in a few statements, or refuses, and then they are done one by one.
    """

    model: type[Upload]
    lines: Callable[[Any], Sequence[Any]]
    deed: Callable[[Any, Any, int | None], str]
    again: Callable[..., None]
    at: str
    at_once: int = 200
    together: Callable[[Any, Sequence[Any]], None] | None = None


@transaction.atomic
def receive(model: type[U], *, town: Town, name: str, digest: str, rows: Rows, by: User) -> U:
    """Keep what was uploaded, encrypted and for a day; nothing is registered yet."""
    may_enter(by, town).enforce()
    made = model(
        town=town,
        by=by,
        at=clock.now(),
        name=name[-100:],
        digest=phones.blind(digest),
        rows=json.dumps(rows, ensure_ascii=False),
    )
    made.save(force_insert=True)
    record(by, "intake.received", made, town=town.pk, rows=len(rows))
    return made


@transaction.atomic
def take_over(
    *, upload: Upload, seen: Sifted, chosen: Iterable[int], again: Callable[..., None], by: User
) -> None:
    """Register what can be registered, and do what was chosen with the duplicates named."""
    may_take_over(by, upload).enforce()
    wanted = set(chosen)
    records = {n: one.record.pk for n, one in seen.duplicates.items() if one.record is not None}
    merging = {number: pk for number, pk in records.items() if number in wanted}
    left = {n: why for n, why in seen.reasons().items() if n not in merging}
    if len(left) == len(seen.lines):
        raise Impossible(_("没有可以导入的行，也没有勾选好像登记过的行。"))
    told = json.dumps(left, ensure_ascii=False)
    move(upload, Stage.TAKING, allowed=Upload.NEXT, merging=merging, left_rows=told)
    record(by, "intake.taken-over", upload, town=upload.town_id)
    later(again, intake_id=upload.pk)


def run(taking: Taking, intake_id: int) -> None:
    """Some rows, each once, then the next job: a killed worker's successor goes on where it stopped."""
    rows = taking.model._default_manager.select_related("town", "by")
    upload = rows.get(pk=intake_id)
    if upload.stage != Stage.TAKING:
        return
    left = upload.reasons
    waiting = [line for line in taking.lines(upload) if line.number > upload.done]
    with remembered():
        if _all(taking, upload, waiting[: taking.at_once], left):
            _go_on(taking, upload, is_over=len(waiting) <= taking.at_once)


@transaction.atomic
def tidy(model: type[Upload]) -> None:
    """What was uploaded more than a day ago goes; the counts stay."""
    old = model._default_manager.filter(at__lt=clock.now() - KEPT).exclude(stage=Stage.GONE)
    old.update(stage=Stage.GONE, rows=None, left_rows=None)


class _Counted(Exception):
    """Another worker has done this row already."""


def _all(
    taking: Taking, upload: Upload, rows: Sequence[Line], left: dict[int, dict[str, str]]
) -> bool:
    """Together if that can be, else one by one; no, if another worker is at it."""
    try:
        return _together(taking, upload, rows, left) or all(
            _one(taking, upload, line, left) for line in rows
        )
    except _Counted:
        return False


def _together(taking: Taking, upload: Upload, rows: Sequence[Line], left: Container[int]) -> bool:
    """All these rows and their count in one transaction; no, if one must be looked at alone."""
    if taking.together is None or not rows:
        return False
    if any(str(line.number) in upload.merging for line in rows):
        return False
    good = [line for line in rows if not line.faults and line.number not in left]
    try:
        with transaction.atomic():
            taking.together(upload, good)
            _count(upload, rows[-1], {"added": len(good), "left": len(rows) - len(good)})
    except DomainError:
        return False
    return True


def _one(taking: Taking, upload: Upload, line: Line, left: dict[int, dict[str, str]]) -> bool:
    """One row and its count in one transaction. Raises `_Counted` if another worker is at it."""
    try:
        with transaction.atomic():
            whom = upload.merging.get(str(line.number))
            is_left = bool(line.faults) or line.number in left
            _count(upload, line, {"left" if is_left else taking.deed(upload, line, whom): 1})
    except DomainError as error:
        # Refused after all, since somebody was quicker: left with the reason.
        left[line.number] = {error.field or taking.at: str(error)}
        _count(upload, line, {"left": 1}, left_rows=json.dumps(left, ensure_ascii=False))
    return True


def _count(upload: Upload, line: Line, deeds: Mapping[str, int], **also: str) -> None:
    """Up to this row, once: where it is counted already, what was done now is taken back."""
    more = {deed: F(deed) + number for deed, number in deeds.items()}
    counted = {"done": line.number, **more, **also}
    still = type(upload)._default_manager.filter(pk=upload.pk, done__lt=line.number)
    if not still.update(**counted):
        raise _Counted


@transaction.atomic
def _go_on(taking: Taking, upload: Upload, *, is_over: bool) -> None:
    if is_over:
        move(upload, Stage.TAKEN, allowed=Upload.NEXT)
    else:
        later(taking.again, intake_id=upload.pk)

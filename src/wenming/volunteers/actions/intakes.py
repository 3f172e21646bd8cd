"""Volunteers come in by workbook: looked through first, then taken over, then forgotten (3.2-a)."""

from __future__ import annotations

import json
from collections.abc import Container, Iterable, Mapping
from dataclasses import replace

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from wenming.accounts import phones
from wenming.accounts.actions import users
from wenming.accounts.models import User
from wenming.base import clock
from wenming.base.errors import DomainError, Impossible
from wenming.base.later import later
from wenming.base.models import record
from wenming.base.stages import move
from wenming.organisation.actions.people import Person
from wenming.organisation.models import Town
from wenming.organisation.permissions import may_enter, may_govern
from wenming.volunteers.actions import volunteers
from wenming.volunteers.actions.volunteers import Profile
from wenming.volunteers.models import Intake, Offer, Volunteer
from wenming.volunteers.models.intake import KEPT
from wenming.volunteers.permissions import may_take_over
from wenming.volunteers.reading import Line, lines
from wenming.volunteers.sifting import lists_for, sifted

__all__ = ["receive", "run", "take_over", "tidy"]

Stage = Intake.Stage
# Rows that one job does: it is over long before it would be handed out again.
AT_ONCE = 200
Rows = Mapping[int, Mapping[str, str]]


@transaction.atomic
def receive(*, town: Town, name: str, digest: str, rows: Rows, by: User) -> Intake:
    """Keep what was uploaded, encrypted and for a day; nobody is registered yet."""
    may_enter(by, town).enforce()
    made = Intake.objects.create(
        town=town,
        by=by,
        at=clock.now(),
        name=name[-100:],
        digest=phones.blind(digest),
        rows=json.dumps(rows, ensure_ascii=False),
    )
    record(by, "intake.received", made, town=town.pk, rows=len(rows))
    return made


@transaction.atomic
def take_over(*, intake: Intake, merging: Iterable[int] = (), by: User) -> None:
    """Register who can be registered, and add to the duplicates named what they lack."""
    may_take_over(by, intake).enforce()
    seen, wanted = sifted(intake), set(merging)
    joined = {
        n: one.volunteer.pk for n, one in seen.duplicates.items() if one.volunteer is not None
    }
    chosen = {number: pk for number, pk in joined.items() if number in wanted}
    left = {n: why for n, why in seen.reasons().items() if n not in chosen}
    if len(left) == len(seen.lines):
        raise Impossible(_("没有可以导入的行，也没有选要补充的人。"))
    told = json.dumps(left, ensure_ascii=False)
    move(intake, Stage.TAKING, allowed=Intake.NEXT, merging=chosen, left_rows=told)
    record(by, "intake.taken-over", intake, town=intake.town_id)
    later(run, intake_id=intake.pk)


def run(intake_id: int) -> None:
    """Some rows, each once, then the next job: a killed worker's successor goes on where it stopped."""
    intake = Intake.objects.select_related("town", "by").get(pk=intake_id)
    if intake.stage != Stage.TAKING:
        return
    found = lines(intake.cells, lists_for(intake.by, intake.town))
    left = intake.reasons
    waiting = [line for line in found if line.number > intake.done]
    for line in waiting[:AT_ONCE]:
        if not _one(intake, line, left):
            return
    _go_on(intake, is_over=len(waiting) <= AT_ONCE)


@transaction.atomic
def tidy() -> None:
    """What was uploaded more than a day ago goes; the counts stay."""
    old = Intake.objects.filter(at__lt=clock.now() - KEPT).exclude(stage=Stage.GONE)
    old.update(stage=Stage.GONE, rows=None, left_rows=None)


class _Counted(Exception):
    """Another worker has done this row already."""


def _one(intake: Intake, line: Line, left: dict[int, dict[str, str]]) -> bool:
    """One row and its count in one transaction; no, if another worker is at it."""
    try:
        with transaction.atomic():
            _count(intake, line, _deed(intake, line, left))
    except _Counted:
        return False
    except DomainError as error:
        # Refused after all, since somebody registered meanwhile: left with the reason.
        left[line.number] = {error.field or "name": str(error)}
        _count(intake, line, "left", left_rows=json.dumps(left, ensure_ascii=False))
    return True


def _deed(intake: Intake, line: Line, left: Container[int]) -> str:
    """What is done with a row; the name of its count."""
    whom = intake.merging.get(str(line.number))
    if line.profile is None or line.agreement is None or line.number in left:
        return "left"
    if whom is not None:
        known = Volunteer.objects.select_related("user", "unit__town", "town").get(pk=whom)
        _merge(known, line.profile, line.phone, intake.by)
        return "merged"
    volunteers.register(
        person=Person(line.name, line.phone),
        profile=line.profile,
        agreement=line.agreement,
        by=intake.by,
    )
    return "added"


def _count(intake: Intake, line: Line, deed: str, **also: str) -> None:
    """Once: where a row is counted already, what was done about it now is taken back."""
    counted = {"done": line.number, deed: F(deed) + 1, **also}
    if not Intake.objects.filter(pk=intake.pk, done__lt=line.number).update(**counted):
        raise _Counted


@transaction.atomic
def _go_on(intake: Intake, *, is_over: bool) -> None:
    if is_over:
        move(intake, Stage.TAKEN, allowed=Intake.NEXT)
    else:
        later(run, intake_id=intake.pk)


def _merge(volunteer: Volunteer, told: Profile, phone: str, by: User) -> None:
    """Only what is missing is taken over; what is known is not written over."""
    offers = {kind: _offered(volunteer, kind) for kind in Offer.Kind.values}
    known = replace(
        told,
        unit=volunteer.unit,
        sex=volunteer.sex,
        born_on=volunteer.born_on or told.born_on,
        identity_kind=volunteer.identity_kind,
        identity="",
        skills=volunteer.skills or told.skills,
        talents=offers[Offer.Kind.TALENT] or told.talents,
        services=offers[Offer.Kind.SERVICE] or told.services,
        times=offers[Offer.Kind.TIME],
    )
    volunteers.correct(volunteer=volunteer, profile=known, by=by)
    if phone and not volunteer.user.phone and may_govern(by, volunteer.town):
        users.set_phone(user=volunteer.user, phone=phone, by=by)


def _offered(volunteer: Volunteer, kind: str) -> tuple[str, ...]:
    return tuple(volunteer.offers.filter(kind=kind).values_list("code", flat=True))

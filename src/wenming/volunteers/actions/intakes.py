"""Volunteers come in by workbook: looked through first, then taken over, then forgotten (3.2-a)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from wenming.accounts.actions import users
from wenming.accounts.models import User
from wenming.organisation.actions import uploads
from wenming.organisation.actions.people import Person
from wenming.organisation.permissions import may_govern
from wenming.volunteers.actions import enrolling, memberships, volunteers
from wenming.volunteers.actions.volunteers import Profile
from wenming.volunteers.models import Intake, Offer, Volunteer
from wenming.volunteers.reading import Line
from wenming.volunteers.sifting import lines, sifted

__all__ = ["TAKING", "receive", "run", "take_over", "tidy"]


def receive(**told: Any) -> Intake:
    """Keep what was uploaded; nobody is registered yet."""
    return uploads.receive(Intake, **told)


def take_over(*, intake: Intake, merging: Iterable[int] = (), by: User) -> None:
    """Register who can be registered, and add to the duplicates named what they lack."""
    uploads.take_over(upload=intake, seen=sifted(intake), chosen=merging, again=run, by=by)


def run(intake_id: int) -> None:
    """Some rows, each once, then the next job."""
    uploads.run(TAKING, intake_id)


def tidy() -> None:
    """What was uploaded more than a day ago goes."""
    uploads.tidy(Intake)


def _deed(intake: Intake, line: Line, whom: int | None) -> str:
    """What is done with a row; the name of its count."""
    if line.profile is None or line.agreement is None:
        return "left"
    if whom is not None:
        known = Volunteer.objects.select_related("user", "unit__town", "town").get(pk=whom)
        _merge(known, line.profile, line.phone, intake.by)
        return "merged"
    made = volunteers.register(
        person=Person(line.name, line.phone),
        profile=line.profile,
        agreement=line.agreement,
        by=intake.by,
    )
    memberships.ask_all(wishes=[(team, made) for team in line.teams], by=intake.by)
    return "added"


def _together(intake: Intake, found: Sequence[Line]) -> None:
    """Newcomers all, and the teams they would like to join."""
    newcomers = [
        enrolling.Newcomer(Person(line.name, line.phone), line.profile, line.agreement)
        for line in found
        if line.profile is not None and line.agreement is not None
    ]
    made = enrolling.enrol(newcomers=newcomers, by=intake.by)
    told = zip(found, made, strict=True)
    wishes = [(team, one) for line, one in told for team in line.teams]
    memberships.ask_all(wishes=wishes, by=intake.by)


TAKING = uploads.Taking(Intake, lines, _deed, run, "name", together=_together)


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
        times=offers[Offer.Kind.TIME] or told.times,
    )
    volunteers.correct(volunteer=volunteer, profile=known, by=by)
    if phone and not volunteer.user.phone and may_govern(by, volunteer.town):
        users.set_phone(user=volunteer.user, phone=phone, by=by)


def _offered(volunteer: Volunteer, kind: str) -> tuple[str, ...]:
    return tuple(volunteer.offers.filter(kind=kind).values_list("code", flat=True))

"""Many become volunteers at once, from a village's list: as one would, in a few statements (3.2-a)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from wenming.accounts.actions import users
from wenming.accounts.models import User
from wenming.base import clock
from wenming.base.errors import Overtaken
from wenming.base.models import Entry, entry
from wenming.organisation.actions.people import Person
from wenming.volunteers import identities
from wenming.volunteers.actions import sharing, volunteers
from wenming.volunteers.actions.volunteers import Agreement, Profile
from wenming.volunteers.models import Consent, Offer, Volunteer
from wenming.volunteers.permissions import may_register

__all__ = ["Newcomer", "enrol"]


@dataclass(frozen=True, slots=True)
class Newcomer:
    """Somebody of whom nothing is known yet."""

    person: Person
    profile: Profile
    agreement: Agreement


@transaction.atomic
def enrol(*, newcomers: Sequence[Newcomer], by: User | None) -> list[Volunteer]:
    """Make all of them volunteers, in this order, or none.

    Raises what `volunteers.register` would, and `Overtaken` where one turns out to be known
    already: then they are to be registered one by one.
    """
    for unit in {one.profile.unit.pk: one.profile.unit for one in newcomers}.values():
        may_register(by, None, unit).enforce()
    for one in newcomers:
        volunteers.examine(profile=one.profile, agreement=one.agreement)
    people = [(one.person.name, one.person.phone) for one in newcomers]
    entered = users.enter_all(people=people, by=by)
    made = [_new(user, one.profile) for user, one in zip(entered, newcomers, strict=True)]
    _insert(made)
    told = list(zip(made, newcomers, strict=True))
    Offer.objects.bulk_create(
        offer for row, one in told for offer in volunteers.offers_of(row, one.profile)
    )
    Consent.objects.bulk_create(volunteers.consent_of(row, one.agreement, by) for row, one in told)
    for row, one in told:
        if one.agreement.shares:
            sharing.agree(volunteer=row, how=one.agreement.how, by=by)
    Entry.objects.bulk_create(
        entry(by, "volunteer.registered", row, town=row.town_id, how=one.agreement.how)
        for row, one in told
    )
    return made


def _new(user: User, profile: Profile) -> Volunteer:
    kind = profile.identity_kind
    number = identities.normal(kind, profile.identity)
    return Volunteer(
        user=user,
        unit=profile.unit,
        town=profile.unit.town,
        sex=profile.sex,
        born_on=profile.born_on,
        identity_kind=kind,
        identity=number,
        identity_index=identities.blind(kind, number),
        skills=profile.skills.strip(),
        registered_on=clock.today(),
    )


def _insert(made: Sequence[Volunteer]) -> None:
    try:
        with transaction.atomic():
            Volunteer.objects.bulk_create(made)
    except IntegrityError as error:
        raise Overtaken(_("名单里有人刚刚已经登记过了。")) from error

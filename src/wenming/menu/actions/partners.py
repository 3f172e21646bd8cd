"""A partner group is registered with who answers for it (5.3-c)."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from wenming.accounts.models import User
from wenming.base.errors import Impossible, Overtaken
from wenming.base.models import record
from wenming.menu.models import Partner
from wenming.menu.permissions import may_look_at_contact, may_name_contact
from wenming.organisation.actions import records
from wenming.organisation.actions.people import Person, identify
from wenming.organisation.models import Unit
from wenming.volunteers.actions.volunteers import SHORTEST_REASON

__all__ = ["add", "forget_contact", "look", "name_contact"]


@transaction.atomic
def add(
    *,
    unit: Unit,
    contact: User | Person | None = None,
    ticket: UUID | None = None,
    by: User | None,
    **fields: Any,
) -> Partner:
    """Register a group; the same `ticket` again is the same group with the same contact."""
    partner = records.add(Partner, unit=unit, ticket=ticket, by=by, **fields)
    if contact is not None and partner.contact_id is None:
        _name(partner, contact, by)
    return partner


@transaction.atomic
def name_contact(*, partner: Partner, contact: User | Person, by: User | None) -> None:
    """Somebody else answers for the group from now on."""
    may_name_contact(by, partner).enforce()
    _name(partner, contact, by)


@transaction.atomic
def look(*, partner: Partner, why: str, by: User) -> str:
    """The contact's number in full; they can read who looked, when and why."""
    may_look_at_contact(by, partner).enforce()
    if len(why.strip()) < SHORTEST_REASON:
        raise Impossible(_("请写明为什么要看，例如“商量下周的服务”。"), field="why")
    contact = partner.contact
    assert contact is not None
    record(by, "user.looked-at", contact, town=partner.town_id, why=why.strip())
    return contact.phone or ""


@transaction.atomic
def forget_contact(*, user: User) -> None:
    """Whoever closes their account answers for no group any more."""
    for partner in Partner.objects.filter(contact=user.pk):
        Partner.objects.filter(pk=partner.pk, contact=user.pk).update(contact=None)
        record(user, "partner.contact-gone", partner, town=partner.town_id)


def _name(partner: Partner, contact: User | Person, by: User | None) -> None:
    before = partner.contact
    # By name alone only one who answers for a group already: a namesake in office is not meant.
    among = User.objects.filter(partners__town=partner.town_id, is_active=True).distinct()
    after = identify(person=contact, unit=partner.unit, among=among, by=by)
    if after == before:
        return
    still = Partner.objects.standing().filter(pk=partner.pk, contact=before)
    if not still.update(contact=after):
        raise Overtaken(_("“%(row)s”刚刚被别人更正过，请刷新。") % {"row": partner})
    partner.contact = after
    record(by, "partner.contact-named", partner, town=partner.town_id)

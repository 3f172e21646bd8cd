"""A person named on a form: somebody known already, or somebody new."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from wenming.accounts import phones
from wenming.accounts.actions import users
from wenming.accounts.models import User
from wenming.base.errors import Impossible
from wenming.organisation.models import Unit
from wenming.organisation.permissions import may_govern
from wenming.organisation.queries import people_of

__all__ = ["Person", "identify"]


@dataclass(frozen=True, slots=True)
class Person:
    """A name as it was typed, with the phone number that tells two people of one name apart."""

    name: str
    phone: str = ""


@transaction.atomic
def identify(
    *, person: User | Person, unit: Unit, among: QuerySet[User] | None = None, by: User | None
) -> User:
    """Who is meant: by phone number anybody, by name one of `among` (the unit's people); else new.

    Raises `Impossible` where two of them have the name, or the number is somebody else's. Only
    the town's offices give a number to somebody who has none: whoever has the number can sign in.
    """
    if isinstance(person, User):
        return person
    name, phone = person.name.strip(), person.phone.strip()
    if phone and (known := _with_phone(name, phone)):
        return known
    namesakes = list((people_of(unit) if among is None else among).filter(name=name))
    if phone:
        namesakes = [user for user in namesakes if user.phone is None]
    if len(namesakes) > 1:
        raise Impossible(_("这里有两位“%(name)s”，请填手机号码。") % {"name": name}, field="phone")
    if not namesakes:
        return users.enter(name=name, phone=phone, by=by)
    if phone:
        _give_number(namesakes[0], phone, unit, by)
    return namesakes[0]


def _give_number(user: User, phone: str, unit: Unit, by: User | None) -> None:
    if not may_govern(by, unit.town):
        words = _("“%(name)s”还没有登记手机号码，要由镇里的办公室登记。")
        raise Impossible(words % {"name": user.name}, field="phone")
    users.set_phone(user=user, phone=phone, by=by)


def _with_phone(name: str, phone: str) -> User | None:
    known = User.objects.with_phone(phones.normal(phone)).first()
    if known is not None and known.name != name:
        raise Impossible(_("这个手机号码登记的是另一个姓名。"), field="phone")
    return known

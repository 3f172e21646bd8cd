"""Who of an uploaded workbook is registered already: same number, same phone, or same name and birthday."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import islice

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from wenming.accounts import phones
from wenming.accounts.models import User
from wenming.organisation.models import Town
from wenming.organisation.queries import recordable_units
from wenming.organisation.workbooks import Known
from wenming.volunteers import identities
from wenming.volunteers.models import Volunteer
from wenming.volunteers.reading import Line

__all__ = ["duplicates"]

AT_ONCE = 500


def duplicates(found: Sequence[Line], town: Town, user: User) -> dict[int, Known]:
    """Row → who that seems to be; of who lives elsewhere only that. Rows with a fault are passed over."""
    sound = [line for line in found if not line.faults]
    seen = set(recordable_units(user, town).values_list("pk", flat=True))
    told: dict[int, Known] = {}
    for why, hits in (
        (_("证件号码相同"), _by_identity(sound)),
        (_("手机号码相同"), _by_phone(sound)),
        (_("同村（社区）、同名、同一天出生"), _by_name(sound)),
    ):
        for number, volunteer in hits:
            told.setdefault(number, _duplicate(why, volunteer, seen))
    return told


def _duplicate(why: str, volunteer: Volunteer, seen: set[int]) -> Known:
    if volunteer.unit_id in seen:
        return Known(why, volunteer)
    return Known(_("%(why)s，在别的村（社区）登记过") % {"why": why})


def _by_identity(found: Iterable[Line]) -> Iterator[tuple[int, Volunteer]]:
    numbers = {_index(line): line.number for line in found}
    for some in _batches(numbers):
        for volunteer in _registered().filter(identity_index__in=some):
            yield numbers[volunteer.identity_index or ""], volunteer


def _by_phone(found: Iterable[Line]) -> Iterator[tuple[int, Volunteer]]:
    numbers = {phones.blind(line.phone): line.number for line in found if line.phone}
    for some in _batches(numbers):
        for volunteer in _registered().filter(user__phone_index__in=some):
            yield numbers[volunteer.user.phone_index or ""], volunteer


def _by_name(found: Iterable[Line]) -> Iterator[tuple[int, Volunteer]]:
    told: dict[tuple[str, date | None, int], int] = {
        (line.name, line.profile.born_on, line.profile.unit.pk): line.number
        for line in found
        if line.profile
    }
    for some in _batches({name for name, _born, _unit in told}):
        for volunteer in _registered().filter(user__name__in=some):
            key = (volunteer.user.name, volunteer.born_on, volunteer.unit_id)
            if key in told:
                yield told[key], volunteer


def _index(line: Line) -> str:
    profile = line.profile
    assert profile is not None
    kind = profile.identity_kind
    return identities.blind(kind, identities.normal(kind, profile.identity))


def _registered() -> QuerySet[Volunteer]:
    return Volunteer.objects.registered().select_related("user", "unit__town")


def _batches(keys: Iterable[str]) -> Iterator[list[str]]:
    """No database takes thousands of values in one question."""
    left = iter(keys)
    while some := list(islice(left, AT_ONCE)):
        yield some

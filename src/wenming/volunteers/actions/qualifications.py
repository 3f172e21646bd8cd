"""A certificate is told, put right, taken away by its holder; checked by a worker (3.2-a)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from wenming.accounts.models import User
from wenming.base import clock
from wenming.base.errors import Impossible, Overtaken
from wenming.base.models import record
from wenming.volunteers.models import Qualification, Volunteer
from wenming.volunteers.permissions import may_attend_to, may_check

__all__ = ["Certificate", "check", "correct", "remove", "tell", "uncheck"]


@dataclass(frozen=True, slots=True)
class Certificate:
    """What is told of a certificate."""

    skill: str
    certificate: str
    # Nothing: as it is already known, or not told.
    number: str = ""
    valid_until: date | None = None


@transaction.atomic
def tell(*, volunteer: Volunteer, told: Certificate, by: User | None) -> Qualification:
    """The volunteer has a certificate; it counts once it is checked."""
    may_attend_to(by, volunteer).enforce()
    if volunteer.ended_on is not None:
        raise Overtaken(_("“%(name)s”已经退出志愿者登记。") % {"name": volunteer})
    made = Qualification(volunteer=volunteer)
    _take_over(made, told)
    record(by, "qualification.told", made, town=volunteer.town_id, skill=told.skill)
    return made


@transaction.atomic
def correct(*, qualification: Qualification, told: Certificate, by: User | None) -> None:
    """Put right, or renewed: to be checked again."""
    may_attend_to(by, qualification.volunteer).enforce()
    _take_over(qualification, told)
    town = qualification.volunteer.town_id
    record(by, "qualification.corrected", qualification, town=town, skill=told.skill)


@transaction.atomic
def remove(*, qualification: Qualification, by: User | None) -> None:
    """The volunteer would rather not have it kept."""
    may_attend_to(by, qualification.volunteer).enforce()
    town, skill = qualification.volunteer.town_id, qualification.skill
    record(by, "qualification.removed", qualification, town=town, skill=skill)
    qualification.delete()


@transaction.atomic
def check(*, qualification: Qualification, seen: str, by: User) -> None:
    """A worker saw the certificate; `seen` says what was told when the worker looked."""
    may_check(by, qualification).enforce()
    today = clock.today()
    if qualification.has_run_out:
        raise Impossible(_("这份证书已经过期，请本人更新有效期以后再核对。"))
    still = Qualification.objects.unchecked().filter(
        pk=qualification.pk, told_at=qualification.told_at
    )
    if seen != qualification.seen or not still.update(checked_on=today, checked_by=by):
        raise Overtaken(_("这份证书刚刚改过，请刷新后再核对。"))
    _note(qualification, "qualification.checked", by)


@transaction.atomic
def uncheck(*, qualification: Qualification, by: User) -> None:
    """The check was a mistake, or the certificate turned out to be none."""
    may_check(by, qualification).enforce()
    checked = Qualification.objects.filter(pk=qualification.pk, checked_on__isnull=False)
    if not checked.update(checked_on=None, checked_by=None):
        raise Overtaken(_("这份证书没有核对过，请刷新。"))
    _note(qualification, "qualification.unchecked", by)


def _note(qualification: Qualification, verb: str, by: User) -> None:
    town, skill = qualification.volunteer.town_id, qualification.skill
    record(by, verb, qualification, town=town, skill=skill)


def _take_over(qualification: Qualification, told: Certificate) -> None:
    qualification.skill = told.skill
    qualification.certificate = told.certificate.strip()
    qualification.number = told.number.strip() or qualification.number
    qualification.valid_until = told.valid_until
    qualification.told_at = clock.now()
    qualification.checked_on = qualification.checked_by = None
    if qualification.has_run_out:
        raise Impossible(_("有效期已经过了。请填新证书的有效期。"), field="valid_until")
    try:
        with transaction.atomic():
            qualification.save()
    except IntegrityError as error:
        raise Impossible(
            _("这项技能已经登记过证书，请更正原来的那一份。"), field="skill"
        ) from error

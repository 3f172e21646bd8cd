"""A volunteer registers, is put right, takes the consent back; a number in full is looked at (3.2-a)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from wenming.accounts import phones
from wenming.accounts.models import User
from wenming.base import clock
from wenming.base.errors import Impossible, Overtaken
from wenming.base.models import record
from wenming.organisation.actions.people import Person, identify
from wenming.organisation.models import Unit
from wenming.volunteers import identities
from wenming.volunteers.actions import households, memberships, sharing
from wenming.volunteers.models import Consent, Offer, Volunteer
from wenming.volunteers.models.volunteer import CHILD, OF_AGE, age_on
from wenming.volunteers.permissions import may_attend_to, may_look, may_register

__all__ = [
    "Agreement",
    "InFull",
    "Profile",
    "consent_of",
    "correct",
    "examine",
    "look",
    "offers_of",
    "register",
    "withdraw",
]

OLDEST = 120


@dataclass(frozen=True, slots=True)
class Profile:
    """What a volunteer tells: Decree 67, article 5, and when they are free."""

    unit: Unit
    sex: str
    born_on: date
    identity_kind: str
    # Nothing: as it is already known.
    identity: str = ""
    skills: str = ""
    talents: tuple[str, ...] = ()
    services: tuple[str, ...] = ()
    times: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Agreement:
    """That the person, or for a minor a guardian, agreed: how and when."""

    how: str = Consent.How.SELF
    given_on: date = field(default_factory=clock.today)
    guardian_name: str = ""
    guardian_phone: str = ""
    # Apart from all else: data may be given to another handler (PIPL 23).
    shares: bool = False


@dataclass(frozen=True, slots=True)
class InFull:
    """What is masked everywhere else."""

    identity: str
    phone: str
    guardian_phone: str


@transaction.atomic
def register(
    *, person: User | Person, profile: Profile, agreement: Agreement, by: User | None
) -> Volunteer:
    """Make somebody a volunteer, who agreed to it; who left before may come back.

    Raises `Impossible` with the field at fault.
    """
    may_register(by, person if isinstance(person, User) else None, profile.unit).enforce()
    is_self = isinstance(person, User) and by is not None and by.pk == person.pk
    _be_agreed(profile, agreement, is_self=is_self)
    nobody = User.objects.get_queryset().none()
    user = identify(person=person, unit=profile.unit, among=nobody, by=by)
    volunteer = Volunteer.objects.filter(user=user).first() or Volunteer(user=user)
    if volunteer.pk and volunteer.ended_on is None:
        raise Impossible(_("“%(name)s”已经是志愿者了。") % {"name": user.name}, field="name")
    volunteer.registered_on, volunteer.ended_on = clock.today(), None
    _take_over(volunteer, profile)
    consent_of(volunteer, agreement, by).save(force_insert=True)
    if agreement.shares:
        sharing.agree(volunteer=volunteer, how=agreement.how, by=by)
    record(by, "volunteer.registered", volunteer, town=volunteer.town_id, how=agreement.how)
    return volunteer


def examine(*, profile: Profile, agreement: Agreement) -> None:
    """What `register` would refuse whoever it is about; looks nothing up and writes nothing."""
    _be_agreed(profile, agreement, is_self=False)
    _checked_number(profile, profile.identity)


@transaction.atomic
def correct(*, volunteer: Volunteer, profile: Profile, by: User | None) -> None:
    """Put right what is known; the journal says that it was done, not what was there."""
    may_attend_to(by, volunteer).enforce()
    _be_registered(volunteer)
    _be_of_age(volunteer, profile)
    _take_over(volunteer, profile)
    record(by, "volunteer.corrected", volunteer, town=volunteer.town_id)


@transaction.atomic
def withdraw(*, volunteer: Volunteer, by: User | None) -> None:
    """The consent is taken back: what was known goes, the number and the records stay."""
    may_attend_to(by, volunteer).enforce()
    _be_registered(volunteer)
    memberships.end_all(volunteer=volunteer, by=by)
    households.leave_any(volunteer=volunteer, by=by)
    for dotted in settings.WHEN_A_VOLUNTEER_LEAVES:
        import_string(dotted)(volunteer=volunteer, by=by)
    volunteer.ended_on, volunteer.born_on = clock.today(), None
    volunteer.identity = volunteer.identity_index = None
    volunteer.sex = volunteer.identity_kind = volunteer.skills = ""
    volunteer.save()
    volunteer.offers.all().delete()
    volunteer.qualifications.all().delete()
    sharing.end_any(volunteer=volunteer, by=by)
    volunteer.consents.filter(withdrawn_on__isnull=True).update(
        withdrawn_on=clock.today(), withdrawn_by=by, guardian_name="", guardian_phone=None
    )
    record(by, "volunteer.withdrawn", volunteer, town=volunteer.town_id)


@transaction.atomic
def look(*, volunteer: Volunteer, why: str, by: User) -> InFull:
    """Show the numbers in full to `by`; the volunteer can read who looked, when and why."""
    may_look(by, volunteer).enforce()
    if len(why.strip()) < SHORTEST_REASON:
        raise Impossible(_("请写明为什么要看，例如“给活动买保险”。"), field="why")
    record(by, "user.looked-at", volunteer.user, town=volunteer.town_id, why=why.strip())
    consent = volunteer.consents.filter(withdrawn_on__isnull=True).first()
    return InFull(
        volunteer.identity or "",
        volunteer.user.phone or "",
        (consent.guardian_phone or "") if consent else "",
    )


SHORTEST_REASON = 4


# What must be so ---------------------------------------------------------------------------------


def _be_registered(volunteer: Volunteer) -> None:
    if not Volunteer.objects.registered().filter(pk=volunteer.pk).exists():
        raise Overtaken(_("“%(name)s”已经退出志愿者登记。") % {"name": volunteer})


def _be_agreed(profile: Profile, agreement: Agreement, *, is_self: bool) -> None:
    """Nobody can agree to more than the law lets them (PIPL 31; Civil Code 19)."""
    if is_self != (agreement.how == Consent.How.SELF):
        raise Impossible(_("请写明本人是怎样同意的。"), field="how")
    if agreement.given_on > clock.today():
        raise Impossible(_("同意日期不能晚于今天。"), field="given_on")
    age = _age(profile)
    if age >= OF_AGE:
        return
    if age < CHILD and is_self:
        raise Impossible(
            _("未满 14 周岁，请由监护人带到村（社区）登记，监护人当面同意。"), field="born_on"
        )
    if not agreement.guardian_name.strip():
        raise Impossible(_("未满 18 周岁，要有监护人同意：请填监护人姓名。"), field="guardian_name")
    if not agreement.guardian_phone.strip():
        raise Impossible(_("请填监护人电话。"), field="guardian_phone")


def _be_of_age(volunteer: Volunteer, profile: Profile) -> None:
    """Who turns out to be a minor needs a guardian's consent, which a correction does not bring."""
    if _age(profile) < OF_AGE and not volunteer.is_minor:
        raise Impossible(
            _("这样改就未满 18 周岁了，要先退出，再和监护人一起重新登记。"), field="born_on"
        )


def _age(profile: Profile) -> int:
    age = age_on(clock.today(), profile.born_on)
    if not 0 <= age <= OLDEST:
        raise Impossible(_("请核对出生日期。"), field="born_on")
    return age


# Writing -----------------------------------------------------------------------------------------


def _take_over(volunteer: Volunteer, profile: Profile) -> None:
    _take_identity(volunteer, profile)
    volunteer.unit, volunteer.town = profile.unit, profile.unit.town
    volunteer.sex, volunteer.born_on = profile.sex, profile.born_on
    volunteer.skills = profile.skills.strip()
    try:
        with transaction.atomic():
            volunteer.save()
    except IntegrityError as error:
        # The same form twice in one moment, or the same identity number.
        raise Overtaken(_("刚刚已经登记过了，请刷新。")) from error
    volunteer.offers.all().delete()
    Offer.objects.bulk_create(offers_of(volunteer, profile))


def offers_of(volunteer: Volunteer, profile: Profile) -> list[Offer]:
    """What is offered, each once, to be written down."""
    told = (
        *((Offer.Kind.TALENT, code) for code in profile.talents),
        *((Offer.Kind.SERVICE, code) for code in profile.services),
        *((Offer.Kind.TIME, code) for code in profile.times),
    )
    return [Offer(volunteer=volunteer, kind=kind, code=code) for kind, code in dict.fromkeys(told)]


def _take_identity(volunteer: Volunteer, profile: Profile) -> None:
    """The number, checked against what else is told; nobody else may have it."""
    written, kind = profile.identity or volunteer.identity or "", profile.identity_kind
    number = _checked_number(profile, written)
    index = identities.blind(kind, number)
    if Volunteer.objects.filter(identity_index=index).exclude(pk=volunteer.pk).exists():
        raise Impossible(_("这个证件号码已经登记过志愿者。"), field="identity")
    volunteer.identity_kind, volunteer.identity, volunteer.identity_index = kind, number, index


def _checked_number(profile: Profile, written: str) -> str:
    number = identities.normal(profile.identity_kind, written)
    is_card, is_male = profile.identity_kind == identities.CARD, profile.sex == Volunteer.Sex.MALE
    if is_card and not identities.agrees(number, profile.born_on, is_male):
        raise Impossible(_("身份证号码和填写的出生日期、性别不一致。"), field="identity")
    return number


def consent_of(volunteer: Volunteer, agreement: Agreement, by: User | None) -> Consent:
    """The consent, to be written down; a guardian's, of a minor."""
    minor = volunteer.is_minor
    phone = phones.normal(agreement.guardian_phone) if minor else None
    return Consent(
        volunteer=volunteer,
        how=agreement.how,
        given_on=agreement.given_on,
        noted_by=by,
        guardian_name=agreement.guardian_name.strip() if minor else "",
        guardian_phone=phone,
    )

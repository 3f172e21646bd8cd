"""A volunteer: what Decree 67, article 5 asks for, and what they offer; nothing else (3.2-a)."""

from __future__ import annotations

from datetime import date
from typing import Final, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from encrypted_fields.fields import EncryptedCharField

from wenming.accounts.models import User
from wenming.base import clock
from wenming.organisation.models import Town
from wenming.organisation.queries import recordable_units
from wenming.volunteers import identities

__all__ = ["SERVICES", "TALENTS", "TIMES", "Offer", "Volunteer", "age_on"]

# The plan's vocabularies: the five groups it calls on, and the fields in which one can serve.
TALENTS: Final = "talent_kinds"
SERVICES: Final = "standing_teams"
DAYS: Final = (_("周一"), _("周二"), _("周三"), _("周四"), _("周五"), _("周六"), _("周日"))
PARTS: Final = {"am": _("上午"), "pm": _("下午"), "eve": _("晚上")}
# "6-am": Saturday morning.
TIMES: Final = tuple(f"{day}-{part}" for day in range(1, 8) for part in PARTS)
OF_AGE: Final = 18
CHILD: Final = 14


class VolunteerQuerySet(models.QuerySet["Volunteer"]):
    def registered(self) -> Self:
        """Who is a volunteer now: agreed and did not take it back."""
        return self.filter(ended_on__isnull=True)

    def visible_to(self, user: User, town: Town) -> Self:
        """Those who live where one enters the work; the offices see the town's."""
        return self.filter(town=town, unit__in=recordable_units(user, town))

    def offering(self, kind: str, code: str) -> Self:
        """Who offers this talent, service or time."""
        return self.filter(offers__kind=kind, offers__code=code)

    def qualified(self, skill: str, day: date) -> Self:
        """Whose certificate for this skill was checked and is valid on this day."""
        checked = self.filter(qualifications__skill=skill, qualifications__checked_on__isnull=False)
        lasting = Q(qualifications__valid_until__isnull=True)
        return checked.filter(lasting | Q(qualifications__valid_until__gte=day))


class Volunteer(models.Model):
    """A person who serves of their own will. Name, number and phone are the user's own."""

    class Sex(models.TextChoices):
        FEMALE = "female", _("女")
        MALE = "male", _("男")

    class Identity(models.TextChoices):
        CARD = identities.CARD, _("居民身份证")
        RESIDENCE = "residence", _("港澳台居民居住证")
        PERMIT = "permit", _("港澳台居民来往内地（大陆）通行证")
        PASSPORT = "passport", _("护照")
        OTHER = "other", _("其他证件")

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="volunteer", verbose_name=_("姓名")
    )
    town = models.ForeignKey("organisation.Town", models.PROTECT, related_name="+", editable=False)
    # Home is no more exact than this.
    unit = models.ForeignKey(
        "organisation.Unit",
        models.PROTECT,
        related_name="volunteers",
        verbose_name=_("居住区域"),
    )
    sex = models.CharField(_("性别"), max_length=6, choices=Sex.choices, blank=True)
    born_on = models.DateField(_("出生日期"), null=True)
    identity_kind = models.CharField(
        _("证件类型"), max_length=10, choices=Identity.choices, blank=True
    )
    identity = EncryptedCharField(_("证件号码"), max_length=300, null=True, editable=False)
    # Null, not empty: of who took the consent back no number is kept, and only numbers must differ.
    identity_index = models.CharField(max_length=64, null=True, unique=True, editable=False)  # noqa: DJ001
    skills = models.CharField(
        _("专业技能"), max_length=200, blank=True, help_text=_("例如：急救员证、电工、书法、手语。")
    )

    registered_on = models.DateField(_("登记日期"), editable=False)
    ended_on = models.DateField(_("退出日期"), null=True, editable=False)

    objects = VolunteerQuerySet.as_manager()

    class Meta:
        ordering = ["-registered_on", "-pk"]
        verbose_name = _("志愿者")
        verbose_name_plural = _("志愿者")
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_on__isnull=False)
                | (
                    Q(born_on__isnull=False, identity__isnull=False, identity_index__isnull=False)
                    & ~Q(sex="")
                    & ~Q(identity_kind="")
                ),
                name="volunteers_a_volunteer_is_told_whole",
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True)
                | Q(
                    ended_on__isnull=False,
                    born_on__isnull=True,
                    identity__isnull=True,
                    identity_index__isnull=True,
                    sex="",
                    identity_kind="",
                    skills="",
                ),
                name="volunteers_of_who_left_nothing_personal_is_kept",
            ),
        ]

    def __str__(self) -> str:
        return self.user.name

    def get_absolute_url(self) -> str:
        return reverse("volunteers:volunteer", args=[self.pk])

    @property
    def masked_identity(self) -> str:
        """3***************12."""
        return identities.masked(self.identity or "")

    @property
    def is_minor(self) -> bool:
        """Under 18 today: tasks must fit the age, a guardian agreed."""
        return self.born_on is not None and age_on(clock.today(), self.born_on) < OF_AGE


class Offer(models.Model):
    """One thing that a volunteer offers: a talent, a kind of service, a time of the week."""

    class Kind(models.TextChoices):
        TALENT = "talent", _("人才类别")
        SERVICE = "service", _("服务类别")
        TIME = "time", _("方便的时间")

    volunteer = models.ForeignKey(Volunteer, models.CASCADE, related_name="offers")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    code = models.CharField(max_length=40)

    class Meta:
        ordering = ["volunteer", "kind", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["volunteer", "kind", "code"], name="volunteers_an_offer_stands_once"
            ),
        ]
        indexes = [models.Index(fields=["kind", "code"], name="volunteers_by_offer")]

    def __str__(self) -> str:
        return f"{self.kind} {self.code}"


def age_on(day: date, born_on: date) -> int:
    """Full years; who was born on 29 February is older on 1 March."""
    return day.year - born_on.year - ((day.month, day.day) < (born_on.month, born_on.day))

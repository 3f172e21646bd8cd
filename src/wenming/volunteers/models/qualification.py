"""What a volunteer is qualified for: a certificate, how long it is valid, and who checked it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from encrypted_fields.fields import EncryptedCharField

from wenming.accounts.models import User
from wenming.base import clock
from wenming.organisation.models import Town
from wenming.organisation.queries import recordable_units

__all__ = ["SKILLS", "SOON", "Qualification"]

# The plan's vocabulary of what one can be qualified for.
SKILLS: Final = "skills"
# So long before the end volunteer and worker are told.
SOON: Final = timedelta(days=60)


class QualificationQuerySet(models.QuerySet["Qualification"]):
    def valid_on(self, day: date) -> Self:
        """Those that count: checked by a worker, and not run out on this day."""
        lasting = Q(valid_until__isnull=True) | Q(valid_until__gte=day)
        return self.filter(lasting, checked_on__isnull=False)

    def visible_to(self, user: User, town: Town) -> Self:
        """Of the volunteers who live where one enters the work."""
        seen = recordable_units(user, town)
        return self.filter(volunteer__town=town, volunteer__unit__in=seen)

    def unchecked(self) -> Self:
        """Told and not yet looked at."""
        return self.filter(checked_on__isnull=True)

    def ending_by(self, day: date) -> Self:
        """Valid no longer than this day; run out already, too."""
        return self.filter(valid_until__lte=day)


class Qualification(models.Model):
    """One certificate of one volunteer for one skill, as told; it counts once a worker checked it.

    Told again, it is to be checked again.
    """

    volunteer = models.ForeignKey(
        "volunteers.Volunteer", models.CASCADE, related_name="qualifications"
    )
    skill = models.CharField(_("技能"), max_length=40)
    certificate = models.CharField(
        _("证书名称"), max_length=100, help_text=_("照证书上写，例如：红十字救护员证。")
    )
    number = EncryptedCharField(_("证书编号"), max_length=300, null=True, blank=True)
    valid_until = models.DateField(
        _("有效期至"), null=True, blank=True, help_text=_("长期有效就不填。")
    )
    told_at = models.DateTimeField(editable=False)
    checked_on = models.DateField(_("核对日期"), null=True, editable=False)
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+"
    )

    objects = QualificationQuerySet.as_manager()

    class Meta:
        ordering = ["volunteer", "skill", "pk"]
        verbose_name = _("资格证书")
        verbose_name_plural = _("资格证书")
        constraints = [
            models.UniqueConstraint(
                fields=["volunteer", "skill"], name="volunteers_one_certificate_a_skill"
            ),
            models.CheckConstraint(
                condition=Q(checked_on__isnull=True, checked_by__isnull=True)
                | Q(checked_on__isnull=False, checked_by__isnull=False),
                name="volunteers_a_checked_certificate_names_when_and_who",
            ),
        ]
        indexes = [models.Index(fields=["valid_until"], name="volunteers_by_certificate_end")]

    def __str__(self) -> str:
        return self.certificate

    @property
    def seen(self) -> str:
        """Which version of what was told this is: a check is of what was seen."""
        return self.told_at.isoformat()

    @property
    def has_run_out(self) -> bool:
        """Its last day has passed."""
        return self.valid_until is not None and self.valid_until < clock.today()

    @property
    def ends_soon(self) -> bool:
        """Within sixty days from today, and not yet."""
        until = self.valid_until
        return until is not None and clock.today() <= until <= clock.today() + SOON

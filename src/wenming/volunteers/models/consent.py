"""The consent without which nothing is kept of a volunteer: when, how, through whom (PIPL 13-17, 31)."""

from __future__ import annotations

from typing import Final

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from encrypted_fields.fields import EncryptedCharField

__all__ = ["NOTICE", "Consent"]

# Which words were shown before: `templates/volunteers/parts/notice.html`. New words, new name.
NOTICE: Final = "2026-11"


class Consent(models.Model):
    """One agreement of one volunteer, from when to when it held; of a minor, through a guardian."""

    class How(models.TextChoices):
        SELF = "self", _("本人在网上勾选")
        PAPER = "paper", _("本人书面签字")
        SPOKEN = "spoken", _("当面或电话口头同意")

    volunteer = models.ForeignKey("volunteers.Volunteer", models.PROTECT, related_name="consents")
    notice = models.CharField(max_length=20, default=NOTICE)
    how = models.CharField(_("怎样同意的"), max_length=10, choices=How.choices)
    given_on = models.DateField(_("同意日期"))
    noted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    guardian_name = models.CharField(_("监护人姓名"), max_length=100, blank=True)
    guardian_phone = EncryptedCharField(_("监护人电话"), max_length=200, null=True)
    withdrawn_on = models.DateField(_("撤回日期"), null=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        ordering = ["-given_on", "-pk"]
        verbose_name = _("同意记录")
        verbose_name_plural = _("同意记录")
        constraints = [
            models.UniqueConstraint(
                fields=["volunteer"],
                condition=Q(withdrawn_on__isnull=True),
                name="volunteers_one_consent_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_on__isnull=True)
                | Q(guardian_name="", guardian_phone__isnull=True),
                name="volunteers_a_consent_taken_back_names_no_guardian",
            ),
        ]

    def __str__(self) -> str:
        # No name: it is cited as evidence where volunteers themselves are not shown.
        return gettext("%(day)s登记的一名志愿者") % {"day": date_format(self.given_on)}

    def get_absolute_url(self) -> str:
        return reverse("volunteers:volunteer", args=[self.volunteer_id])

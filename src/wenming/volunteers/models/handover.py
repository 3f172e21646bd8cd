"""What was handed out of a volunteer's data, to whom, what for; and the consent to it (PIPL 23)."""

from __future__ import annotations

from typing import Final, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from wenming.accounts.models import User
from wenming.volunteers.models.consent import Consent

__all__ = ["SHARING_NOTICE", "HandedOver", "Handover", "Sharing"]

# Which words were shown before: `templates/volunteers/parts/sharing_notice.html`. New words, new name.
SHARING_NOTICE: Final = "2026-11-27"


class Sharing(models.Model):
    """The separate consent to giving one's data to another handler, while it holds (PIPL 23)."""

    volunteer = models.ForeignKey("volunteers.Volunteer", models.PROTECT, related_name="sharings")
    notice = models.CharField(max_length=20, default=SHARING_NOTICE)
    how = models.CharField(_("怎样同意的"), max_length=10, choices=Consent.How.choices)
    given_on = models.DateField(_("同意日期"))
    noted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    withdrawn_on = models.DateField(_("撤回日期"), null=True)

    class Meta:
        ordering = ["-given_on", "-pk"]
        verbose_name = _("同意提供给别的单位")
        verbose_name_plural = _("同意提供给别的单位")
        constraints = [
            models.UniqueConstraint(
                fields=["volunteer"],
                condition=Q(withdrawn_on__isnull=True),
                name="volunteers_one_consent_to_sharing_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.volunteer_id} {self.given_on}"


class HandoverQuerySet(models.QuerySet["Handover"]):
    def about(self, user: User) -> Self:
        """In which data of this person were given out."""
        return self.filter(people__volunteer__user=user.pk)


class Handover(models.Model):
    """Once that data of volunteers were given to somebody: when, by whom, to whom, what for, what."""

    town = models.ForeignKey("organisation.Town", models.PROTECT, related_name="+")
    at = models.DateTimeField(_("时间"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    recipient = models.CharField(_("提供给谁"), max_length=100)
    purpose = models.CharField(_("做什么用"), max_length=200)
    # Codes of the fields, in the order of the file.
    fields = models.JSONField(_("提供了哪些内容"))
    # The town's own table that was filled in, by the name it had.
    table = models.CharField(_("用的表格"), max_length=60, blank=True)
    left_out = models.PositiveIntegerField(_("没有同意、未提供的人数"))
    # SHA-256 of the file, which is not kept.
    digest = models.CharField(max_length=64)

    objects = HandoverQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]
        verbose_name = _("提供记录")
        verbose_name_plural = _("提供记录")
        indexes = [models.Index(fields=["town", "recipient"], name="volunteers_by_recipient")]

    def __str__(self) -> str:
        return self.recipient


class HandedOver(models.Model):
    """One person in it, with keyed digests of what was given: what is the same is not new.

    `content` is of what is said of the person, empty where nothing was; `lines` are of each record and
    award, by its key.
    """

    handover = models.ForeignKey(Handover, models.PROTECT, related_name="people")
    volunteer = models.ForeignKey("volunteers.Volunteer", models.PROTECT, related_name="handovers")
    content = models.CharField(max_length=64, blank=True)
    lines = models.JSONField(default=dict)

    class Meta:
        ordering = ["handover", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["handover", "volunteer"], name="volunteers_a_handover_has_a_person_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.handover_id} {self.volunteer_id}"

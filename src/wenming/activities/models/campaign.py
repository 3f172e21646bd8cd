"""A campaign: one theme that gathers activities of many units (5.1-b)."""

from __future__ import annotations

from datetime import date
from typing import Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from wenming.organisation.models import UnitRecord, UnitRecordQuerySet, withdrawal_is_whole

__all__ = ["Campaign"]


class CampaignQuerySet(UnitRecordQuerySet["Campaign"]):
    def open_on(self, day: date) -> Self:
        """Units can still join these."""
        return self.standing().filter(until_on__gte=day)


class Campaign(UnitRecord):
    """What many units do under one name, from when to when (5.1-b)."""

    title = models.CharField(_("名称"), max_length=60)
    theme = models.CharField(_("主题活动"), max_length=40, blank=True)
    about = models.TextField(_("说明"), max_length=2000, blank=True)
    from_on = models.DateField(_("开始日期"))
    until_on = models.DateField(_("结束日期"))

    objects = CampaignQuerySet.as_manager()

    class Meta:
        ordering = ["-from_on", "-pk"]
        verbose_name = _("专项行动")
        verbose_name_plural = _("专项行动")
        constraints = [
            withdrawal_is_whole("activities_campaign_withdrawal_is_whole"),
            models.CheckConstraint(
                condition=Q(until_on__gte=F("from_on")),
                name="activities_a_campaign_begins_before_it_ends",
                violation_error_message=_("结束日期不能早于开始日期。"),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        """It begins before it ends."""
        if self.from_on and self.until_on and self.until_on < self.from_on:
            raise ValidationError({"until_on": _("结束日期不能早于开始日期。")})

    def get_absolute_url(self) -> str:
        return reverse("activities:campaign", args=[self.pk])

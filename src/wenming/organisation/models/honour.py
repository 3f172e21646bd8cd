"""An honour: civilised village or family, model site, at some level since some year (2.2-b)."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from wenming.organisation.models.record import (
    UnitRecord,
    UnitRecordQuerySet,
    withdrawal_is_whole,
)

__all__ = ["Honour"]


class HonourQuerySet(UnitRecordQuerySet["Honour"]):
    pass


class Honour(UnitRecord):
    """One honour of one unit, as long as it holds (2.2-b)."""

    class Level(models.TextChoices):
        NATIONAL = "national", _("全国")
        PROVINCE = "province", _("省级")
        PREFECTURE = "prefecture", _("设区市级")
        COUNTY = "county", _("县（市）级")
        TOWN = "town", _("镇级")

    kind = models.CharField(_("荣誉"), max_length=40)
    level = models.CharField(_("级别"), max_length=10, choices=Level.choices)
    since_on = models.DateField(_("授予日期"))
    until_on = models.DateField(_("有效期至"), null=True, blank=True)

    objects = HonourQuerySet.as_manager()

    class Meta:
        ordering = ["-since_on", "-pk"]
        verbose_name = _("荣誉")
        verbose_name_plural = _("荣誉")
        constraints = [
            withdrawal_is_whole("organisation_honour_withdrawal_is_whole"),
            models.CheckConstraint(
                condition=Q(until_on__isnull=True) | Q(until_on__gte=F("since_on")),
                name="organisation_an_honour_begins_before_it_ends",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_level_display()} {self.kind}"

    def get_absolute_url(self) -> str:
        return reverse("organisation:honour", args=[self.pk])

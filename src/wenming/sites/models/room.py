"""A function room of a site (4.1-b)."""

from __future__ import annotations

from datetime import date
from typing import Self

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from wenming.organisation.models import UnitRecord, UnitRecordQuerySet, withdrawal_is_whole

__all__ = ["Room"]


class RoomQuerySet(UnitRecordQuerySet["Room"]):
    def in_force(self, start: date, end: date) -> Self:
        """Rooms that were open on some day of the stretch."""
        return self.filter(Q(closed_on__isnull=True) | Q(closed_on__gte=start), opened_on__lte=end)


class Room(UnitRecord):
    """A room with its kind, its seats and from when to when the site has it (4.1-b)."""

    kind = models.CharField(_("功能"), max_length=40)
    name = models.CharField(_("名称"), max_length=100)
    capacity = models.PositiveIntegerField(
        _("容纳人数"),
        validators=[MinValueValidator(1), MaxValueValidator(100_000)],
        help_text=_("同时坐得下多少人。"),
    )
    opened_on = models.DateField(_("启用日期"))
    closed_on = models.DateField(
        _("停用日期"), null=True, blank=True, help_text=_("还在使用就不填。")
    )
    hours = models.CharField(
        _("开放时间"),
        max_length=200,
        blank=True,
        help_text=_("例如：周一至周五 8:30–17:30，周末 9:00–12:00。"),
    )
    equipment = models.TextField(_("设备"), max_length=1000, blank=True)

    objects = RoomQuerySet.as_manager()

    class Meta:
        ordering = ["-opened_on", "-pk"]
        verbose_name = _("功能室")
        verbose_name_plural = _("功能室")
        constraints = [
            withdrawal_is_whole("sites_room_withdrawal_is_whole"),
            models.CheckConstraint(
                condition=Q(capacity__gte=1),
                name="sites_a_room_holds_somebody",
                violation_error_message=_("容纳人数至少为 1。"),
            ),
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True) | Q(closed_on__gte=F("opened_on")),
                name="sites_a_room_opens_before_it_closes",
                violation_error_message=_("停用日期不能早于启用日期。"),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("sites:room", args=[self.pk])

    def clean(self) -> None:
        """A room opens before it closes."""
        if self.closed_on and self.opened_on and self.closed_on < self.opened_on:
            raise ValidationError({"closed_on": _("停用日期不能早于启用日期。")})

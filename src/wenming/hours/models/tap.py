"""A tap: one coming or going as it was noted down, the evidence under a presence."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

__all__ = ["Tap"]


class Tap(models.Model):
    """Who came or went, noted by whom, how and when; never changed.

    A tap is its own entry in the journal. `ticket` is made where it was tapped: the same tap sent
    again, from a phone that found its network back, is the same. `at` is the moment of the tap,
    `received_at` that of its arrival.
    """

    class What(models.TextChoices):
        IN = "in", _("签到")
        OUT = "out", _("签退")
        NOT_IN = "not_in", _("撤销签到")
        NOT_OUT = "not_out", _("撤销签退")

    class How(models.TextChoices):
        CODE = "code", _("现场动态码")
        PRINT = "print", _("张贴的码")
        LIST = "list", _("现场点名")

    ticket = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    presence = models.ForeignKey("hours.Presence", models.PROTECT, related_name="taps")
    what = models.CharField(max_length=10, choices=What.choices)
    how = models.CharField(max_length=10, choices=How.choices)
    at = models.DateTimeField()
    received_at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["received_at", "pk"]
        verbose_name = _("签到签退")
        verbose_name_plural = _("签到签退")
        constraints = [
            models.CheckConstraint(
                condition=Q(at__lte=F("received_at")), name="hours_a_tap_arrives_after_it_was_made"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_what_display()} {self.at:%H:%M}"

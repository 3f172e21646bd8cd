"""Of a lecture that nobody ordered: who spoke, and to whom (5.1-a)."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from wenming.learning.models.order import Order

__all__ = ["Talk"]


class Talk(models.Model):
    """What an order would have said of a lecture that was announced or recorded without one."""

    activity = models.OneToOneField(
        "activities.Activity", models.PROTECT, related_name="talk", verbose_name=_("活动")
    )
    audience = models.CharField(_("给谁听"), max_length=10, choices=Order.Audience.choices)
    lecturer = models.ForeignKey(
        "learning.Lecturer",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="talks",
        verbose_name=_("宣讲师"),
    )

    class Meta:
        ordering = ["pk"]
        verbose_name = _("宣讲记录")
        verbose_name_plural = _("宣讲记录")

    def __str__(self) -> str:
        return str(self.activity)

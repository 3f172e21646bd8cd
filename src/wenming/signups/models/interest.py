"""Interest in an activity without a place in it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

__all__ = ["Interest"]


class Interest(models.Model):
    """Who wants to hear when places come or the date changes."""

    activity = models.ForeignKey("activities.Activity", models.PROTECT, related_name="interests")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="interests")
    since_at = models.DateTimeField(_("自"))

    class Meta:
        ordering = ["since_at", "pk"]
        verbose_name = _("关注")
        verbose_name_plural = _("关注")
        constraints = [
            models.UniqueConstraint(
                fields=["activity", "user"], name="signups_one_interest_a_person_and_activity"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} · {self.activity}"

"""The key to somebody's own calendar feed."""

from __future__ import annotations

import secrets

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

__all__ = ["CalendarKey"]


def new_secret() -> str:
    """Nobody guesses 32 bytes."""
    return secrets.token_urlsafe(32)


class CalendarKey(models.Model):
    """Whoever knows the secret reads when and where this person serves; a new one ends the old."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="calendar_key"
    )
    secret = models.CharField(max_length=60, unique=True, default=new_secret)
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("日历订阅")
        verbose_name_plural = _("日历订阅")

    def __str__(self) -> str:
        return f"{self.user_id}"

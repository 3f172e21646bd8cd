"""What the model of the extra `meaning` said of a text, kept so that no page has to ask it (5.3-b)."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

__all__ = ["Sense"]


class Sense(models.Model):
    """Of which text is known by a keyed digest only; it goes with the need that said it."""

    digest = models.CharField(max_length=64, unique=True)
    vector = models.BinaryField()

    class Meta:
        verbose_name = _("一段话的意思")
        verbose_name_plural = _("一段话的意思")

    def __str__(self) -> str:
        return self.digest[:8]

"""A look: somebody in the office has looked at a sign of bought hours, and what they found."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

__all__ = ["Look"]


class Look(models.Model):
    """One sign that was looked at. Nobody is punished by a machine: this is a person's word."""

    town = models.ForeignKey("organisation.Town", models.PROTECT, related_name="+")
    # The kind of the sign and the records it rests upon: with another record it is another sign.
    sign = models.CharField(max_length=120)
    note = models.CharField(_("看了以后的结论"), max_length=300)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["-at", "-pk"]
        verbose_name = _("核查意见")
        verbose_name_plural = _("核查意见")
        constraints = [
            models.UniqueConstraint(fields=["town", "sign"], name="hours_a_sign_is_looked_at_once"),
        ]

    def __str__(self) -> str:
        return self.note

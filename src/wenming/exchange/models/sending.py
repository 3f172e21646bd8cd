"""A need that a platform sent, under the number that the platform gave it."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from wenming.organisation.models import Town

__all__ = ["Sending"]


class SendingQuerySet(models.QuerySet["Sending"]):
    def from_platform(self, town: Town, name: str) -> Self:
        """What the platform of this name has sent, with whichever of its tokens."""
        return self.filter(town=town, platform=name)


class Sending(models.Model):
    """Sent once: the same number again is the same need, whichever token it comes with."""

    town = models.ForeignKey("organisation.Town", models.PROTECT, related_name="+", editable=False)
    platform = models.CharField(_("平台名称"), max_length=60)
    number = models.CharField(_("平台的编号"), max_length=60)
    # A keyed digest of what was sent: another content under the same number is told.
    content = models.CharField(max_length=64)
    need = models.OneToOneField("needs.Need", models.PROTECT, related_name="sending")
    sent_at = models.DateTimeField(_("报送时间"))

    objects = SendingQuerySet.as_manager()

    class Meta:
        ordering = ["-sent_at", "-pk"]
        verbose_name = _("平台报送")
        verbose_name_plural = _("平台报送")
        constraints = [
            models.UniqueConstraint(
                fields=["town", "platform", "number"],
                name="exchange_a_platform_s_number_is_one_need",
            ),
        ]

    def __str__(self) -> str:
        return gettext("%(platform)s报送的一件需求") % {"platform": self.platform}

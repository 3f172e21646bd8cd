"""A town leader under the code by which plans name them."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

__all__ = ["Leader"]


class Leader(models.Model):
    """A leader of the town, the same person in whatever plan names the code (A.1)."""

    town = models.ForeignKey("organisation.Town", models.PROTECT, related_name="leaders")
    code = models.SlugField(max_length=40)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("姓名")
    )
    place = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["town", "place", "pk"]
        verbose_name = _("挂钩领导")
        verbose_name_plural = _("挂钩领导")
        constraints = [
            models.UniqueConstraint(
                fields=["town", "code"], name="liaison_a_leader_code_is_once_a_town"
            ),
            models.UniqueConstraint(
                fields=["town", "user"], name="liaison_nobody_is_two_leaders_of_a_town"
            ),
        ]

    def __str__(self) -> str:
        return self.user.name

    def get_absolute_url(self) -> str:
        return reverse("liaison:leader", args=[self.code])

    @property
    def key(self) -> str:
        """Its name as a subject of rules."""
        return f"leader:{self.code}"

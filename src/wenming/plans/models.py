"""The plans of a town, every version as it was loaded."""

from __future__ import annotations

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from wenming.organisation.models import Town

__all__ = ["Plan"]


class PlanQuerySet(models.QuerySet["Plan"]):
    def current(self, town: Town) -> Self:
        """The one that holds: at most one."""
        return self.filter(town=town, is_current=True)


class Plan(models.Model):
    """One version of a town's plan, whole, as checked and normalised (0.2). Never changed."""

    town = models.ForeignKey("organisation.Town", models.PROTECT, related_name="plans")
    version = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=60)
    number = models.CharField(_("文号"), max_length=60)
    digest = models.CharField(max_length=64)
    document = models.JSONField()
    changes = models.JSONField(default=list)
    is_current = models.BooleanField(default=True)
    loaded_at = models.DateTimeField(editable=False)
    loaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+"
    )

    objects = PlanQuerySet.as_manager()

    class Meta:
        ordering = ["town", "-version"]
        verbose_name = _("方案")
        verbose_name_plural = _("方案")
        constraints = [
            models.UniqueConstraint(fields=["town", "version"], name="plans_a_version_is_once"),
            models.UniqueConstraint(
                fields=["town"],
                condition=Q(is_current=True),
                name="plans_one_plan_holds_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} v{self.version}"

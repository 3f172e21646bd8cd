"""An award that a volunteer was given: what, when, by whom (Decree 67, article 9)."""

from __future__ import annotations

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from wenming.accounts.models import User
from wenming.organisation.models import Town
from wenming.organisation.queries import recordable_units

__all__ = ["Award"]


class AwardQuerySet(models.QuerySet["Award"]):
    def standing(self) -> Self:
        """Not struck."""
        return self.filter(struck_at__isnull=True)

    def visible_to(self, user: User, town: Town) -> Self:
        """Of the volunteers who live where one enters the work."""
        seen = recordable_units(user, town)
        return self.filter(volunteer__town=town, volunteer__unit__in=seen)


class Award(models.Model):
    """One award of one volunteer, noted by a worker from the deed; kept as long as the hours are."""

    volunteer = models.ForeignKey("volunteers.Volunteer", models.PROTECT, related_name="awards")
    name = models.CharField(
        _("表彰奖励名称"), max_length=100, help_text=_("照证书上写，例如：优秀志愿者。")
    )
    granted_on = models.DateField(_("表彰日期"))
    granted_by = models.CharField(
        _("授予单位"), max_length=100, help_text=_("写全称，例如：石狮市文明办。")
    )
    noted_at = models.DateTimeField(editable=False)
    noted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+"
    )
    struck_at = models.DateTimeField(null=True, editable=False)

    objects = AwardQuerySet.as_manager()

    class Meta:
        ordering = ["-granted_on", "-pk"]
        verbose_name = _("表彰奖励")
        verbose_name_plural = _("表彰奖励")
        constraints = [
            models.UniqueConstraint(
                fields=["volunteer", "name", "granted_on", "granted_by"],
                condition=Q(struck_at__isnull=True),
                name="volunteers_an_award_is_noted_once",
            ),
        ]

    def __str__(self) -> str:
        return self.name

"""A town: the boundary that no query crosses."""

from __future__ import annotations

from datetime import date
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from wenming.accounts.models import User
from wenming.base.language import page_language

__all__ = ["Town"]


class TownQuerySet(models.QuerySet["Town"]):
    def seen_by(self, user: User, day: date) -> Self:
        """Towns in which this user holds a post on this day."""
        in_office = Q(units__posts__until_on__isnull=True) | Q(units__posts__until_on__gte=day)
        mine = Q(units__posts__holder=user.pk, units__posts__from_on__lte=day)
        return self.filter(mine & in_office).distinct()


class Town(models.Model):
    """One town with its own plan, units and people."""

    code = models.SlugField(max_length=40, unique=True)
    name = models.CharField(_("名称"), max_length=60)
    name_en = models.CharField(max_length=80)
    above = models.CharField(_("上级"), max_length=120, blank=True)
    is_demo = models.BooleanField(default=False, help_text="All activity in it is made up.")

    objects = TownQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("镇")
        verbose_name_plural = _("镇")

    def __str__(self) -> str:
        return self.name_en if page_language() == "en" else self.name

    @property
    def key(self) -> str:
        """Its name as a subject of rules."""
        return f"town:{self.code}"

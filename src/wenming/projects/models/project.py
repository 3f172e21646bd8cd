"""A project: for whom, what, and what it takes; a brand if it is one (5.4)."""

from __future__ import annotations

from datetime import date
from typing import Final, Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from wenming.organisation.models import UnitRecord, UnitRecordQuerySet, withdrawal_is_whole

__all__ = ["Project"]

# What makes a project a brand, in the plan's words: 主题突出、特色鲜明、效果显著.
OF_A_BRAND: Final = ("theme", "character", "effect")


class ProjectQuerySet(UnitRecordQuerySet["Project"]):
    def in_force(self, start: date, end: date) -> Self:
        """Projects that ran on some day of the stretch."""
        return self.filter(Q(ended_on__isnull=True) | Q(ended_on__gte=start), started_on__lte=end)


class Project(UnitRecord):
    """A project of a unit with target group, content and requirement (5.4-a); a brand (5.4-c)."""

    title = models.CharField(_("项目名称"), max_length=100)
    focus = models.JSONField(
        _("重点服务对象"), default=list, blank=True, help_text=_("面向全体群众的就不选。")
    )
    content = models.TextField(_("服务内容"), max_length=2000)
    requirement = models.TextField(
        _("服务要求"), max_length=2000, help_text=_("需要什么人、多少人、什么条件，做到什么程度。")
    )
    teams = models.ManyToManyField(
        "volunteers.Team",
        related_name="projects",
        blank=True,
        verbose_name=_("由哪些队伍来做"),
    )
    started_on = models.DateField(_("开始日期"))
    ended_on = models.DateField(
        _("结束日期"), null=True, blank=True, help_text=_("还在进行就不填。")
    )
    is_brand = models.BooleanField(
        _("是本单位的品牌项目"), default=False, help_text=_("品牌项目要写明主题、特色和效果。")
    )
    theme = models.CharField(_("主题"), max_length=200, blank=True)
    character = models.TextField(_("特色"), max_length=1000, blank=True)
    effect = models.TextField(_("效果"), max_length=1000, blank=True)

    objects = ProjectQuerySet.as_manager()

    class Meta:
        ordering = ["-started_on", "-pk"]
        verbose_name = _("项目")
        verbose_name_plural = _("项目")
        constraints = [
            withdrawal_is_whole("projects_project_withdrawal_is_whole"),
            models.CheckConstraint(
                condition=Q(is_brand=False) | (~Q(theme="") & ~Q(character="") & ~Q(effect="")),
                name="projects_a_brand_has_theme_character_and_effect",
                violation_error_message=_("品牌项目要写明主题、特色和效果。"),
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(ended_on__gte=F("started_on")),
                name="projects_a_project_starts_before_it_ends",
                violation_error_message=_("结束日期不能早于开始日期。"),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("projects:project", args=[self.pk])

    def clean(self) -> None:
        """A brand says what makes it one; what has ended had begun."""
        missing = [name for name in OF_A_BRAND if self.is_brand and not getattr(self, name)]
        if missing:
            raise ValidationError(dict.fromkeys(missing, _("品牌项目要写明主题、特色和效果。")))
        if self.ended_on and self.started_on and self.ended_on < self.started_on:
            raise ValidationError({"ended_on": _("结束日期不能早于开始日期。")})

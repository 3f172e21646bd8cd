"""A month plan: what a unit means to do in a month, hung out for all to see."""

from __future__ import annotations

from datetime import date
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from wenming.base.stages import Steps
from wenming.organisation.models import UnitRecord, UnitRecordQuerySet
from wenming.organisation.models.record import withdrawal_is_whole

__all__ = ["MonthPlan"]


class MonthPlanQuerySet(UnitRecordQuerySet["MonthPlan"]):
    def published(self) -> Self:
        """Hung out, and not taken back."""
        return self.standing().filter(stage=MonthPlan.Stage.PUBLISHED)

    def at(self, day: date) -> Self:
        """Of the month of this day."""
        return self.filter(month=day.replace(day=1))


class MonthPlan(UnitRecord):
    """One unit's plan of one month, with its theme if it has one (4.1-c, 5.2-c)."""

    class Stage(models.TextChoices):
        DRAFT = "draft", _("起草")
        PUBLISHED = "published", _("已公布")

    NEXT: ClassVar[Steps] = {
        Stage.DRAFT: frozenset({Stage.PUBLISHED}),
        Stage.PUBLISHED: frozenset(),
    }

    month = models.DateField(_("月份"))
    theme = models.CharField(_("本月主题"), max_length=60, blank=True)
    # What is announced is drawn from the announcements; this is what there is besides.
    body = models.TextField(_("其他安排"), max_length=4000, blank=True)
    stage = models.CharField(
        _("状态"), max_length=10, choices=Stage.choices, default=Stage.DRAFT, editable=False
    )
    published_on = models.DateField(_("公布日期"), null=True, editable=False)

    objects = MonthPlanQuerySet.as_manager()

    class Meta:
        ordering = ["-month", "unit", "-pk"]
        verbose_name = _("月计划")
        verbose_name_plural = _("月计划")
        constraints = [
            withdrawal_is_whole("activities_month_plan_withdrawal_is_whole"),
            models.UniqueConstraint(
                fields=["unit", "month"],
                condition=Q(withdrawn_at__isnull=True),
                name="activities_one_plan_a_unit_and_month",
            ),
            models.CheckConstraint(
                # Not month__day: in SQLite that is a function which only Django knows.
                condition=Q(month__endswith="-01"),
                name="activities_a_month_is_its_first_day",
            ),
            models.CheckConstraint(
                condition=Q(stage="draft", published_on__isnull=True)
                | Q(stage="published", published_on__isnull=False),
                name="activities_a_published_plan_says_when",
            ),
        ]

    def __str__(self) -> str:
        return f"{date_format(self.month, 'YEAR_MONTH_FORMAT')} {self.theme}".strip()

    def get_absolute_url(self) -> str:
        return reverse("activities:month-plan", args=[self.pk])

    @property
    def lines(self) -> list[str]:
        """What is planned besides the announced activities, one a line."""
        return [line.strip() for line in self.body.splitlines() if line.strip()]

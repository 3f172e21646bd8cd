"""What belongs to a project besides its rounds: the needs it answers, the money it uses (5.4)."""

from __future__ import annotations

from decimal import Decimal

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

__all__ = ["ProjectMoney", "ProjectNeed"]


class ProjectNeed(models.Model):
    """A need that the project answers; of several projects it may be of each."""

    project = models.ForeignKey("projects.Project", models.CASCADE, related_name="need_links")
    need = models.ForeignKey("needs.Need", models.PROTECT, related_name="project_links")

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("项目需求")
        verbose_name_plural = _("项目需求")
        constraints = [
            models.UniqueConstraint(
                fields=["project", "need"], name="projects_a_need_is_in_a_project_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.project} · {self.need}"


class ProjectMoney(models.Model):
    """How much of a budget line is meant for the project, and how much of that is spent; in yuan."""

    project = models.ForeignKey("projects.Project", models.CASCADE, related_name="money_links")
    line = models.ForeignKey(
        "funds.BudgetLine", models.PROTECT, related_name="project_links", verbose_name=_("经费")
    )
    planned = models.DecimalField(
        _("计划用多少（元）"),
        max_digits=14,
        decimal_places=2,
        validators=[MinValueValidator(Decimal("0.01"))],
    )
    spent = models.DecimalField(
        _("已经用了多少（元）"),
        max_digits=14,
        decimal_places=2,
        default=Decimal(0),
        validators=[MinValueValidator(Decimal(0))],
    )

    class Meta:
        ordering = ["-line__year", "pk"]
        verbose_name = _("项目经费")
        verbose_name_plural = _("项目经费")
        constraints = [
            models.UniqueConstraint(
                fields=["project", "line"], name="projects_a_budget_line_is_in_a_project_once"
            ),
            models.CheckConstraint(
                condition=Q(planned__gt=0), name="projects_planned_money_is_more_than_nothing"
            ),
            models.CheckConstraint(
                condition=Q(spent__gte=0), name="projects_spent_money_is_not_less_than_nothing"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.project} · {self.line}"

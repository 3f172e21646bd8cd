"""A line of money for a year (2.3)."""

from __future__ import annotations

from decimal import Decimal

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from wenming.organisation.models import UnitRecord, UnitRecordQuerySet, withdrawal_is_whole

__all__ = ["BudgetLine"]


class BudgetLineQuerySet(UnitRecordQuerySet["BudgetLine"]):
    pass


class BudgetLine(UnitRecord):
    """How much of which money a unit has for the work in a year, by which document (2.3)."""

    year = models.PositiveSmallIntegerField(
        _("年度"), validators=[MinValueValidator(2000), MaxValueValidator(2100)]
    )
    source = models.CharField(_("来源"), max_length=40)
    yuan = models.DecimalField(
        _("金额（元）"),
        max_digits=14,
        decimal_places=2,
        validators=[MinValueValidator(Decimal("0.01"))],
    )
    document = models.CharField(
        _("依据"), max_length=100, help_text=_("预算文件、协议或者收据的名称和编号。")
    )

    objects = BudgetLineQuerySet.as_manager()

    class Meta:
        ordering = ["-year", "-pk"]
        verbose_name = _("经费")
        verbose_name_plural = _("经费")
        constraints = [
            withdrawal_is_whole("funds_budget_line_withdrawal_is_whole"),
            models.CheckConstraint(
                condition=Q(yuan__gt=0),
                name="funds_a_budget_line_is_more_than_nothing",
                violation_error_message=_("金额要大于 0。"),
            ),
            models.CheckConstraint(
                condition=Q(year__range=(2000, 2100)),
                name="funds_a_budget_year_is_of_this_century",
                violation_error_message=_("请填写 2000 到 2100 之间的年度。"),
            ),
        ]

    def __str__(self) -> str:
        return self.document

    def get_absolute_url(self) -> str:
        return reverse("funds:budget", args=[self.pk])

"""What a unit tells its leaders each quarter."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from wenming.base.stages import Steps
from wenming.engines.obligations.values import Span
from wenming.liaison.quarters import Quarter
from wenming.organisation.models import UnitRecord, UnitRecordQuerySet
from wenming.organisation.models.record import withdrawal_is_whole

__all__ = ["QuarterlyReport", "Receipt"]


class QuarterlyReportQuerySet(UnitRecordQuerySet["QuarterlyReport"]):
    pass


class QuarterlyReport(UnitRecord):
    """What a unit tells its leaders each quarter, written from the records (A.3-b).

    Its leaders are settled when it is sent: those tied to the unit that day. Each reads it on
    their own; it is read when all of them have.
    """

    class Stage(models.TextChoices):
        DRAFT = "draft", _("起草")
        SENT = "sent", _("已报送")
        READ = "read", _("已阅")

    NEXT: ClassVar[Steps] = {
        Stage.DRAFT: frozenset({Stage.SENT}),
        Stage.SENT: frozenset({Stage.READ}),
        Stage.READ: frozenset(),
    }

    year = models.PositiveSmallIntegerField(_("年份"))
    quarter = models.PositiveSmallIntegerField(_("季度"))
    body = models.TextField(_("报告内容"), max_length=10000)
    stage = models.CharField(
        _("状态"), max_length=10, choices=Stage.choices, default=Stage.DRAFT, editable=False
    )
    sent_at = models.DateTimeField(_("报送时间"), null=True, editable=False)
    sent_on = models.DateField(_("报送日期"), null=True, editable=False)
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+"
    )
    leaders = models.ManyToManyField(
        "liaison.Leader", through="liaison.Receipt", related_name="reports", editable=False
    )

    objects = QuarterlyReportQuerySet.as_manager()

    class Meta:
        ordering = ["-year", "-quarter", "unit", "-pk"]
        verbose_name = _("季度报告")
        verbose_name_plural = _("季度报告")
        constraints = [
            withdrawal_is_whole("liaison_report_withdrawal_is_whole"),
            models.UniqueConstraint(
                fields=["unit", "year", "quarter"],
                condition=Q(withdrawn_at__isnull=True),
                name="liaison_one_report_a_unit_and_quarter",
            ),
            models.CheckConstraint(
                condition=Q(quarter__range=(1, 4)), name="liaison_report_quarter_is_1_to_4"
            ),
            models.CheckConstraint(
                condition=Q(stage="draft", sent_at__isnull=True, sent_on__isnull=True)
                | (~Q(stage="draft") & Q(sent_at__isnull=False, sent_on__isnull=False)),
                name="liaison_report_sent_says_when",
            ),
        ]

    def __str__(self) -> str:
        return gettext("%(unit)s %(year)d 年第 %(quarter)d 季度报告") % {
            "unit": self.unit,
            "year": self.year,
            "quarter": self.quarter,
        }

    def get_absolute_url(self) -> str:
        return reverse("liaison:report", args=[self.pk])

    @property
    def span(self) -> Span:
        """The quarter, from its first day to its last."""
        return Quarter(self.year, self.quarter).span


class Receipt(models.Model):
    """One leader has, or has not yet, read one report."""

    report = models.ForeignKey("liaison.QuarterlyReport", models.CASCADE, related_name="receipts")
    leader = models.ForeignKey(
        "liaison.Leader", models.PROTECT, related_name="receipts", verbose_name=_("挂钩领导")
    )
    read_at = models.DateTimeField(_("阅读时间"), null=True)

    class Meta:
        ordering = ["leader__place", "pk"]
        verbose_name = _("阅读回执")
        verbose_name_plural = _("阅读回执")
        constraints = [
            models.UniqueConstraint(
                fields=["report", "leader"], name="liaison_a_leader_gets_a_report_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.report} {self.leader}"

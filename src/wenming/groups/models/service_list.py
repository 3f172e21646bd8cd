"""The service list: what will be served in a month or quarter, line by line (5.3-b)."""

from __future__ import annotations

import uuid
from datetime import date, timedelta
from typing import ClassVar, Self

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from wenming.base.stages import Steps
from wenming.engines.obligations.values import Span
from wenming.organisation.models import UnitRecord, UnitRecordQuerySet, withdrawal_is_whole

__all__ = ["PlannedService", "ServiceLine", "ServiceList", "WorkPlan"]


class ServiceListQuerySet(UnitRecordQuerySet["ServiceList"]):
    def published(self) -> Self:
        """Hung out, and not taken back."""
        return self.standing().filter(stage=ServiceList.Stage.PUBLISHED)


class ServiceList(UnitRecord):
    """What a town serves in a month or a quarter, drafted from the groups of needs (5.3-b).

    `unit` is the town's institute, in whose name it hangs out. Lines change as long as it is a
    draft; what hangs out is taken down to be changed.
    """

    class Stage(models.TextChoices):
        DRAFT = "draft", _("起草")
        PUBLISHED = "published", _("已公布")

    class Length(models.TextChoices):
        MONTH = "month", _("一个月")
        QUARTER = "quarter", _("一个季度")

    NEXT: ClassVar[Steps] = {
        Stage.DRAFT: frozenset({Stage.PUBLISHED}),
        Stage.PUBLISHED: frozenset({Stage.DRAFT}),
    }

    first_on = models.DateField(_("从哪个月起"))
    length = models.CharField(_("管多久"), max_length=10, choices=Length.choices)
    remark = models.TextField(_("说明"), max_length=500, blank=True)
    stage = models.CharField(
        _("状态"), max_length=10, choices=Stage.choices, default=Stage.DRAFT, editable=False
    )
    published_on = models.DateField(_("公布日期"), null=True, editable=False)

    objects = ServiceListQuerySet.as_manager()

    class Meta:
        ordering = ["-first_on", "length", "-pk"]
        verbose_name = _("服务清单")
        verbose_name_plural = _("服务清单")
        constraints = [
            withdrawal_is_whole("groups_service_list_withdrawal_is_whole"),
            models.UniqueConstraint(
                fields=["town", "first_on", "length"],
                condition=Q(withdrawn_at__isnull=True),
                name="groups_one_list_a_town_and_period",
            ),
            models.CheckConstraint(
                # Not first_on__day: in SQLite that is a function which only Django knows.
                condition=Q(first_on__endswith="-01"),
                name="groups_a_list_begins_with_a_month",
            ),
            models.CheckConstraint(
                condition=Q(stage="draft", published_on__isnull=True)
                | Q(stage="published", published_on__isnull=False),
                name="groups_a_published_list_says_when",
            ),
        ]

    def __str__(self) -> str:
        return gettext("%(period)s服务清单") % {"period": self.period}

    def get_absolute_url(self) -> str:
        return reverse("groups:service-list", args=[self.pk])

    @property
    def period(self) -> str:
        """November 2026, or the fourth quarter of 2026, in words."""
        if self.length == self.Length.MONTH:
            return date_format(self.first_on, "YEAR_MONTH_FORMAT")
        number = (self.first_on.month + 2) // 3
        return gettext("%(year)d 年第 %(number)d 季度") % {
            "year": self.first_on.year,
            "number": number,
        }

    @property
    def months(self) -> list[date]:
        """The first days of its months."""
        many = 1 if self.length == self.Length.MONTH else 3
        before = self.first_on.year * 12 + self.first_on.month - 1
        return [date(at // 12, at % 12 + 1, 1) for at in range(before, before + many)]

    @property
    def span(self) -> Span:
        """From its first day to its last."""
        after = (self.months[-1] + timedelta(days=32)).replace(day=1)
        return Span(self.first_on, after - timedelta(days=1))


class ServiceLine(models.Model):
    """One service of a list: what, for how many households, where, by which kind of team.

    `needs` are those for which it was drafted: their services are what was done. A line for a whole
    group is also carried out by `activities`. `title` and `note` are shown to all, so they never
    quote a need.
    """

    list = models.ForeignKey(ServiceList, models.CASCADE, related_name="lines")
    # Made with the empty form: the same form sent twice is one line.
    ticket = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    place = models.PositiveSmallIntegerField(default=0)
    title = models.CharField(
        _("做什么"),
        max_length=60,
        help_text=_("给大家看的，例如“上门修灯、修水龙头”。不要写求助人的原话，不要写人名。"),
    )
    kind = models.CharField(_("属于哪一类"), max_length=40, blank=True)
    is_common = models.BooleanField(
        _("是共性需求"), default=False, help_text=_("多户、多个村都需要，集中来办。")
    )
    households = models.PositiveIntegerField(
        _("服务多少户"), null=True, blank=True, validators=[MaxValueValidator(100_000)]
    )
    units = models.ManyToManyField(
        "organisation.Unit",
        related_name="+",
        blank=True,
        verbose_name=_("在哪些村（社区）"),
        help_text=_("不选就是全镇。"),
    )
    team_kind = models.CharField(_("由哪类队伍来做"), max_length=40, blank=True)
    note = models.CharField(_("怎么做"), max_length=200, blank=True)
    # The group it was drafted from, "" of one that was written by hand.
    group = models.CharField(max_length=60, blank=True, editable=False)
    # Grows with each change: who saw an older one has not seen what it says now.
    version = models.PositiveIntegerField(default=0, editable=False)
    needs = models.ManyToManyField("needs.Need", related_name="service_lines", blank=True)
    activities = models.ManyToManyField(
        "activities.Activity", related_name="service_lines", blank=True
    )

    class Meta:
        ordering = ["place", "pk"]
        verbose_name = _("清单项目")
        verbose_name_plural = _("清单项目")

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("groups:service-line", args=[self.pk])


class WorkPlan(models.Model):
    """A month plan of the institute into which a list's services were written (5.3-b, 4.1-c)."""

    list = models.ForeignKey(ServiceList, models.CASCADE, related_name="work_plans")
    month_plan = models.ForeignKey(
        "activities.MonthPlan", models.PROTECT, related_name="work_plans"
    )

    class Meta:
        ordering = ["month_plan__month", "pk"]
        verbose_name = _("工作方案")
        verbose_name_plural = _("工作方案")
        constraints = [
            models.UniqueConstraint(
                fields=["list", "month_plan"], name="groups_a_list_goes_into_a_month_plan_once"
            ),
        ]

    def __str__(self) -> str:
        return str(self.month_plan)


class PlannedService(models.Model):
    """A service of a list in one village, in which week and by which team (5.3-b).

    `words` is how it was written into the month plan: there a person may change it as any other line,
    and theirs stay until another week or team is settled here. Without a week it was left out of this
    month, and stays so.
    """

    work_plan = models.ForeignKey(WorkPlan, models.CASCADE, related_name="services")
    line = models.ForeignKey(ServiceLine, models.CASCADE, related_name="planned")
    unit = models.ForeignKey("organisation.Unit", models.PROTECT, related_name="+")
    week = models.PositiveSmallIntegerField(_("第几周"), null=True)
    team = models.ForeignKey("volunteers.Team", models.PROTECT, null=True, related_name="+")
    words = models.CharField(max_length=400, blank=True)

    class Meta:
        ordering = ["week", "line__place", "pk"]
        verbose_name = _("排进月计划的服务")
        verbose_name_plural = _("排进月计划的服务")
        constraints = [
            models.UniqueConstraint(
                fields=["work_plan", "line", "unit"],
                name="groups_a_service_is_planned_once_a_month_and_place",
            ),
        ]

    def __str__(self) -> str:
        return self.words

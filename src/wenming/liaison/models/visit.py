"""A visit: a leader was at a unit, saw, helped, left word."""

from __future__ import annotations

from typing import Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from wenming.base import clock
from wenming.engines.obligations.values import Span
from wenming.organisation.models import UnitRecord, UnitRecordQuerySet
from wenming.organisation.models.record import withdrawal_is_whole

__all__ = ["Visit"]


class VisitQuerySet(UnitRecordQuerySet["Visit"]):
    def within(self, span: Span) -> Self:
        """Made from the first to the last day of the span."""
        return self.filter(visited_on__range=(span.start, span.end))


class Visit(UnitRecord):
    """One visit of one leader to one unit (A.2-a, A.2-b, A.3-a).

    Whether it counts for a pair follows from the pairs of that day, not from what is written here.
    """

    leader = models.ForeignKey(
        "liaison.Leader", models.PROTECT, related_name="visits", verbose_name=_("来指导的领导")
    )
    visited_on = models.DateField(_("日期"))
    is_direct = models.BooleanField(_("到现场直接指导"), default=True)
    findings = models.TextField(_("看到的情况"), max_length=2000)
    difficulties = models.TextField(_("困难和问题"), max_length=2000, blank=True)
    solver = models.CharField(_("谁来解决"), max_length=100, blank=True)
    solve_by = models.DateField(_("什么时候以前解决"), null=True, blank=True)
    instructions = models.TextField(_("领导的要求"), max_length=2000, blank=True)

    objects = VisitQuerySet.as_manager()

    class Meta:
        ordering = ["-visited_on", "-pk"]
        verbose_name = _("指导记录")
        verbose_name_plural = _("指导记录")
        indexes = [models.Index(fields=["town", "visited_on"], name="liaison_visits_by_day")]
        constraints = [
            withdrawal_is_whole("liaison_visit_withdrawal_is_whole"),
            models.CheckConstraint(
                condition=Q(difficulties="", solver="", solve_by__isnull=True)
                | ~Q(difficulties=""),
                name="liaison_who_solves_names_what",
            ),
        ]

    def __str__(self) -> str:
        day = date_format(self.visited_on, "SHORT_DATE_FORMAT")
        return f"{self.leader} {day} {self.unit}"

    def get_absolute_url(self) -> str:
        return reverse("liaison:visit", args=[self.pk])

    def clean(self) -> None:
        """It has been made; and whoever solves something, solves a difficulty that is written."""
        faults = {}
        if self.visited_on and self.visited_on > clock.today():
            faults["visited_on"] = _("这一天还没有到。去过以后再登记。")
        if (self.solver or self.solve_by) and not self.difficulties:
            faults["difficulties"] = _("写了谁来解决，也请写明要解决什么困难。")
        if faults:
            raise ValidationError(faults)

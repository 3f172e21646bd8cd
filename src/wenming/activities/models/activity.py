"""An activity held: what, when, by whom, for whom, with how many people."""

from __future__ import annotations

from typing import Final, Self

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from wenming.base import clock
from wenming.engines.obligations.values import Span
from wenming.organisation.models import UnitRecord, UnitRecordQuerySet
from wenming.organisation.models.record import withdrawal_is_whole

__all__ = ["TRAINING", "Activity"]

# The one kind that needs more than the others: a training is one of some field (3.3-b).
TRAINING: Final = "training"


class ActivityQuerySet(UnitRecordQuerySet["Activity"]):
    def within(self, span: Span) -> Self:
        """Held from the first to the last day of the span."""
        return self.filter(held_on__range=(span.start, span.end))


class Activity(UnitRecord):
    """One activity that was held (3.1-c, 3.3-b, 5.1-b, 5.2-a to 5.2-d).

    `kind`, `task`, `theme`, `focus` and `field` are the plan's words. `note` may name people and is
    never shown in public; everything else is.
    """

    title = models.CharField(_("活动名称"), max_length=100)
    held_on = models.DateField(_("举行日期"))
    kind = models.CharField(_("活动类型"), max_length=40)
    task = models.CharField(_("属于哪项任务"), max_length=40)
    teams = models.ManyToManyField(
        "volunteers.Team", related_name="activities", blank=True, verbose_name=_("哪些队伍参加")
    )
    in_branch_name = models.BooleanField(_("以支队名义开展"), default=False)
    people = models.PositiveIntegerField(_("参加人数"), validators=[MaxValueValidator(1_000_000)])
    focus = models.JSONField(_("服务对象"), default=list, blank=True)
    theme = models.CharField(_("主题活动"), max_length=40, blank=True)
    field = models.CharField(_("培训领域"), max_length=40, blank=True)
    place = models.CharField(_("地点"), max_length=100, blank=True)
    note = models.TextField(_("情况说明"), max_length=2000, blank=True)
    shows_photos = models.BooleanField(_("照片可以公开"), default=False)

    objects = ActivityQuerySet.as_manager()

    class Meta:
        ordering = ["-held_on", "-pk"]
        verbose_name = _("活动")
        verbose_name_plural = _("活动")
        indexes = [
            models.Index(fields=["town", "held_on"], name="activities_by_town_and_day"),
            models.Index(fields=["unit", "held_on"], name="activities_by_unit_and_day"),
        ]
        constraints = [
            withdrawal_is_whole("activities_activity_withdrawal_is_whole"),
            models.CheckConstraint(
                condition=~Q(kind=TRAINING) | ~Q(field=""),
                name="activities_a_training_names_its_field",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("activities:activity", args=[self.pk])

    def clean(self) -> None:
        """What has not been held is a plan, not a record; a training is one of a field."""
        faults = {}
        if self.held_on and self.held_on > clock.today():
            faults["held_on"] = _("这一天还没有到，活动还没有举行。举行以后再登记。")
        if self.kind == TRAINING and not self.field:
            faults["field"] = _("培训要写明是哪个领域的。")
        if faults:
            raise ValidationError(faults)

"""A shift: when and where somebody serves or attends, and how many places there are."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Self

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.formats import date_format
from django.utils.timezone import localdate, localtime
from django.utils.translation import gettext_lazy as _

from wenming.activities.models.activity import Activity
from wenming.base import clock

__all__ = ["SKILLS", "Shift"]

# The plan's vocabulary of what one can be qualified for.
SKILLS = "skills"


class ShiftQuerySet(models.QuerySet["Shift"]):
    def announced(self) -> Self:
        """Of activities that all may see."""
        return self.filter(activity__withdrawn_at__isnull=True, activity__stage__in=Activity.OPEN)

    def public(self) -> Self:
        """Of activities that were announced or held, called off or not; drafts are not."""
        standing = self.filter(activity__withdrawn_at__isnull=True)
        return standing.exclude(activity__stage=Activity.Stage.DRAFT)

    def during(self, begin: datetime, end: datetime) -> Self:
        """That share some time with the stretch."""
        return self.filter(starts_at__lt=end, ends_at__gt=begin)


class Shift(models.Model):
    """One stretch of one activity: to serve in, or to attend (3.2-a, 5.2).

    `left` is the guard of places: only the statement that admits or frees somebody changes it.
    Without `places` there is room for all.
    """

    class Part(models.TextChoices):
        SERVE = "serve", _("志愿者")
        ATTEND = "attend", _("群众参加")

    activity = models.ForeignKey(Activity, models.PROTECT, related_name="shifts")
    part = models.CharField(_("谁来"), max_length=10, choices=Part.choices, default=Part.SERVE)
    name = models.CharField(_("做什么"), max_length=60, blank=True)
    starts_at = models.DateTimeField(_("开始"))
    ends_at = models.DateTimeField(_("结束"))
    place = models.CharField(_("地点"), max_length=100, blank=True)
    places = models.PositiveIntegerField(
        _("名额"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(100_000)],
    )
    left = models.PositiveIntegerField(_("剩余名额"), null=True, editable=False)
    skills = models.JSONField(_("需要的资格"), default=list, blank=True)

    objects = ShiftQuerySet.as_manager()

    class Meta:
        ordering = ["starts_at", "pk"]
        verbose_name = _("班次")
        verbose_name_plural = _("班次")
        indexes = [models.Index(fields=["starts_at"], name="activities_by_shift_begin")]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")),
                name="activities_a_shift_ends_after_it_began",
            ),
            models.CheckConstraint(
                condition=Q(places__isnull=True, left__isnull=True)
                | Q(places__gte=1, left__gte=0, left__lte=F("places")),
                name="activities_a_shift_has_no_more_left_than_places",
            ),
        ]

    def __str__(self) -> str:
        begin, end = localtime(self.starts_at), localtime(self.ends_at)
        when = f"{date_format(begin, 'SHORT_DATETIME_FORMAT')}–{date_format(end, 'TIME_FORMAT')}"
        return f"{self.name} {when}".strip()

    def get_absolute_url(self) -> str:
        return self.activity.get_absolute_url()

    @property
    def day(self) -> date:
        """The day of the town on which it begins."""
        return localdate(self.starts_at)

    @property
    def lasts(self) -> timedelta:
        """As it is scheduled."""
        return self.ends_at - self.starts_at

    @property
    def is_over(self) -> bool:
        return self.ends_at <= clock.now()

    @property
    def has_begun(self) -> bool:
        return self.starts_at <= clock.now()

    def clean(self) -> None:
        """It ends after it began, on the same or the next day."""
        if (
            self.starts_at
            and self.ends_at
            and not (timedelta(0) < self.ends_at - self.starts_at <= timedelta(hours=24))
        ):
            raise ValidationError({"ends_at": _("结束要在开始之后，一个班次不超过24小时。")})

"""A lecture on the menu: what can be ordered (5.1-a)."""

from __future__ import annotations

from datetime import date
from typing import Final, Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from wenming.organisation.models import UnitRecord, UnitRecordQuerySet, withdrawal_is_whole

__all__ = ["LECTURE", "TASKS", "Lecture"]

# The kind of activity that a lecture is.
LECTURE: Final = "lecture"
# The plan's vocabulary of tasks.
TASKS: Final = "five_tasks"


class LectureQuerySet(UnitRecordQuerySet["Lecture"]):
    def on_offer(self, day: date) -> Self:
        """On the menu, by somebody who still speaks."""
        lecturer = Q(lecturer__withdrawn_at__isnull=True, lecturer__since_on__lte=day)
        ongoing = Q(lecturer__until_on__isnull=True) | Q(lecturer__until_on__gte=day)
        found = self.standing().filter(lecturer, ongoing)
        return found.select_related("lecturer__user", "lecturer__unit")


class Lecture(UnitRecord):
    """One line of the menu: title, what it says, how long, for whom, what is handed out."""

    lecturer = models.ForeignKey(
        "learning.Lecturer", models.PROTECT, related_name="lectures", verbose_name=_("宣讲师")
    )
    title = models.CharField(_("题目"), max_length=100)
    task = models.CharField(_("属于哪项任务"), max_length=40)
    minutes = models.PositiveSmallIntegerField(
        _("讲多少分钟"),
        default=60,
        validators=[MinValueValidator(5), MaxValueValidator(480)],
    )
    about = models.TextField(_("讲什么"), max_length=2000)
    focus = models.JSONField(_("适合谁听"), default=list, blank=True)
    material = models.URLField(_("讲稿或材料的网址"), max_length=300, blank=True)

    objects = LectureQuerySet.as_manager()

    class Meta:
        ordering = ["title", "pk"]
        verbose_name = _("宣讲题目")
        verbose_name_plural = _("宣讲题目")
        constraints = [
            withdrawal_is_whole("learning_lecture_withdrawal_is_whole"),
            models.CheckConstraint(
                condition=Q(minutes__range=(5, 480)), name="learning_a_lecture_has_a_length"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("learning:lecture", args=[self.pk])

"""A lecturer of the New Era: who speaks, on what, to whom, since when (5.1-a)."""

from __future__ import annotations

from datetime import date
from typing import Final, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from wenming.organisation.models import UnitRecord, UnitRecordQuerySet, withdrawal_is_whole

__all__ = ["FOCUS", "Lecturer"]

# The plan's vocabulary of the groups that are served first.
FOCUS: Final = "focus_groups"


class LecturerQuerySet(UnitRecordQuerySet["Lecturer"]):
    def on(self, day: date) -> Self:
        """Who speaks on this day."""
        ongoing = Q(until_on__isnull=True) | Q(until_on__gte=day)
        return self.standing().filter(ongoing, since_on__lte=day)


class Lecturer(UnitRecord):
    """A person known as a lecturer; named in public, as whoever speaks in public is."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="lecturing",
        verbose_name=_("姓名"),
    )
    topics = models.CharField(_("讲什么"), max_length=200)
    focus = models.JSONField(_("擅长对谁讲"), default=list, blank=True)
    is_towns = models.BooleanField(_("愿意到全镇各单位讲"), default=True)
    since_on = models.DateField(_("开始日期"))
    until_on = models.DateField(_("结束日期"), null=True, blank=True)

    objects = LecturerQuerySet.as_manager()

    class Meta:
        ordering = ["unit__place", "pk"]
        verbose_name = _("宣讲师")
        verbose_name_plural = _("宣讲师")
        constraints = [
            withdrawal_is_whole("learning_lecturer_withdrawal_is_whole"),
            models.UniqueConstraint(
                fields=["town", "user"],
                condition=Q(withdrawn_at__isnull=True, until_on__isnull=True),
                name="learning_one_lecturer_a_person",
                violation_error_message=_("这个人已经登记为宣讲师。"),
            ),
            models.CheckConstraint(
                condition=Q(until_on__isnull=True) | Q(until_on__gte=F("since_on")),
                name="learning_a_lecturer_begins_before_they_end",
                violation_error_message=_("结束日期不能早于开始日期。"),
            ),
        ]

    def __str__(self) -> str:
        return self.user.name if self.user else str(self._meta.verbose_name)

    def get_absolute_url(self) -> str:
        return reverse("learning:lecturer", args=[self.pk])

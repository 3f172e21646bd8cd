"""An order: a unit would like to hear a lecture; the lecturer answers (5.1-a)."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar, Self

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from wenming.accounts.models import User
from wenming.base import clock
from wenming.base.stages import Steps
from wenming.organisation.models import UnitRecord, UnitRecordQuerySet, withdrawal_is_whole

__all__ = ["Order"]


class OrderQuerySet(UnitRecordQuerySet["Order"]):
    def asked_of(self, user: User) -> Self:
        """Of this lecturer."""
        return self.standing().filter(lecture__lecturer__user=user.pk)

    def open(self) -> Self:
        """Somebody has to answer."""
        return self.standing().filter(stage__in=(Order.Stage.ASKED, Order.Stage.PROPOSED))


class Order(UnitRecord):
    """From a unit's wish to the announced activity. Never an assignment: the lecturer decides."""

    class Stage(models.TextChoices):
        ASKED = "asked", _("等宣讲师答复")
        PROPOSED = "proposed", _("宣讲师另提了时间")
        AGREED = "agreed", pgettext_lazy("order", "已约好")
        DECLINED = "declined", _("没有约成")
        CALLED_OFF = "called_off", _("约好后取消了")

    class Audience(models.TextChoices):
        KEY = "key", _("关键少数（党员干部）")
        ALL = "all", _("普遍多数（群众）")

    NEXT: ClassVar[Steps] = {
        Stage.ASKED: frozenset({Stage.PROPOSED, Stage.AGREED, Stage.DECLINED}),
        Stage.PROPOSED: frozenset({Stage.PROPOSED, Stage.AGREED, Stage.DECLINED}),
        Stage.AGREED: frozenset({Stage.CALLED_OFF, Stage.DECLINED}),
        Stage.DECLINED: frozenset(),
        Stage.CALLED_OFF: frozenset(),
    }

    lecture = models.ForeignKey(
        "learning.Lecture", models.PROTECT, related_name="orders", verbose_name=_("宣讲题目")
    )
    first_at = models.DateTimeField(_("希望的时间"))
    second_at = models.DateTimeField(_("另一个可以的时间"), null=True, blank=True)
    place = models.CharField(_("地点"), max_length=100)
    audience = models.CharField(_("给谁听"), max_length=10, choices=Audience.choices)
    focus = models.JSONField(_("服务对象"), default=list, blank=True)
    number = models.PositiveIntegerField(
        _("大约多少人"), validators=[MinValueValidator(1), MaxValueValidator(100_000)]
    )
    note = models.CharField(_("想说的话"), max_length=300, blank=True)

    stage = models.CharField(
        _("进度"), max_length=10, choices=Stage.choices, default=Stage.ASKED, editable=False
    )
    proposed_at = models.DateTimeField(_("宣讲师提的时间"), null=True, editable=False)
    # The time that the lecturer said yes to; where it was moved since, what is still to be answered.
    agreed_at = models.DateTimeField(_("约好的时间"), null=True, editable=False)
    moved_to = models.DateTimeField(_("改到的时间"), null=True, editable=False)
    answer = models.CharField(_("答复"), max_length=200, blank=True, editable=False)
    activity = models.OneToOneField(
        "activities.Activity",
        models.PROTECT,
        null=True,
        editable=False,
        related_name="lecture_order",
        verbose_name=_("活动"),
    )

    objects = OrderQuerySet.as_manager()

    class Meta:
        ordering = ["-first_at", "-pk"]
        verbose_name = _("点讲")
        verbose_name_plural = _("点讲")
        constraints = [
            withdrawal_is_whole("learning_order_withdrawal_is_whole"),
            models.CheckConstraint(
                condition=Q(stage__in=["agreed", "called_off"], activity__isnull=False)
                | ~Q(stage__in=["agreed", "called_off"]) & Q(activity__isnull=True),
                name="learning_what_is_agreed_is_announced",
            ),
            models.CheckConstraint(
                condition=~Q(stage="proposed") | Q(proposed_at__isnull=False),
                name="learning_a_proposal_says_when",
            ),
            models.CheckConstraint(
                condition=Q(stage="agreed") | Q(moved_to__isnull=True),
                name="learning_only_what_is_agreed_is_asked_again",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.lecture} · {self.unit}"

    def get_absolute_url(self) -> str:
        return reverse("learning:order", args=[self.pk])

    @property
    def wishes(self) -> list[datetime]:
        """When the unit would like it, those that are still to come."""
        now = clock.now()
        return [at for at in (self.first_at, self.second_at) if at and at > now]

    def clean(self) -> None:
        """A wish is of a time to come."""
        if self.stage == self.Stage.ASKED and self.first_at and self.first_at <= clock.now():
            raise ValidationError({"first_at": _("这个时间已经过去。")})
        if self.second_at and self.second_at <= clock.now() and not self.pk:
            raise ValidationError({"second_at": _("这个时间已经过去。")})

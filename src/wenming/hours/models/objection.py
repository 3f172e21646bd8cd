"""An objection: the person says that a record is not right (Decree 67, article 13)."""

from __future__ import annotations

from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from wenming.base.stages import Steps

__all__ = ["Objection"]


class ObjectionQuerySet(models.QuerySet["Objection"]):
    def open(self) -> Self:
        """Nobody has answered yet."""
        return self.filter(stage=Objection.Stage.OPEN)


class Objection(models.Model):
    """What is wrong in one presence, and what the organiser answered."""

    class Stage(models.TextChoices):
        OPEN = "open", _("等答复")
        UPHELD = "upheld", _("已经更正")
        DECLINED = "declined", _("没有更改")

    NEXT: ClassVar[Steps] = {
        Stage.OPEN: frozenset({Stage.UPHELD, Stage.DECLINED}),
        Stage.UPHELD: frozenset(),
        Stage.DECLINED: frozenset(),
    }

    presence = models.ForeignKey("hours.Presence", models.PROTECT, related_name="objections")
    text = models.CharField(_("哪里不对"), max_length=300)
    raised_at = models.DateTimeField(_("提出时间"))
    stage = models.CharField(
        _("进度"), max_length=10, choices=Stage.choices, default=Stage.OPEN, editable=False
    )
    answer = models.CharField(_("答复"), max_length=300, blank=True)
    answered_at = models.DateTimeField(_("答复时间"), null=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )

    objects = ObjectionQuerySet.as_manager()

    class Meta:
        ordering = ["-raised_at", "-pk"]
        verbose_name = _("异议")
        verbose_name_plural = _("异议")
        constraints = [
            models.UniqueConstraint(
                fields=["presence"],
                condition=Q(stage="open"),
                name="hours_one_open_objection_a_presence",
            ),
            models.CheckConstraint(
                condition=Q(stage="open", answered_at__isnull=True)
                | (~Q(stage="open") & Q(answered_at__isnull=False) & ~Q(answer="")),
                name="hours_an_answered_objection_says_when_and_what",
            ),
        ]

    def __str__(self) -> str:
        return self.text

"""A lecture online: to read or to follow a link, with how often it was really opened (5.1-c)."""

from __future__ import annotations

from typing import Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from wenming.organisation.models import UnitRecord, UnitRecordQuerySet, withdrawal_is_whole

__all__ = ["Piece", "Reading"]


class PieceQuerySet(UnitRecordQuerySet["Piece"]):
    def with_readings(self) -> Self:
        """Each with how often it was opened, `opened`."""
        return self.annotate(opened=Count("readings"))


class Piece(UnitRecord):
    """A text, or the address of a film or an article elsewhere; public from the day it says."""

    lecturer = models.ForeignKey(
        "learning.Lecturer",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="pieces",
        verbose_name=_("宣讲师"),
    )
    title = models.CharField(_("题目"), max_length=100)
    task = models.CharField(_("属于哪项任务"), max_length=40)
    body = models.TextField(_("正文"), max_length=20_000, blank=True)
    link = models.URLField(_("视频或文章的网址"), max_length=300, blank=True)
    published_on = models.DateField(_("发布日期"))

    # Of those asked for by `with_readings`.
    opened: int

    objects = PieceQuerySet.as_manager()

    class Meta:
        ordering = ["-published_on", "-pk"]
        verbose_name = _("线上宣讲")
        verbose_name_plural = _("线上宣讲")
        constraints = [withdrawal_is_whole("learning_piece_withdrawal_is_whole")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("learning_public:piece", args=[self.pk])

    def clean(self) -> None:
        """There is something to read or to watch."""
        if not self.body.strip() and not self.link:
            raise ValidationError({"body": _("请写正文，或者填网址。")})


class Reading(models.Model):
    """One reader, one piece, one day. Who it was is not kept: the mark is another each day."""

    piece = models.ForeignKey(Piece, models.CASCADE, related_name="readings")
    on = models.DateField()
    mark = models.CharField(max_length=64)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("阅读")
        verbose_name_plural = _("阅读")
        constraints = [
            models.UniqueConstraint(
                fields=["piece", "on", "mark"], name="learning_a_reader_counts_once_a_day"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.piece_id} {self.on}"

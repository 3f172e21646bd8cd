"""A notice: what somebody is told, on their own page and by short message."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Self

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as said
from django.utils.translation import gettext_lazy as _

from wenming.accounts.models.user import User

__all__ = ["Notice"]


class NoticeQuerySet(models.QuerySet["Notice"]):
    def of(self, user: User) -> Self:
        """Told to this person, the last first."""
        return self.filter(user=user.pk).order_by("-pk")

    def unread(self) -> Self:
        """Not seen yet."""
        return self.filter(read_at__isnull=True)


class Notice(models.Model):
    """One thing told to one person, once.

    `text` is the Chinese source text, marked for translation where it is written down; `about`
    fills its placeholders; `{"at": …}` there is a moment. So everybody reads it in their page's
    language.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="notices")
    key = models.CharField(max_length=120)
    text = models.CharField(max_length=400)
    about = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    url = models.CharField(max_length=200, blank=True)
    written_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("通知")
        verbose_name_plural = _("通知")
        constraints = [
            models.UniqueConstraint(fields=["user", "key"], name="accounts_a_notice_is_given_once"),
        ]

    def __str__(self) -> str:
        return str(said(self.text) % {name: _in_words(told) for name, told in self.about.items()})


def _in_words(told: object) -> object:
    if not isinstance(told, Mapping):
        return told
    return date_format(localtime(datetime.fromisoformat(told["at"])), "SHORT_DATETIME_FORMAT")

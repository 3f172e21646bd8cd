"""The token of an upper platform: named, for some purposes, until a day, or until it is revoked."""

from __future__ import annotations

from typing import Self

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from wenming.base import clock
from wenming.organisation.models import Town

__all__ = ["Access"]


class AccessQuerySet(models.QuerySet["Access"]):
    def of(self, town: Town) -> Self:
        """This town's."""
        return self.filter(town=town)


class Access(models.Model):
    """One platform's access. Of its token only a keyed digest and the last signs are kept."""

    class Scope(models.TextChoices):
        SEND = "needs:send", _("报送需求")
        READ = "needs:read", _("查它自己报送的需求办到哪一步")

    town = models.ForeignKey("organisation.Town", models.PROTECT, related_name="+", editable=False)
    name = models.CharField(_("平台名称"), max_length=60)
    digest = models.CharField(max_length=64, unique=True, editable=False)
    ending = models.CharField(_("令牌末四位"), max_length=4, editable=False)
    scopes = models.JSONField(_("可以做什么"), default=list)
    until_on = models.DateField(_("有效期到"))
    issued_at = models.DateTimeField(_("发放时间"), editable=False)
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+"
    )
    revoked_at = models.DateTimeField(_("停用时间"), null=True, editable=False)
    # To the hour: not every call is a write.
    used_at = models.DateTimeField(_("最近使用"), null=True, editable=False)

    objects = AccessQuerySet.as_manager()

    class Meta:
        ordering = ["-issued_at", "-pk"]
        verbose_name = _("接口令牌")
        verbose_name_plural = _("接口令牌")

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("exchange_desk:access-list")

    @property
    def is_valid(self) -> bool:
        """Neither revoked nor over."""
        return self.revoked_at is None and self.until_on >= clock.today()

    @property
    def scope_words(self) -> list[str]:
        """What it may be used for, in words."""
        return [str(label) for code, label in self.Scope.choices if code in self.scopes]

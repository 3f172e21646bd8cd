"""A workbook of needs that came in, looked through but not yet taken over (5.3-a)."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from wenming.organisation.models import Upload

__all__ = ["Intake"]


class Intake(Upload):
    """One upload; `merging` says beside which needs its rows are meant to stand all the same."""

    class Meta(Upload.Meta):
        verbose_name = _("批量登记需求")
        verbose_name_plural = _("批量登记需求")

    def get_absolute_url(self) -> str:
        return reverse("needs:intake", args=[self.pk])

"""A workbook of volunteers that came in, looked through but not yet taken over (3.2-a)."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from wenming.organisation.models import Upload

__all__ = ["Intake"]


class Intake(Upload):
    """One upload; `merging` says to which volunteers its rows add what they lack."""

    class Meta(Upload.Meta):
        verbose_name = _("批量登记")
        verbose_name_plural = _("批量登记")

    def get_absolute_url(self) -> str:
        return reverse("volunteers:intake", args=[self.pk])

"""A town's own table, kept so that it can be filled in again and again (Decree 67)."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from wenming.organisation.models import Town

__all__ = ["OwnTable"]


class OwnTableQuerySet(models.QuerySet["OwnTable"]):
    def of(self, town: Town) -> OwnTableQuerySet:
        """This town's."""
        return self.filter(town=town)


class OwnTable(models.Model):
    """The workbook that somebody wants filled in, without its rows, and what each heading means.

    `columns` are pairs of a heading, as it stands there, and the code of a field; empty where the
    column stays empty. `file` is nothing where only the headings could be kept (.xls, .ods, .csv).
    """

    town = models.ForeignKey("organisation.Town", models.PROTECT, related_name="+", editable=False)
    name = models.CharField(
        _("给这张表起个名字"), max_length=60, help_text=_("例如：市民政局志愿者汇总表。")
    )
    head_row = models.PositiveSmallIntegerField(_("表头在第几行"))
    columns = models.JSONField(default=list, editable=False)
    file = models.BinaryField(null=True, editable=False)
    changed_at = models.DateTimeField(editable=False)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", editable=False
    )

    objects = OwnTableQuerySet.as_manager()

    class Meta:
        ordering = ["name", "pk"]
        verbose_name = _("自己的表格")
        verbose_name_plural = _("自己的表格")
        constraints = [
            models.UniqueConstraint(
                fields=["town", "name"], name="volunteers_a_table_has_a_name_of_its_own"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("volunteers:own-table", args=[self.pk])

    @property
    def is_mapped(self) -> bool:
        """Can it be filled in: does some heading mean something of ours?"""
        return any(code for _heading, code in self.columns)

    @property
    def unmapped(self) -> list[str]:
        """Headings whose columns stay empty."""
        return [heading for heading, code in self.columns if heading and not code]

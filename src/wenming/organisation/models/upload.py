"""A workbook of records that came in, looked through but not yet taken over."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import ClassVar, Final

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from encrypted_fields.fields import EncryptedTextField

from wenming.base.stages import Steps

__all__ = ["KEPT", "Upload"]

# So long what was uploaded is kept, encrypted; then only the counts are.
KEPT: Final = timedelta(days=1)


class Upload(models.Model):
    """One upload: its rows, encrypted, until they are taken over or a day has passed."""

    class Stage(models.TextChoices):
        SEEN = "seen", _("试读")
        TAKING = "taking", _("正在导入")
        TAKEN = "taken", _("已导入")
        GONE = "gone", _("已清除")

    NEXT: ClassVar[Steps] = {
        Stage.SEEN: frozenset({Stage.TAKING, Stage.GONE}),
        Stage.TAKING: frozenset({Stage.TAKEN, Stage.GONE}),
        Stage.TAKEN: frozenset({Stage.GONE}),
        Stage.GONE: frozenset(),
    }

    town = models.ForeignKey("organisation.Town", models.PROTECT, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(_("上传时间"))
    name = models.CharField(_("文件名"), max_length=100)
    # A keyed digest of the file: the same file again is told.
    digest = models.CharField(max_length=64)
    stage = models.CharField(_("进度"), max_length=10, choices=Stage.choices, default=Stage.SEEN)
    # As JSON: row → column → what is written there; nothing once it has gone.
    rows = EncryptedTextField(null=True, editable=False)
    # As JSON: row → column → why it is not taken over.
    left_rows = EncryptedTextField(null=True, editable=False)
    # Row → the record that it adds to, or beside which it is meant. The last row that is done.
    merging = models.JSONField(default=dict, editable=False)
    done = models.PositiveIntegerField(default=0, editable=False)
    added = models.PositiveIntegerField(_("新增"), default=0)
    merged = models.PositiveIntegerField(_("补充"), default=0)
    left = models.PositiveIntegerField(_("未导入"), default=0)

    class Meta:
        abstract = True
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["town", "digest"], name="%(app_label)s_by_uploaded_file")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(stage="gone") | Q(rows__isnull=True, left_rows__isnull=True),
                name="%(app_label)s_of_an_upload_that_is_gone_nothing_is_kept",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def cells(self) -> dict[int, dict[str, str]]:
        """Row → column → what is written there."""
        return _by_number(self.rows)

    @property
    def reasons(self) -> dict[int, dict[str, str]]:
        """Row → column → why it is not taken over."""
        return _by_number(self.left_rows)


def _by_number(told: str | None) -> dict[int, dict[str, str]]:
    return {int(number): row for number, row in json.loads(told or "{}").items()}

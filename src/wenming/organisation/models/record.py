"""What every record of a unit's work carries: whose, entered by whom and when, whether withdrawn."""

from __future__ import annotations

import uuid
from typing import Self, TypeVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from wenming.organisation.models.town import Town

__all__ = ["UnitRecord", "UnitRecordQuerySet", "withdrawal_is_whole"]

R = TypeVar("R", bound="UnitRecord")


class UnitRecordQuerySet(models.QuerySet[R]):
    def standing(self) -> Self:
        """Records that count: not withdrawn."""
        return self.filter(withdrawn_at__isnull=True)

    def of(self, town: Town) -> Self:
        """This town's."""
        return self.filter(town=town)


class UnitRecord(models.Model):
    """One fact of a unit's work, entered once. Corrected in the open, withdrawn but never deleted."""

    town = models.ForeignKey("organisation.Town", models.PROTECT, related_name="+", editable=False)
    unit = models.ForeignKey(
        "organisation.Unit", models.PROTECT, related_name="%(class)ss", verbose_name=_("单位")
    )
    # Made with the empty form: the same form sent twice is one record.
    ticket = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    recorded_at = models.DateTimeField(editable=False)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+"
    )
    withdrawn_at = models.DateTimeField(null=True, editable=False)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+"
    )
    withdrawn_why = models.CharField(max_length=200, blank=True, editable=False)

    class Meta:
        abstract = True


def withdrawal_is_whole(name: str) -> models.CheckConstraint:
    """A withdrawn record says when and why."""
    return models.CheckConstraint(
        condition=Q(withdrawn_at__isnull=True, withdrawn_why="")
        | (Q(withdrawn_at__isnull=False) & ~Q(withdrawn_why="")),
        name=name,
    )

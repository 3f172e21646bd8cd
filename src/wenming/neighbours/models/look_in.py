"""A visit of a pair: all was well, or something is to be followed up until it is settled (3.2-c)."""

from __future__ import annotations

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from encrypted_fields.fields import EncryptedTextField

from wenming.organisation.models import Town

__all__ = ["LookIn", "LookInQuerySet"]


class LookInQuerySet(models.QuerySet["LookIn"]):
    def of(self, town: Town) -> Self:
        """This town's."""
        return self.filter(pairing__posting__town=town)

    def unsettled(self) -> Self:
        """Something came up and is still to be done."""
        return self.filter(is_well=False, settled_at__isnull=True)

    def settled(self) -> Self:
        """All was well, or what came up is done."""
        return self.exclude(is_well=False, settled_at__isnull=True)


class LookIn(models.Model):
    """One visit of one day. What was seen is read by who serves and by the unit alone."""

    pairing = models.ForeignKey("neighbours.Pairing", models.PROTECT, related_name="look_ins")
    on = models.DateField(_("哪一天去的"))
    is_well = models.BooleanField(_("一切都好"), default=True)
    words = EncryptedTextField(_("有什么要跟进"), null=True)
    noted_at = models.DateTimeField()
    noted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    settled_at = models.DateTimeField(null=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    outcome = EncryptedTextField(_("怎样办好的"), null=True)

    objects = LookInQuerySet.as_manager()

    class Meta:
        ordering = ["-on", "-pk"]
        verbose_name = _("探望")
        verbose_name_plural = _("探望")
        indexes = [models.Index(fields=["on"], name="neighbours_by_day")]
        constraints = [
            models.UniqueConstraint(
                fields=["pairing", "on"], name="neighbours_one_visit_a_pair_and_day"
            ),
            models.CheckConstraint(
                condition=Q(is_well=True) | Q(words__isnull=False) | Q(settled_at__isnull=False),
                name="neighbours_what_is_to_be_done_is_told",
            ),
        ]

    def __str__(self) -> str:
        return gettext("%(day)s的一次探望") % {"day": date_format(self.on)}

    def get_absolute_url(self) -> str:
        return reverse("neighbours_own:pair", args=[self.pairing_id])

    @property
    def was_noted_later(self) -> bool:
        """On another day than that of the visit."""
        return localdate(self.noted_at) != self.on

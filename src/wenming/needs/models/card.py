"""A contact card: a paper with a QR code that opens the form with the place filled in (5.3-a)."""

from __future__ import annotations

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from wenming.accounts.models import User
from wenming.needs import numbers
from wenming.organisation.models import Town
from wenming.organisation.queries import recordable_units

__all__ = ["ContactCard"]


class ContactCardQuerySet(models.QuerySet["ContactCard"]):
    def visible_to(self, user: User, town: Town) -> Self:
        """Those of the units whose work one enters: a household's place stands on it."""
        return self.filter(town=town, unit__in=recordable_units(user, town))

    def valid(self) -> Self:
        """Not withdrawn."""
        return self.filter(withdrawn_at__isnull=True)


class ContactCard(models.Model):
    """A card for one household, street or natural village; of the whole unit if no place is said.

    It names no person. Lost, it is withdrawn, and its code opens the place no more.
    """

    town = models.ForeignKey("organisation.Town", models.PROTECT, related_name="+", editable=False)
    unit = models.ForeignKey("organisation.Unit", models.PROTECT, related_name="contact_cards")
    code = models.CharField(_("卡号"), max_length=12, unique=True, default=numbers.card)
    place = models.CharField(_("发给哪里"), max_length=100, blank=True)
    issued_at = models.DateTimeField(_("制卡时间"))
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    withdrawn_at = models.DateTimeField(_("停用时间"), null=True)
    withdrawn_why = models.CharField(_("停用原因"), max_length=100, blank=True)
    instead_of = models.OneToOneField("self", models.PROTECT, null=True, related_name="replacement")

    objects = ContactCardQuerySet.as_manager()

    class Meta:
        ordering = ["unit__place", "place", "pk"]
        verbose_name = _("联系卡")
        verbose_name_plural = _("联系卡")
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "place"],
                condition=Q(withdrawn_at__isnull=True),
                name="needs_one_valid_card_a_place",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True, withdrawn_why="")
                | (Q(withdrawn_at__isnull=False) & ~Q(withdrawn_why="")),
                name="needs_a_withdrawn_card_says_when_and_why",
            ),
        ]

    def __str__(self) -> str:
        return self.code

    def get_absolute_url(self) -> str:
        return reverse("needs_public:card", args=[self.code])

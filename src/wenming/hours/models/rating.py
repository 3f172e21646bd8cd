"""A rating: stars, and words if one likes, from somebody who was there (Decree 67, article 10)."""

from __future__ import annotations

from typing import Final

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

__all__ = ["MOST", "Rating"]

MOST: Final = 5


class Rating(models.Model):
    """What one participant thought of an activity."""

    presence = models.OneToOneField("hours.Presence", models.PROTECT, related_name="rating")
    stars = models.PositiveSmallIntegerField(
        _("几颗星"), validators=[MinValueValidator(1), MaxValueValidator(MOST)]
    )
    words = models.CharField(_("想说的话"), max_length=300, blank=True)
    rated_at = models.DateTimeField(_("评价时间"))

    class Meta:
        ordering = ["-rated_at", "-pk"]
        verbose_name = _("评价")
        verbose_name_plural = _("评价")
        constraints = [
            models.CheckConstraint(
                condition=Q(stars__range=(1, MOST)), name="hours_a_rating_has_one_to_five_stars"
            ),
        ]

    def __str__(self) -> str:
        return "★" * self.stars

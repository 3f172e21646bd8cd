"""The town's words: kinds of team, room, task, talent … as its plan lists them."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from wenming.base.language import page_language

__all__ = ["Term"]


class Term(models.Model):
    """One word of one vocabulary. A word that a new plan drops is retired, not deleted."""

    town = models.ForeignKey("organisation.Town", models.CASCADE, related_name="terms")
    vocabulary = models.CharField(max_length=40)
    code = models.CharField(max_length=40)
    zh = models.CharField(max_length=80)
    en = models.CharField(max_length=120)
    place = models.PositiveSmallIntegerField()
    is_retired = models.BooleanField(default=False)

    class Meta:
        ordering = ["vocabulary", "place", "pk"]
        verbose_name = _("用语")
        verbose_name_plural = _("用语")
        constraints = [
            models.UniqueConstraint(
                fields=["town", "vocabulary", "code"], name="organisation_a_word_stands_once"
            ),
        ]

    def __str__(self) -> str:
        return self.en if page_language() == "en" else self.zh

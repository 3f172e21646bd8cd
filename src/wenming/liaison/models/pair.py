"""A pair: a leader tied to a unit, from one day until another."""

from __future__ import annotations

from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

__all__ = ["Pair", "key"]


def key(unit: str, leader: str, turn: int) -> str:
    """The pair's name as a subject of rules; a leader who comes back begins a new count."""
    return f"pair:{unit}/{leader}" + (f"/{turn}" if turn > 1 else "")


class PairQuerySet(models.QuerySet["Pair"]):
    def on(self, day: date) -> Self:
        """In force on this day."""
        return self.filter(Q(until_on__isnull=True) | Q(until_on__gte=day), from_on__lte=day)


class Pair(models.Model):
    """One leader's tie to one unit, as long as it lasts (2.2-a, A.1)."""

    town = models.ForeignKey("organisation.Town", models.PROTECT, related_name="+", editable=False)
    unit = models.ForeignKey(
        "organisation.Unit", models.PROTECT, related_name="pairs", verbose_name=_("单位")
    )
    leader = models.ForeignKey(
        "liaison.Leader", models.PROTECT, related_name="pairs", verbose_name=_("挂钩领导")
    )
    turn = models.PositiveSmallIntegerField(default=1, editable=False)
    from_on = models.DateField(_("挂钩日期"))
    until_on = models.DateField(_("结束日期"), null=True, blank=True)

    objects = PairQuerySet.as_manager()

    class Meta:
        ordering = ["unit", "from_on", "pk"]
        verbose_name = _("挂钩关系")
        verbose_name_plural = _("挂钩关系")
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "leader"],
                condition=Q(until_on__isnull=True),
                name="liaison_a_leader_is_tied_to_a_unit_once_at_a_time",
            ),
            models.UniqueConstraint(
                fields=["unit", "leader", "turn"], name="liaison_each_turn_of_a_pair_has_its_number"
            ),
            models.CheckConstraint(
                condition=Q(until_on__isnull=True) | Q(until_on__gte=F("from_on")),
                name="liaison_a_pair_begins_before_it_ends",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.leader} — {self.unit}"

    def get_absolute_url(self) -> str:
        return self.leader.get_absolute_url()

    @property
    def key(self) -> str:
        """Its name as a subject of rules."""
        return key(self.unit.code, self.leader.code, self.turn)

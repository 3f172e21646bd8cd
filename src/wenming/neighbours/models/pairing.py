"""A pair: one volunteer who looks in on one neighbour, agreed by both sides (3.2-c)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Max, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from wenming.accounts.models import User
from wenming.base import clock
from wenming.base.stages import Steps
from wenming.organisation.models import Town

__all__ = ["Pairing", "PairingQuerySet"]

LIVE = ("offered", "invited", "active")


class PairingQuerySet(models.QuerySet["Pairing"]):
    def of(self, town: Town) -> Self:
        """This town's."""
        return self.filter(posting__town=town)

    def live(self) -> Self:
        """Going on, or waiting for an answer."""
        return self.filter(stage__in=LIVE)

    def active(self) -> Self:
        """Somebody looks in."""
        return self.filter(stage=Pairing.Stage.ACTIVE)

    def served_by(self, user: User) -> Self:
        """Of this volunteer."""
        return self.filter(volunteer__user=user.pk)

    def with_last(self) -> Self:
        """Each with the day of its last visit, `last_on`."""
        return self.annotate(last_on=Max("look_ins__on"))


class Pairing(models.Model):
    """From an offer or an invitation, which the other side answers, to its end.

    Nobody is assigned (Decree 685, articles 25 and 40). `follows` is the pair that this one takes
    over when it is accepted.
    """

    class Stage(models.TextChoices):
        OFFERED = "offered", _("志愿者愿意结对")
        INVITED = "invited", _("等志愿者答复")
        ACTIVE = "active", _("结对中")
        DECLINED = "declined", _("没有结对")
        ENDED = "ended", _("已结束")

    NEXT: ClassVar[Steps] = {
        Stage.OFFERED: frozenset({Stage.ACTIVE, Stage.DECLINED}),
        Stage.INVITED: frozenset({Stage.ACTIVE, Stage.DECLINED}),
        Stage.ACTIVE: frozenset({Stage.ENDED}),
        Stage.DECLINED: frozenset(),
        Stage.ENDED: frozenset(),
    }

    posting = models.ForeignKey("neighbours.Posting", models.PROTECT, related_name="pairings")
    volunteer = models.ForeignKey("volunteers.Volunteer", models.PROTECT, related_name="pairings")
    follows = models.ForeignKey("self", models.PROTECT, null=True, related_name="successors")
    stage = models.CharField(_("进度"), max_length=10, choices=Stage.choices)
    since_on = models.DateField(_("自"))
    from_on = models.DateField(_("结对日期"), null=True)
    until_on = models.DateField(_("结束日期"), null=True)
    paused_until = models.DateField(_("暂停到"), null=True)
    moved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )

    # Of those asked for by `with_last`.
    last_on: date | None

    objects = PairingQuerySet.as_manager()

    class Meta:
        ordering = ["-since_on", "-pk"]
        verbose_name = _("结对")
        verbose_name_plural = _("结对")
        constraints = [
            models.UniqueConstraint(
                fields=["posting"],
                condition=Q(stage="active"),
                name="neighbours_one_pair_a_request",
            ),
            models.UniqueConstraint(
                fields=["posting", "volunteer"],
                condition=Q(stage__in=LIVE),
                name="neighbours_one_live_pair_of_two",
            ),
            models.CheckConstraint(
                condition=Q(stage__in=["active", "ended"], from_on__isnull=False)
                | Q(stage__in=["offered", "invited", "declined"], from_on__isnull=True),
                name="neighbours_a_pair_says_since_when",
            ),
            models.CheckConstraint(
                condition=Q(stage="ended", until_on__isnull=False)
                | ~Q(stage="ended") & Q(until_on__isnull=True),
                name="neighbours_an_ended_pair_says_until_when",
            ),
        ]

    def __str__(self) -> str:
        # No name of whom it is for.
        return f"{self._meta.verbose_name} {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("neighbours_own:pair", args=[self.pk])

    @property
    def is_paused(self) -> bool:
        """Nobody is expected to look in today."""
        return self.paused_until is not None and self.paused_until >= clock.today()

    def due_on(self, last_on: date | None) -> date:
        """By when the next visit is due: a rhythm after the last; never within a pause."""
        assert self.from_on is not None
        due = max(self.from_on, last_on or self.from_on) + timedelta(days=self.posting.every_days)
        back = self.paused_until + timedelta(days=1) if self.paused_until else due
        return max(due, back)

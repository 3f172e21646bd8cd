"""Who serves in which team: asked or invited, joined, left (3.1-b, 3.2-b)."""

from __future__ import annotations

from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from wenming.base.stages import Steps

__all__ = ["Membership"]

OPEN = ("asked", "invited", "joined")


class MembershipQuerySet(models.QuerySet["Membership"]):
    def open(self) -> Self:
        """Under way or joined; who left or was turned down is not among them."""
        return self.filter(stage__in=OPEN)

    def joined(self) -> Self:
        """Members."""
        return self.filter(stage=Membership.Stage.JOINED)


class Membership(models.Model):
    """One volunteer's way into one team and out of it. Nobody is put into a team unasked."""

    class Stage(models.TextChoices):
        ASKED = "asked", _("申请加入")
        INVITED = "invited", _("受到邀请")
        JOINED = "joined", _("已加入")
        DECLINED = "declined", _("未加入")
        LEFT = "left", _("已退出")

    NEXT: ClassVar[Steps] = {
        Stage.ASKED: frozenset({Stage.JOINED, Stage.DECLINED}),
        Stage.INVITED: frozenset({Stage.JOINED, Stage.DECLINED}),
        Stage.JOINED: frozenset({Stage.LEFT}),
        Stage.DECLINED: frozenset(),
        Stage.LEFT: frozenset(),
    }

    team = models.ForeignKey("volunteers.Team", models.PROTECT, related_name="memberships")
    volunteer = models.ForeignKey(
        "volunteers.Volunteer", models.PROTECT, related_name="memberships"
    )
    stage = models.CharField(_("进度"), max_length=10, choices=Stage.choices)
    since_on = models.DateField(_("自"))
    moved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )

    objects = MembershipQuerySet.as_manager()

    class Meta:
        ordering = ["since_on", "pk"]
        verbose_name = _("队员")
        verbose_name_plural = _("队员")
        constraints = [
            models.UniqueConstraint(
                fields=["team", "volunteer"],
                condition=Q(stage__in=OPEN),
                name="volunteers_one_open_membership_of_a_team",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.volunteer} · {self.team}"

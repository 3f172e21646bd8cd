"""An invitation to step in where places became free; whoever is asked may say no (Decree 685, article 25)."""

from __future__ import annotations

from typing import Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

__all__ = ["Invitation"]


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def open(self) -> Self:
        """Not answered yet, and still of use."""
        return self.filter(reply=Invitation.Reply.OPEN)


class Invitation(models.Model):
    """One person asked once to come to one shift. It keeps no place."""

    class Reply(models.TextChoices):
        OPEN = "open", _("等答复")
        ACCEPTED = "accepted", _("能去")
        DECLINED = "declined", _("这次不行")
        CLOSED = "closed", _("已有人补上")

    shift = models.ForeignKey("activities.Shift", models.PROTECT, related_name="invitations")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="invitations")
    asked_at = models.DateTimeField(_("邀请时间"))
    reply = models.CharField(_("答复"), max_length=10, choices=Reply.choices, default=Reply.OPEN)
    replied_at = models.DateTimeField(null=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_at", "-pk"]
        verbose_name = _("补位邀请")
        verbose_name_plural = _("补位邀请")
        indexes = [models.Index(fields=["user", "asked_at"], name="signups_invitations_by_person")]
        constraints = [
            models.UniqueConstraint(
                fields=["shift", "user"], name="signups_nobody_is_asked_twice_for_a_shift"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} · {self.shift}"

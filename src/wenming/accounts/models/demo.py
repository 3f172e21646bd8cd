"""Whom a visitor of a demonstration may be."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

__all__ = ["DemoSignIn"]


class DemoSignIn(models.Model):
    """One role of a town whose data is made up, and who plays it."""

    class Role(models.TextChoices):
        RESIDENT = "resident", _("群众")
        VOLUNTEER = "volunteer", _("志愿者")
        TEAM_LEADER = "team_leader", _("队长")
        SITE_MANAGER = "site_manager", _("站长")
        LIAISON_OFFICER = "liaison_officer", _("联络员")
        LEADER = "leader", _("镇领导")
        OFFICE = "office", _("办公室")
        AUDITOR = "auditor", _("审计人员")

    # No foreign key: a town is known one storey above.
    town_id = models.BigIntegerField()
    role = models.CharField(max_length=20, choices=Role.choices)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="demo_sign_ins")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["town_id", "role"], name="accounts_one_person_a_demo_role"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.town_id} {self.role}"

"""A post: who holds which part in which unit, from when to when."""

from __future__ import annotations

from datetime import date
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

__all__ = ["Post"]


class PostQuerySet(models.QuerySet["Post"]):
    def on(self, day: date) -> Self:
        """Posts held on this day."""
        return self.filter(Q(until_on__isnull=True) | Q(until_on__gte=day), from_on__lte=day)


class Post(models.Model):
    """One term of one person in one post (2.1-b). Rights follow from posts held today."""

    class Role(models.TextChoices):
        SECRETARY = "secretary", _("党组织书记")
        SITE_HEAD = "site_head", _("站长")
        LIAISON_OFFICER = "liaison_officer", _("联络员")
        LEADER = "leader", _("镇领导")
        OFFICE_HEAD = "office_head", _("办公室主任")
        DEPUTY = "deputy", _("副职")
        STAFF = "staff", _("工作人员")
        TEAM_LEADER = "team_leader", _("队长")
        AUDITOR = "auditor", _("审计人员")

    ONE_AT_A_TIME = (Role.SECRETARY, Role.SITE_HEAD, Role.OFFICE_HEAD)
    HEADS = (Role.SECRETARY, Role.SITE_HEAD, Role.OFFICE_HEAD)

    unit = models.ForeignKey("organisation.Unit", models.PROTECT, related_name="posts")
    role = models.CharField(_("职务"), max_length=20, choices=Role.choices)
    holder = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="posts")
    from_on = models.DateField(_("任职日期"))
    until_on = models.DateField(_("离任日期"), null=True, blank=True)

    objects = PostQuerySet.as_manager()

    class Meta:
        ordering = ["unit", "role", "from_on"]
        verbose_name = _("任职")
        verbose_name_plural = _("任职")
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "role"],
                condition=Q(
                    until_on__isnull=True, role__in=["secretary", "site_head", "office_head"]
                ),
                name="organisation_one_head_at_a_time",
            ),
            models.UniqueConstraint(
                fields=["unit", "role", "holder"],
                condition=Q(until_on__isnull=True),
                name="organisation_nobody_holds_a_post_twice",
            ),
            models.CheckConstraint(
                condition=Q(until_on__isnull=True) | Q(until_on__gte=F("from_on")),
                name="organisation_a_term_begins_before_it_ends",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit} {self.get_role_display()} {self.holder}"

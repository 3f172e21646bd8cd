"""A household that serves as one, with its honours (2.2-c)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from wenming.organisation.models import UnitRecord, UnitRecordQuerySet, withdrawal_is_whole

__all__ = ["HONOURS", "Household", "HouseholdMember"]

HONOURS = "honour_kinds"


class HouseholdQuerySet(UnitRecordQuerySet["Household"]):
    pass


class Household(UnitRecord):
    """A family that signs up as one, such as a civilised family (2.2-c)."""

    name = models.CharField(_("家庭名称"), max_length=60, help_text=_("例如：林阿水家庭。"))
    honours = models.JSONField(_("获得的荣誉"), default=list, blank=True)
    joined_on = models.DateField(_("加入日期"))

    objects = HouseholdQuerySet.as_manager()

    class Meta:
        ordering = ["-joined_on", "-pk"]
        verbose_name = _("志愿家庭")
        verbose_name_plural = _("志愿家庭")
        constraints = [withdrawal_is_whole("volunteers_household_withdrawal_is_whole")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("volunteers:household", args=[self.pk])


class HouseholdMember(models.Model):
    """A volunteer of a household, until they leave it."""

    household = models.ForeignKey(Household, models.PROTECT, related_name="members")
    volunteer = models.ForeignKey("volunteers.Volunteer", models.PROTECT, related_name="households")
    from_on = models.DateField()
    until_on = models.DateField(null=True)

    class Meta:
        ordering = ["from_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["volunteer"],
                condition=Q(until_on__isnull=True),
                name="volunteers_one_household_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.volunteer} {self.household}"

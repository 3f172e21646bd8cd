"""A partner group (志愿服务团体): it serves here by agreement, and is none of the town's teams (5.3-c)."""

from __future__ import annotations

from datetime import date
from typing import Self

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from wenming.organisation.models import UnitRecord, UnitRecordQuerySet, withdrawal_is_whole

__all__ = ["Partner"]


class PartnerQuerySet(UnitRecordQuerySet["Partner"]):
    def in_force(self, day: date) -> Self:
        """Whose agreement holds on this day."""
        ongoing = Q(until_on__isnull=True) | Q(until_on__gte=day)
        return self.standing().filter(ongoing, since_on__lte=day)


class Partner(UnitRecord):
    """A group with the unit that keeps in touch with it and the days of its agreement.

    `contact` answers for the group; their telephone number is the account's, encrypted as all are.
    Without a number they cannot sign in, and an office writes down what they say.
    """

    class Kind(models.TextChoices):
        ASSOCIATION = "association", _("社会组织")
        ENTERPRISE = "enterprise", _("企业")
        SCHOOL = "school", _("学校")
        HOSPITAL = "hospital", _("医疗机构")
        PUBLIC = "public", _("机关、事业单位")
        OTHER = "other", _("其他团体")

    name = models.CharField(_("团体名称"), max_length=80)
    kind = models.CharField(_("类别"), max_length=20, choices=Kind.choices)
    about = models.CharField(
        _("做什么的"), max_length=300, blank=True, help_text=_("会公开在服务菜单上。")
    )
    contact = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="partners",
        verbose_name=_("联系人"),
    )
    since_on = models.DateField(_("协议开始日期"))
    until_on = models.DateField(
        _("协议结束日期"), null=True, blank=True, help_text=_("长期有效就不填。")
    )

    objects = PartnerQuerySet.as_manager()

    class Meta:
        ordering = ["name", "pk"]
        verbose_name = _("志愿服务团体")
        verbose_name_plural = _("志愿服务团体")
        constraints = [
            withdrawal_is_whole("menu_partner_withdrawal_is_whole"),
            models.UniqueConstraint(
                fields=["town", "name"],
                condition=Q(withdrawn_at__isnull=True),
                name="menu_one_partner_a_name",
                violation_error_message=_("这个团体已经登记过了。"),
            ),
            models.CheckConstraint(
                condition=Q(until_on__isnull=True) | Q(until_on__gte=F("since_on")),
                name="menu_an_agreement_begins_before_it_ends",
                violation_error_message=_("协议结束日期不能早于开始日期。"),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("menu:partner", args=[self.pk])

    def clean(self) -> None:
        """The fault that belongs to one field."""
        if self.until_on and self.since_on and self.until_on < self.since_on:
            raise ValidationError({"until_on": _("协议结束日期不能早于开始日期。")})

    @property
    def signs_in(self) -> bool:
        """Its contact has a number, and so answers in person."""
        return self.contact is not None and self.contact.is_active and bool(self.contact.phone)

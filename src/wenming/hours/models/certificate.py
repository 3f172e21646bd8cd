"""A certificate: what a volunteer gave, as it was recorded, for anybody to check (Decree 67)."""

from __future__ import annotations

import secrets
from typing import ClassVar, Final, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from wenming.base.stages import Steps
from wenming.organisation.models import Town

__all__ = ["Certificate", "as_written", "in_fours", "new_number"]

# No 0 and O, no 1, I and L: it is read aloud and typed.
LETTERS: Final = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
LENGTH: Final = 12


def new_number() -> str:
    """A number that nobody can guess."""
    return "".join(secrets.choice(LETTERS) for _place in range(LENGTH))


def as_written(told: str) -> str:
    """The number without what people put between its letters."""
    return "".join(sign for sign in told.upper() if sign.isalnum())


def in_fours(number: str) -> str:
    """7K3F-9QXD-2MPR."""
    return "-".join(number[at : at + 4] for at in range(0, len(number), 4))


class CertificateQuerySet(models.QuerySet["Certificate"]):
    def of(self, town: Town) -> Self:
        """Issued in this town."""
        return self.filter(town=town)

    def valid(self) -> Self:
        """Neither replaced nor withdrawn."""
        return self.filter(stage=Certificate.Stage.VALID)


class Certificate(models.Model):
    """The final hours of one person in a span, as they stood on the day (articles 14, 15 and 17).

    `lines` are its content, kept as issued; `presences` the records they came from: when one of
    them is corrected the certificate is replaced.
    """

    class Stage(models.TextChoices):
        VALID = "valid", _("有效")
        REPLACED = "replaced", _("记录已经更正，请看新开的证明")
        WITHDRAWN = "withdrawn", _("已经撤销")

    NEXT: ClassVar[Steps] = {
        Stage.VALID: frozenset({Stage.REPLACED, Stage.WITHDRAWN}),
        Stage.REPLACED: frozenset(),
        Stage.WITHDRAWN: frozenset(),
    }

    number = models.CharField(_("证明编号"), max_length=20, unique=True, default=new_number)
    town = models.ForeignKey("organisation.Town", models.PROTECT, related_name="+")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="certificates",
        verbose_name=_("姓名"),
    )
    from_on = models.DateField(_("从哪天"))
    until_on = models.DateField(_("到哪天"))
    lines = models.JSONField(default=list)
    presences = models.ManyToManyField("hours.Presence", related_name="certificates")
    minutes = models.PositiveIntegerField(_("服务分钟"))
    learning_minutes = models.PositiveIntegerField(_("学习分钟"))
    recorded_by = models.CharField(_("记录单位"), max_length=100)
    issued_at = models.DateTimeField(_("开具时间"))

    stage = models.CharField(
        _("进度"), max_length=10, choices=Stage.choices, default=Stage.VALID, editable=False
    )
    ended_at = models.DateTimeField(null=True, editable=False)
    ended_why = models.CharField(max_length=200, blank=True, editable=False)

    objects = CertificateQuerySet.as_manager()

    class Meta:
        ordering = ["-issued_at", "-pk"]
        verbose_name = _("志愿服务证明")
        verbose_name_plural = _("志愿服务证明")
        constraints = [
            models.CheckConstraint(
                condition=Q(until_on__gte=F("from_on")),
                name="hours_a_certificate_begins_before_it_ends",
            ),
            models.CheckConstraint(
                condition=Q(stage="valid", ended_at__isnull=True)
                | (~Q(stage="valid") & Q(ended_at__isnull=False) & ~Q(ended_why="")),
                name="hours_a_certificate_that_ended_says_when_and_why",
            ),
        ]

    def __str__(self) -> str:
        return self.written

    def get_absolute_url(self) -> str:
        return reverse("hours:certificate", args=[self.pk])

    @property
    def written(self) -> str:
        """As people read it."""
        return in_fours(self.number)

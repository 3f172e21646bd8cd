"""A request for mutual help: what is wanted, how often, and for whom (3.2-c)."""

from __future__ import annotations

import uuid
from typing import ClassVar, Final, Self

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from encrypted_fields.fields import EncryptedCharField

from wenming.accounts.models import User
from wenming.base.stages import Steps
from wenming.neighbours.models.pairing import Pairing
from wenming.organisation.models import Town
from wenming.volunteers.models import Consent

__all__ = ["FOCUS", "LONGEST", "WATCHES", "Posting"]

# The plan's vocabularies: kinds of neighbourly watch, and the groups that are served first.
WATCHES: Final = "neighbour_watches"
FOCUS: Final = "focus_groups"
# The slowest rhythm: once a quarter.
LONGEST: Final = 92


class PostingQuerySet(models.QuerySet["Posting"]):
    def of(self, town: Town) -> Self:
        """This town's."""
        return self.filter(town=town)

    def asked_by(self, user: User) -> Self:
        """For themselves or a relative; what a worker entered for somebody else is not theirs."""
        return self.filter(asked_by=user.pk, is_units=False)

    def open(self) -> Self:
        """Confirmed by the unit, and not over."""
        return self.filter(stage=Posting.Stage.OPEN)

    def unpaired(self) -> Self:
        """Open, and nobody looks in yet."""
        paired = Pairing.objects.active().filter(posting=OuterRef("pk"))
        return self.open().filter(~Exists(paired))


class Posting(models.Model):
    """What one person wants of a neighbour, with their consent (PIPL 28 to 30; Decree 685, 13).

    `wish` is read by volunteers who may offer, and names nobody. Name, phone and address are read
    by who serves and by the unit, and are gone when it is over.
    """

    class Stage(models.TextChoices):
        ASKED = "asked", _("待核实")
        OPEN = "open", _("进行中")
        CLOSED = "closed", _("已结束")

    class Why(models.TextChoices):
        ENOUGH = "enough", _("不再需要")
        MOVED = "moved", _("已经搬走")
        DIED = "died", _("已经去世")
        WITHDRAWN = "withdrawn", _("本人撤回同意")
        UNFIT = "unfit", _("核实后不属实，或不是志愿者能做的")

    NEXT: ClassVar[Steps] = {
        Stage.ASKED: frozenset({Stage.OPEN, Stage.CLOSED}),
        Stage.OPEN: frozenset({Stage.CLOSED}),
        Stage.CLOSED: frozenset(),
    }

    town = models.ForeignKey("organisation.Town", models.PROTECT, related_name="+")
    unit = models.ForeignKey(
        "organisation.Unit", models.PROTECT, related_name="postings", verbose_name=_("单位")
    )
    ticket = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    watch = models.CharField(_("属于哪类邻里守望"), max_length=40)
    focus = models.CharField(_("服务对象"), max_length=40, blank=True)
    wish = models.CharField(_("需要什么帮助"), max_length=200, blank=True)
    every_days = models.PositiveSmallIntegerField(
        _("几天看一次"),
        default=7,
        validators=[MinValueValidator(1), MaxValueValidator(LONGEST)],
    )
    # Whom it is for; a user only if they asked for themselves.
    name = EncryptedCharField(_("姓名"), max_length=400, null=True)
    phone = EncryptedCharField(_("手机号码"), max_length=200, null=True)
    address = EncryptedCharField(_("住在哪里"), max_length=600, null=True)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    consent = models.CharField(_("怎样同意的"), max_length=10, choices=Consent.How.choices)
    consented_on = models.DateField(_("同意日期"))

    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    # Entered by the unit, for somebody who asked it; else by whom it is for, or a relative.
    is_units = models.BooleanField(default=False)
    stage = models.CharField(_("进度"), max_length=10, choices=Stage.choices)
    closed_on = models.DateField(_("结束日期"), null=True)
    closed_why = models.CharField(_("结束原因"), max_length=10, choices=Why.choices, blank=True)

    objects = PostingQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_at", "-pk"]
        verbose_name = _("互助需求")
        verbose_name_plural = _("互助需求")
        constraints = [
            models.CheckConstraint(
                condition=Q(stage="closed", closed_on__isnull=False) & ~Q(closed_why="")
                | ~Q(stage="closed") & Q(closed_on__isnull=True, closed_why=""),
                name="neighbours_what_is_over_says_when_and_why",
            ),
            models.CheckConstraint(
                condition=Q(stage="closed", wish="")
                & Q(name__isnull=True, phone__isnull=True, address__isnull=True)
                | ~Q(stage="closed") & Q(name__isnull=False) & ~Q(wish=""),
                name="neighbours_what_is_over_names_nobody",
            ),
            models.CheckConstraint(
                condition=Q(every_days__range=(1, LONGEST)),
                name="neighbours_a_rhythm_is_days_to_a_quarter",
            ),
        ]

    def __str__(self) -> str:
        # No name: this is shown where the person is not.
        return f"{self._meta.verbose_name} {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("neighbours:posting", args=[self.pk])

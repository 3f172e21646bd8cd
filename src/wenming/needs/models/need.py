"""A need: what somebody asks for, and what became of it (5.3-a, 5.3-d, 5.2-d)."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar, Self

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from encrypted_fields.fields import EncryptedCharField

from wenming.accounts.models import User
from wenming.base import clock
from wenming.base.stages import Steps
from wenming.needs import contacts, numbers
from wenming.organisation.models import Town
from wenming.organisation.queries import recordable_units

__all__ = ["Need", "Remark"]


class NeedQuerySet(models.QuerySet["Need"]):
    def of(self, town: Town) -> Self:
        """This town's."""
        return self.filter(town=town)

    def visible_to(self, user: User, town: Town) -> Self:
        """Those of the units whose work one enters; the offices see the town's."""
        return self.filter(town=town, unit__in=recordable_units(user, town))

    def unanswered(self) -> Self:
        """Nobody has said yet whether it can be done; of an order, whether somebody comes."""
        return self.filter(stage__in=Need.UNANSWERED, answered_at__isnull=True)

    def overdue(self, moment: datetime) -> Self:
        """Whose answer is owed longer than the plan allows."""
        return self.unanswered().filter(answer_by__lt=moment)

    def waiting(self) -> Self:
        """Verified, and nobody is asked: the most pressing, then the longest waiting, first."""
        return self.filter(stage=Need.Stage.VERIFIED).order_by("-priority", "asked_at", "pk")

    def open(self) -> Self:
        """Not yet at an end."""
        return self.filter(stage__in=Need.OPEN)


class Need(models.Model):
    """One thing that one person needs (5.3-a); asked without an account, answered always.

    `channel`, `kind` and `focus` are the plan's words. `focus` names a group that needs protection;
    it is kept with a consent of its own only. What tells who it is (name, telephone, place) is
    encrypted or goes when `erased_at` says so; the rest stays, and counts.
    """

    class Stage(models.TextChoices):
        ASKED = "asked", _("待核实")
        VERIFIED = "verified", _("已受理，等派单")
        OFFERED = "offered", _("派单中，等接单")
        ACCEPTED = "accepted", _("已接单")
        SERVED = "served", _("已服务，等评价")
        CLOSED = "closed", _("已办结")
        DECLINED = "declined", _("未受理")
        WITHDRAWN = "withdrawn", _("已撤回")

    NEXT: ClassVar[Steps] = {
        Stage.ASKED: frozenset({Stage.VERIFIED, Stage.CLOSED, Stage.DECLINED, Stage.WITHDRAWN}),
        Stage.VERIFIED: frozenset({Stage.OFFERED, Stage.CLOSED, Stage.DECLINED, Stage.WITHDRAWN}),
        Stage.OFFERED: frozenset({Stage.ACCEPTED, Stage.VERIFIED, Stage.WITHDRAWN}),
        Stage.ACCEPTED: frozenset({Stage.SERVED, Stage.VERIFIED, Stage.WITHDRAWN}),
        Stage.SERVED: frozenset({Stage.CLOSED, Stage.VERIFIED}),
        Stage.CLOSED: frozenset({Stage.VERIFIED}),
        Stage.DECLINED: frozenset({Stage.VERIFIED}),
        Stage.WITHDRAWN: frozenset(),
    }
    OPEN: ClassVar = (Stage.ASKED, Stage.VERIFIED, Stage.OFFERED, Stage.ACCEPTED, Stage.SERVED)
    # Where a need may stand without an answer: an order is let through by the menu, not answered.
    UNANSWERED: ClassVar = (Stage.ASKED, Stage.VERIFIED, Stage.OFFERED)
    ENDED: ClassVar = (Stage.CLOSED, Stage.DECLINED, Stage.WITHDRAWN)

    class Priority(models.IntegerChoices):
        NORMAL = 0, _("一般")
        SOON = 1, _("尽快")
        URGENT = 2, _("紧急")

    town = models.ForeignKey("organisation.Town", models.PROTECT, related_name="+", editable=False)
    unit = models.ForeignKey(
        "organisation.Unit", models.PROTECT, related_name="needs", verbose_name=_("哪个村（社区）")
    )
    # Made with the empty form: the same form sent twice is one need.
    ticket = models.UUIDField(unique=True, editable=False)
    number = models.CharField(_("编号"), max_length=10, unique=True, default=numbers.new)
    channel = models.CharField(_("来源"), max_length=40)
    kind = models.CharField(_("类别"), max_length=40, blank=True)
    words = models.CharField(_("需要什么帮助"), max_length=500)
    place = models.CharField(_("在什么地方"), max_length=200, blank=True)
    latitude = models.FloatField(_("纬度"), null=True, blank=True)
    longitude = models.FloatField(_("经度"), null=True, blank=True)
    times = models.JSONField(_("什么时候方便"), default=list, blank=True)
    people = models.PositiveSmallIntegerField(
        _("要几个人"), default=1, validators=[MinValueValidator(1), MaxValueValidator(50)]
    )
    priority = models.PositiveSmallIntegerField(
        _("缓急"), choices=Priority.choices, default=Priority.NORMAL
    )

    # What it orders from the menu: for the week or month that begins on which day, and which of its
    # places it takes; an order that is taken back has none.
    service = models.ForeignKey(
        "menu.Service",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="orders",
        verbose_name=_("点的服务"),
    )
    service_on = models.DateField(_("约在哪天起的一周或一月"), null=True, blank=True)
    service_place = models.PositiveSmallIntegerField(null=True, blank=True, editable=False)

    # Who asks, and for whom.
    name = EncryptedCharField(_("怎么称呼您"), max_length=400, null=True)
    phone = EncryptedCharField(_("联系电话"), max_length=200, null=True)
    phone_index = models.CharField(max_length=64, blank=True, db_index=True)
    household = models.CharField(max_length=32)
    asker = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="needs"
    )
    is_for_other = models.BooleanField(_("替别人求助"), default=False)
    other_agreed = models.BooleanField(_("本人知道并且同意"), default=False)
    other = EncryptedCharField(_("替谁求助"), max_length=400, null=True)
    focus = models.CharField(_("重点服务对象"), max_length=40, blank=True)
    focus_agreed_at = models.DateTimeField(_("单独同意时间"), null=True)

    stage = models.CharField(
        _("进度"), max_length=10, choices=Stage.choices, default=Stage.ASKED, editable=False
    )
    answer = models.CharField(_("答复"), max_length=500, blank=True)
    asked_at = models.DateTimeField(_("求助时间"))
    answer_by = models.DateTimeField(_("答复期限"))
    answered_at = models.DateTimeField(_("答复时间"), null=True)
    accepted_at = models.DateTimeField(_("接单时间"), null=True)
    served_at = models.DateTimeField(_("服务时间"), null=True)
    ended_at = models.DateTimeField(_("办结时间"), null=True)
    erased_at = models.DateTimeField(_("个人信息删除时间"), null=True)
    # How far up an overdue answer has gone: the unit's head, then the offices.
    escalated = models.PositiveSmallIntegerField(default=0)
    opened_again = models.PositiveSmallIntegerField(_("重新办理次数"), default=0)
    stars = models.PositiveSmallIntegerField(_("评分"), null=True)
    rating = models.CharField(_("评价"), max_length=300, blank=True)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )

    objects = NeedQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_at", "-pk"]
        verbose_name = _("需求")
        verbose_name_plural = _("需求")
        indexes = [
            models.Index(fields=["town", "stage", "asked_at"], name="needs_by_town_and_stage"),
            models.Index(fields=["unit", "stage"], name="needs_by_unit_and_stage"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["service", "service_on", "service_place"],
                name="needs_a_place_of_a_service_is_taken_once",
            ),
            models.CheckConstraint(
                condition=Q(service_place__isnull=True)
                | Q(service__isnull=False, service_on__isnull=False),
                name="needs_a_place_is_one_of_a_service_and_a_time",
            ),
            models.CheckConstraint(
                condition=Q(is_for_other=False) | Q(other_agreed=True),
                name="needs_for_another_only_with_their_agreement",
            ),
            models.CheckConstraint(
                condition=Q(focus="", focus_agreed_at__isnull=True)
                | (~Q(focus="") & Q(focus_agreed_at__isnull=False)),
                name="needs_a_protected_group_only_with_consent",
            ),
            models.CheckConstraint(
                condition=Q(stage__in=["asked", "withdrawn"])
                | Q(answered_at__isnull=False)
                | Q(service__isnull=False, stage__in=["verified", "offered"]),
                name="needs_whatever_went_on_was_answered",
            ),
            models.CheckConstraint(
                condition=~Q(stage="declined") | ~Q(answer=""),
                name="needs_what_is_declined_says_why",
            ),
            models.CheckConstraint(
                condition=~Q(stage__in=["closed", "declined", "withdrawn"])
                | Q(ended_at__isnull=False),
                name="needs_what_has_ended_says_when",
            ),
            models.CheckConstraint(
                condition=Q(stars__isnull=True) | Q(stars__range=(1, 5)),
                name="needs_are_rated_with_one_to_five_stars",
            ),
            models.CheckConstraint(
                condition=Q(erased_at__isnull=True)
                | Q(
                    name__isnull=True,
                    phone__isnull=True,
                    other__isnull=True,
                    asker__isnull=True,
                    latitude__isnull=True,
                    longitude__isnull=True,
                    phone_index="",
                    place="",
                ),
                name="needs_of_who_is_erased_nothing_tells_who_it_was",
            ),
        ]

    def __str__(self) -> str:
        # Neither name nor number: it is cited as evidence where needs themselves are not shown.
        day = date_format(localtime(self.asked_at))
        return gettext("%(day)s登记的一件需求") % {"day": day}

    def get_absolute_url(self) -> str:
        return reverse("needs:need", args=[self.pk])

    @property
    def link(self) -> str:
        """Where whoever asked follows it."""
        return reverse("needs_public:need", args=[self.number, numbers.key(self.number)])

    @property
    def masked_phone(self) -> str:
        """138****0000."""
        return contacts.masked(self.phone or "")

    @property
    def point(self) -> str:
        """About where, to 100 m, as maps take it; empty if only words say it."""
        if self.latitude is None or self.longitude is None:
            return ""
        return f"{self.latitude:.3f},{self.longitude:.3f}"

    @property
    def is_protected(self) -> bool:
        """Who it is about is seen by who serves and by the offices only."""
        return bool(self.focus)

    @property
    def is_unanswered(self) -> bool:
        """Nobody has said yet whether it can be done; of an order, whether somebody comes."""
        return self.stage in self.UNANSWERED and self.answered_at is None

    @property
    def is_overdue(self) -> bool:
        """Its answer is owed longer than the plan allows."""
        return self.is_unanswered and self.answer_by < clock.now()


class Remark(models.Model):
    """Words added to a need later: by whoever asked (`by` is null), or by who attends to it."""

    need = models.ForeignKey(Need, models.CASCADE, related_name="remarks")
    written_at = models.DateTimeField()
    words = models.CharField(_("补充"), max_length=300)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["written_at", "pk"]
        verbose_name = _("需求补充")
        verbose_name_plural = _("需求补充")

    def __str__(self) -> str:
        return f"{self.need} {self.written_at:%Y-%m-%d}"

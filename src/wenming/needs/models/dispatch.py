"""A dispatch: a need offered to somebody who may say no (5.3-d; Decree 685, 25, 40)."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar, Self

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from wenming.accounts.models import User
from wenming.base.stages import Steps

__all__ = ["Dispatch", "Service"]

LIVE = ("offered", "accepted")
# Asked of a partner group whose contact cannot sign in.
SPOKEN_FOR = Q(partner__isnull=False) & (
    Q(partner__contact__isnull=True)
    | Q(partner__contact__phone_index__isnull=True)
    | Q(partner__contact__is_active=False)
)


class DispatchQuerySet(models.QuerySet["Dispatch"]):
    def offered(self) -> Self:
        """Waiting for an answer."""
        return self.filter(stage=Dispatch.Stage.OFFERED)

    def live(self) -> Self:
        """Waiting for an answer, or accepted and not done."""
        return self.filter(stage__in=LIVE)

    def run_out(self, moment: datetime) -> Self:
        """Nobody answered in time."""
        return self.offered().filter(answer_by__lte=moment)

    def to(self, user: User, *, for_partners: bool = False) -> Self:
        """Asked of this user: as a volunteer, the head of a team, the contact of a partner group.

        `for_partners`: also of groups whose contact cannot sign in, for which an office answers.
        """
        mine = Q(volunteer__user=user.pk) | Q(team__head=user.pk) | Q(partner__contact=user.pk)
        return self.filter(mine | SPOKEN_FOR if for_partners else mine)

    def spoken_for(self) -> Self:
        """Asked of partner groups for which an office answers."""
        return self.filter(SPOKEN_FOR)


class Dispatch(models.Model):
    """One offer of one need to a team (its head answers), a partner group or a volunteer.

    Several may be asked at once: the first who accepts has it. `instead_of` is the dispatch whose
    team asked this one to stand in; until it accepts, the first still serves.
    """

    class Stage(models.TextChoices):
        OFFERED = "offered", _("等接单")
        ACCEPTED = "accepted", _("已接单")
        DECLINED = "declined", _("不能接")
        LAPSED = "lapsed", _("没有答复")
        RETRACTED = "retracted", _("已收回")
        GIVEN_BACK = "given_back", _("已退回")
        DONE = "done", _("已服务")

    NEXT: ClassVar[Steps] = {
        Stage.OFFERED: frozenset({Stage.ACCEPTED, Stage.DECLINED, Stage.LAPSED, Stage.RETRACTED}),
        Stage.ACCEPTED: frozenset({Stage.DONE, Stage.GIVEN_BACK, Stage.RETRACTED}),
        Stage.DECLINED: frozenset(),
        Stage.LAPSED: frozenset(),
        Stage.RETRACTED: frozenset(),
        Stage.GIVEN_BACK: frozenset(),
        Stage.DONE: frozenset(),
    }

    # After such an end the next one is asked.
    PASSES_ON: ClassVar = (Stage.DECLINED, Stage.LAPSED, Stage.GIVEN_BACK)

    need = models.ForeignKey("needs.Need", models.PROTECT, related_name="dispatches")
    team = models.ForeignKey(
        "volunteers.Team", models.PROTECT, null=True, related_name="dispatches"
    )
    volunteer = models.ForeignKey(
        "volunteers.Volunteer", models.PROTECT, null=True, related_name="dispatches"
    )
    partner = models.ForeignKey(
        "menu.Partner", models.PROTECT, null=True, related_name="dispatches"
    )
    stage = models.CharField(_("进度"), max_length=10, choices=Stage.choices, default=Stage.OFFERED)
    offered_at = models.DateTimeField(_("派单时间"))
    answer_by = models.DateTimeField(_("请在此之前答复"))
    moved_at = models.DateTimeField()
    planned_at = models.DateTimeField(_("约定时间"), null=True)
    why = models.CharField(_("原因"), max_length=200, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    instead_of = models.ForeignKey("self", models.PROTECT, null=True, related_name="stand_ins")

    objects = DispatchQuerySet.as_manager()

    class Meta:
        ordering = ["-offered_at", "-pk"]
        verbose_name = _("派单")
        verbose_name_plural = _("派单")
        indexes = [models.Index(fields=["stage", "answer_by"], name="needs_by_running_out")]
        constraints = [
            models.CheckConstraint(
                condition=Q(team__isnull=False, volunteer__isnull=True, partner__isnull=True)
                | Q(team__isnull=True, volunteer__isnull=False, partner__isnull=True)
                | Q(team__isnull=True, volunteer__isnull=True, partner__isnull=False),
                name="needs_a_dispatch_asks_a_team_a_partner_or_a_volunteer",
            ),
            models.UniqueConstraint(
                fields=["need"],
                condition=Q(stage="accepted"),
                name="needs_one_serves_a_need_at_a_time",
            ),
            models.UniqueConstraint(
                fields=["need", "team"],
                condition=Q(stage__in=LIVE, team__isnull=False),
                name="needs_a_team_is_asked_once_at_a_time",
            ),
            models.UniqueConstraint(
                fields=["need", "volunteer"],
                condition=Q(stage__in=LIVE, volunteer__isnull=False),
                name="needs_a_volunteer_is_asked_once_at_a_time",
            ),
            models.UniqueConstraint(
                fields=["need", "partner"],
                condition=Q(stage__in=LIVE, partner__isnull=False),
                name="needs_a_partner_is_asked_once_at_a_time",
            ),
            models.CheckConstraint(
                condition=~Q(stage__in=["declined", "given_back"]) | ~Q(why=""),
                name="needs_a_no_says_why",
            ),
        ]

    def __str__(self) -> str:
        return str(self.team or self.partner or self.volunteer)

    def get_absolute_url(self) -> str:
        return reverse("needs_own:dispatch", args=[self.pk])

    @property
    def answerer(self) -> User | None:
        """Who says yes or no: the team's head, the partner's contact, or the volunteer."""
        if self.team is not None:
            return self.team.head
        if self.partner is not None:
            return self.partner.contact
        assert self.volunteer is not None
        return self.volunteer.user


class ServedQuerySet(models.QuerySet["Service"]):
    def uncredited(self) -> Self:
        """Somebody went, and the unit has not confirmed the hours yet."""
        return self.filter(activity=None, volunteers__isnull=False).distinct()


class Service(models.Model):
    """What was done for a need: who, when, how long (5.3-d, 5.2-d; Decree 67, article 6)."""

    town = models.ForeignKey("organisation.Town", models.PROTECT, related_name="+", editable=False)
    need = models.ForeignKey("needs.Need", models.PROTECT, related_name="services")
    dispatch = models.OneToOneField(Dispatch, models.PROTECT, related_name="service")
    served_on = models.DateField(_("服务日期"))
    began = models.TimeField(_("几点开始"))
    minutes = models.PositiveSmallIntegerField(
        _("用了多少分钟"), validators=[MinValueValidator(5), MaxValueValidator(12 * 60)]
    )
    volunteers = models.ManyToManyField(
        "volunteers.Volunteer", related_name="services", blank=True, verbose_name=_("谁去的")
    )
    words = models.CharField(_("做了什么"), max_length=300, blank=True)
    recorded_at = models.DateTimeField()
    # The activity whose hours it became, once the unit has confirmed it.
    activity = models.OneToOneField(
        "activities.Activity", models.PROTECT, null=True, related_name="service", editable=False
    )

    objects = ServedQuerySet.as_manager()

    class Meta:
        ordering = ["-served_on", "-pk"]
        verbose_name = _("服务记录")
        verbose_name_plural = _("服务记录")
        indexes = [models.Index(fields=["town", "served_on"], name="needs_by_day_served")]

    def __str__(self) -> str:
        # Nobody's name: it is cited as evidence.
        return gettext("%(day)s的一次上门服务") % {"day": date_format(self.served_on)}

    def get_absolute_url(self) -> str:
        return self.need.get_absolute_url()

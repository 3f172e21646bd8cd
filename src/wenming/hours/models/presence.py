"""A presence: one person at one shift, from coming to the hours that are credited for it."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, ClassVar, Final, Self

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Q, QuerySet, Sum
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from wenming.base import clock
from wenming.base.stages import Steps
from wenming.organisation.models import Town

__all__ = ["Presence", "minutes_of", "weaker"]

MINUTE: Final = timedelta(minutes=1)
# The activity was neither called off nor its record withdrawn.
STANDS: Final = ~Q(shift__activity__stage="called_off") & Q(
    shift__activity__withdrawn_at__isnull=True
)


class PresenceQuerySet(models.QuerySet["Presence"]):
    def live(self) -> Self:
        """Whatever was not struck."""
        return self.exclude(stage=Presence.Stage.STRUCK)

    def confirmed(self) -> Self:
        """The organiser said that it is so."""
        return self.filter(stage=Presence.Stage.CONFIRMED)

    def of(self, town: Town) -> Self:
        """At an activity of this town that stands."""
        activity = {"shift__activity__town": town, "shift__activity__withdrawn_at__isnull": True}
        return self.filter(**activity)

    def counting(self) -> Self:
        """Confirmed, and the activity was neither called off nor its record withdrawn."""
        return self.confirmed().filter(STANDS)

    def serving(self) -> Self:
        """Hours of service that count; those entered afterwards too."""
        return self.counting().filter(credit=Presence.Credit.SERVICE)

    def learning(self) -> Self:
        """Hours of learning that count."""
        return self.counting().filter(credit=Presence.Credit.LEARNING)

    def minutes_by_kind(self) -> QuerySet[Presence, Any]:
        """What is credited as what on which evidence, and how many minutes of it count."""
        counted = Sum("minutes", filter=Q(stage=Presence.Stage.CONFIRMED) & STANDS)
        return self.order_by().values("credit", "grade").annotate(counted=counted)

    def forgotten(self, moment: datetime) -> Self:
        """Signed in, never out, and the shift is over: it is asked about until they have said."""
        here = self.filter(stage=Presence.Stage.HERE, said_left_at__isnull=True)
        return here.filter(STANDS, shift__ends_at__lte=moment)

    def during(self, begin: datetime, end: datetime) -> Self:
        """Whose counted time shares some with the stretch."""
        came = {"came_at__lt": end, "left_at__gt": begin}
        return self.filter(shift__starts_at__lt=end, shift__ends_at__gt=begin, **came)


class Presence(models.Model):
    """One person who was at one shift (Decree 67, articles 3, 7, 11 and 13).

    `came_at` and `left_at` are real; what is credited lies within the schedule and is kept in
    `minutes` once the organiser has confirmed it. `grade` is the weakest evidence in it. Who was
    signed in and never out says when they left (`said_left_at`); until somebody confirms that, it
    does not count.
    """

    class Grade(models.TextChoices):
        """How it is known, the best first."""

        CODE = "code", _("现场动态码")
        LIST = "list", _("现场点名")
        LATER = "later", _("事后确认")
        BACK = "back", _("补录")

    class Stage(models.TextChoices):
        HERE = "here", _("已签到")
        GONE = "gone", _("待确认")
        CONFIRMED = "confirmed", pgettext_lazy("presence", "已确认")
        STRUCK = "struck", _("不计")

    class Credit(models.TextChoices):
        SERVICE = "service", _("志愿服务")
        LEARNING = "learning", _("培训")
        NONE = "none", _("不计时长")

    NEXT: ClassVar[Steps] = {
        Stage.HERE: frozenset({Stage.GONE, Stage.STRUCK}),
        Stage.GONE: frozenset({Stage.HERE, Stage.CONFIRMED, Stage.STRUCK}),
        Stage.CONFIRMED: frozenset({Stage.STRUCK}),
        Stage.STRUCK: frozenset({Stage.HERE, Stage.GONE}),
    }

    shift = models.ForeignKey("activities.Shift", models.PROTECT, related_name="presences")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="presences", verbose_name=_("姓名")
    )
    companions = models.PositiveSmallIntegerField(
        _("同来的孩子"), default=0, validators=[MaxValueValidator(5)]
    )
    came_at = models.DateTimeField(_("签到时间"))
    left_at = models.DateTimeField(_("签退时间"), null=True)
    said_left_at = models.DateTimeField(_("本人说的离开时间"), null=True)
    grade = models.CharField(_("凭据"), max_length=10, choices=Grade.choices)
    note = models.CharField(_("说明"), max_length=200, blank=True)
    # Who wrote it down; null where the person did it themselves.
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )

    stage = models.CharField(
        _("进度"), max_length=10, choices=Stage.choices, default=Stage.HERE, editable=False
    )
    credit = models.CharField(
        _("计入"), max_length=10, choices=Credit.choices, default=Credit.NONE, editable=False
    )
    minutes = models.PositiveSmallIntegerField(_("计入分钟"), null=True, editable=False)
    confirmed_at = models.DateTimeField(_("确认时间"), null=True, editable=False)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", editable=False
    )
    # The last day on which the person may object; after it the hours are final.
    objections_until = models.DateField(_("异议截止"), null=True, editable=False)
    struck_why = models.CharField(_("不计的原因"), max_length=200, blank=True, editable=False)

    objects = PresenceQuerySet.as_manager()

    class Meta:
        ordering = ["-came_at", "-pk"]
        verbose_name = _("到场记录")
        verbose_name_plural = _("到场记录")
        indexes = [
            models.Index(fields=["user", "came_at"], name="hours_by_person_and_time"),
            models.Index(fields=["shift", "stage"], name="hours_by_shift_and_stage"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["shift", "user"],
                condition=~Q(stage="struck"),
                name="hours_one_presence_a_person_and_shift",
            ),
            models.CheckConstraint(
                condition=Q(left_at__isnull=True) | Q(left_at__gte=F("came_at")),
                name="hours_nobody_leaves_before_coming",
            ),
            models.CheckConstraint(
                condition=~Q(stage="here") | Q(left_at__isnull=True),
                name="hours_who_is_here_has_not_left",
            ),
            models.CheckConstraint(
                condition=~Q(stage__in=["gone", "confirmed"]) | Q(left_at__isnull=False),
                name="hours_who_is_gone_left_at_some_time",
            ),
            models.CheckConstraint(
                condition=Q(
                    stage="confirmed",
                    minutes__isnull=False,
                    confirmed_at__isnull=False,
                    objections_until__isnull=False,
                )
                | (~Q(stage="confirmed") & Q(minutes__isnull=True)),
                name="hours_only_what_is_confirmed_counts_minutes",
            ),
            models.CheckConstraint(
                condition=(Q(stage="struck") & ~Q(struck_why=""))
                | (~Q(stage="struck") & Q(struck_why="")),
                name="hours_what_is_struck_says_why",
            ),
        ]

    def __str__(self) -> str:
        """By its own columns alone: it stands in lists that name nobody."""
        return gettext("%(day)s 到场记录") % {"day": date_format(localdate(self.came_at))}

    def get_absolute_url(self) -> str:
        return reverse("hours:presence", args=[self.pk])

    @property
    def counts(self) -> bool:
        """Confirmed, and the activity was neither called off nor its record withdrawn."""
        return self.stage == self.Stage.CONFIRMED and self.shift.activity.stands

    @property
    def is_forgotten(self) -> bool:
        """Signed in, never out, and the shift is over: it is asked about."""
        is_asked = self.stage == self.Stage.HERE and self.shift.is_over
        return is_asked and self.shift.activity.stands

    @property
    def is_final(self) -> bool:
        """Confirmed, and the days for an objection are over."""
        until = self.objections_until
        confirmed = self.stage == self.Stage.CONFIRMED
        return confirmed and until is not None and until < clock.today()

    @property
    def was_late(self) -> bool:
        return self.came_at >= self.shift.starts_at + MINUTE

    @property
    def left_early(self) -> bool:
        return self.left_at is not None and self.left_at + MINUTE <= self.shift.ends_at


def minutes_of(presence: Presence, left_at: datetime) -> int:
    """Whole minutes of real presence within the schedule."""
    begin = max(presence.came_at, presence.shift.starts_at)
    end = min(left_at, presence.shift.ends_at)
    return max(0, (end - begin) // MINUTE)


def weaker(one: str, other: str) -> str:
    """Of two grades the one that proves less."""
    grades = Presence.Grade.values
    return max(one, other, key=grades.index)

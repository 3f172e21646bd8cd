"""An activity: announced, run, held, told of; or held and recorded afterwards in one go."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar, Final, Self

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from wenming.base import clock
from wenming.base.stages import Steps
from wenming.engines.obligations.values import Span
from wenming.organisation.models import UnitRecord, UnitRecordQuerySet
from wenming.organisation.models.record import withdrawal_is_whole

__all__ = ["TRAINING", "Activity"]

# The one kind that needs more than the others: a training is one of some field (3.3-b).
TRAINING: Final = "training"


class ActivityQuerySet(UnitRecordQuerySet["Activity"]):
    def within(self, span: Span) -> Self:
        """On the first to the last day of the span."""
        return self.filter(held_on__range=(span.start, span.end))

    def held(self) -> Self:
        """What happened and is not withdrawn: this counts."""
        return self.standing().filter(stage__in=Activity.HAPPENED)

    def announced(self) -> Self:
        """What all may see before it happens, and while it does."""
        return self.standing().filter(stage__in=Activity.OPEN)

    def begun(self, now: datetime) -> Self:
        """Published ones whose first shift has begun."""
        published = self.standing().filter(stage=Activity.Stage.PUBLISHED)
        return published.filter(shifts__starts_at__lte=now).distinct()

    def public(self) -> Self:
        """Whatever was announced or held, called off or not; drafts are not."""
        return self.standing().exclude(stage=Activity.Stage.DRAFT)


class Activity(UnitRecord):
    """One activity, from its draft to its report (3.1-c, 3.3-b, 5.1-b, 5.2-a to 5.2-d).

    `kind`, `task`, `theme`, `focus` and `field` are the plan's words. `note` may name people and is
    never shown in public; everything else is. What is to be told before people sign up is
    Decree 685, articles 12, 15 and 17, and GB/T 40143, 6.1. An activity that is recorded only
    afterwards begins, and ends, as reported.
    """

    class Stage(models.TextChoices):
        DRAFT = "draft", _("起草")
        PUBLISHED = "published", _("已发布")
        RUNNING = "running", _("进行中")
        HELD = "held", _("已举行")
        REPORTED = "reported", _("已总结")
        CALLED_OFF = "called_off", _("已取消")

    NEXT: ClassVar[Steps] = {
        Stage.DRAFT: frozenset({Stage.PUBLISHED}),
        Stage.PUBLISHED: frozenset({Stage.RUNNING, Stage.HELD, Stage.CALLED_OFF}),
        Stage.RUNNING: frozenset({Stage.HELD, Stage.CALLED_OFF}),
        Stage.HELD: frozenset({Stage.REPORTED}),
        Stage.REPORTED: frozenset(),
        Stage.CALLED_OFF: frozenset(),
    }
    OPEN: ClassVar = (Stage.PUBLISHED, Stage.RUNNING)
    HAPPENED: ClassVar = (Stage.HELD, Stage.REPORTED)

    title = models.CharField(_("活动名称"), max_length=100)
    held_on = models.DateField(_("举行日期"))
    kind = models.CharField(_("活动类型"), max_length=40)
    task = models.CharField(_("属于哪项任务"), max_length=40)
    teams = models.ManyToManyField(
        "volunteers.Team", related_name="activities", blank=True, verbose_name=_("哪些队伍参加")
    )
    in_branch_name = models.BooleanField(_("以支队名义开展"), default=False)
    people = models.PositiveIntegerField(
        _("参加人数"), null=True, blank=True, validators=[MaxValueValidator(1_000_000)]
    )
    focus = models.JSONField(_("服务对象"), default=list, blank=True)
    theme = models.CharField(_("主题活动"), max_length=40, blank=True)
    field = models.CharField(_("培训领域"), max_length=40, blank=True)
    place = models.CharField(_("地点"), max_length=100, blank=True)
    note = models.TextField(_("情况说明"), max_length=2000, blank=True)
    shows_photos = models.BooleanField(_("照片可以公开"), default=False)

    # What people are told before they sign up.
    about = models.TextField(_("活动内容"), max_length=2000, blank=True)
    conditions = models.CharField(_("参加条件"), max_length=300, blank=True)
    least_age = models.PositiveSmallIntegerField(_("最小年龄"), null=True, blank=True)
    risks = models.CharField(_("可能的风险"), max_length=300, blank=True)
    is_dangerous = models.BooleanField(_("可能有人身危险"), default=False)
    insurance = models.CharField(_("保险"), max_length=200, blank=True)
    contact = models.CharField(_("联系人和电话"), max_length=60, blank=True)
    # Who answered for it, by name (Decree 67, article 7); kept as it was when it was held.
    led_by = models.CharField(_("活动负责人"), max_length=60, blank=True)
    campaign = models.ForeignKey(
        "activities.Campaign",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="activities",
        verbose_name=_("属于哪个专项行动"),
    )
    # How many shifts of such activities one person may take a week, so that all get a turn, and how
    # many hours before a shift that no longer holds.
    weekly_most = models.PositiveSmallIntegerField(_("每人每周最多几次"), null=True, blank=True)
    lifts_hours = models.PositiveSmallIntegerField(_("提前几小时放开"), default=48)
    results = models.TextField(_("活动成果"), max_length=2000, blank=True)

    stage = models.CharField(
        _("进度"), max_length=10, choices=Stage.choices, default=Stage.DRAFT, editable=False
    )
    published_at = models.DateTimeField(_("发布时间"), null=True, editable=False)
    called_off_why = models.CharField(_("取消原因"), max_length=200, blank=True, editable=False)
    copied_from = models.ForeignKey(
        "self", models.SET_NULL, null=True, editable=False, related_name="copies"
    )

    objects = ActivityQuerySet.as_manager()

    class Meta:
        ordering = ["-held_on", "-pk"]
        verbose_name = _("活动")
        verbose_name_plural = _("活动")
        indexes = [
            models.Index(fields=["town", "held_on"], name="activities_by_town_and_day"),
            models.Index(fields=["unit", "held_on"], name="activities_by_unit_and_day"),
        ]
        constraints = [
            withdrawal_is_whole("activities_activity_withdrawal_is_whole"),
            models.CheckConstraint(
                condition=~Q(kind=TRAINING) | ~Q(field=""),
                name="activities_a_training_names_its_field",
            ),
            models.CheckConstraint(
                condition=~Q(stage__in=["held", "reported"]) | Q(people__isnull=False),
                name="activities_what_was_held_says_how_many_came",
            ),
            models.CheckConstraint(
                condition=(Q(stage="called_off") & ~Q(called_off_why=""))
                | (~Q(stage="called_off") & Q(called_off_why="")),
                name="activities_what_is_called_off_says_why",
            ),
            models.CheckConstraint(
                condition=Q(stage__in=["draft", "reported"]) | Q(published_at__isnull=False),
                name="activities_what_was_announced_says_when",
            ),
            models.CheckConstraint(
                condition=Q(is_dangerous=False) | ~Q(insurance="") | Q(stage="draft"),
                name="activities_where_there_is_danger_there_is_insurance",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("activities:activity", args=[self.pk])

    @property
    def stands(self) -> bool:
        """Neither called off nor taken out of every count."""
        return self.withdrawn_at is None and self.stage != self.Stage.CALLED_OFF

    def clean(self) -> None:
        """What has not been held is a plan, not a record; a training is one of a field."""
        faults = {}
        if self.stage in self.HAPPENED:
            if self.held_on and self.held_on > clock.today():
                faults["held_on"] = _("这一天还没有到，活动还没有举行。举行以后再登记。")
            if self.people is None:
                faults["people"] = _("请填来了多少人。")
        if self.kind == TRAINING and not self.field:
            faults["field"] = _("培训要写明是哪个领域的。")
        if self.is_dangerous and not self.insurance and self.stage != self.Stage.DRAFT:
            faults["insurance"] = _(
                "有危险的活动，要先办好人身意外伤害保险（志愿服务条例第十七条）。"
            )
        if faults:
            raise ValidationError(faults)

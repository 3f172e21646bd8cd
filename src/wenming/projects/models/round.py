"""A round of a project: set up, recruit, carry out, evaluate, improve; then the next (5.4-b)."""

from __future__ import annotations

from typing import ClassVar, Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from wenming.base.stages import Steps
from wenming.organisation.models import Town

__all__ = ["Measure", "Round", "RoundActivity"]


class RoundQuerySet(models.QuerySet["Round"]):
    def of(self, town: Town) -> Self:
        """This town's, of projects that stand."""
        return self.filter(project__town=town, project__withdrawn_at__isnull=True)

    def open(self) -> Self:
        """Not finished: one a project at most."""
        return self.exclude(stage=Round.Stage.FINISHED)


class Round(models.Model):
    """One time through 成立—招募—实施—评估—优化 (5.4-b).

    What each stage must have before the next is in `loop.lacks`; a step taken too early is
    taken back. The next round begins with what the last one measured and meant to change.
    """

    class Stage(models.TextChoices):
        SET_UP = "set_up", _("成立项目")
        RECRUIT = "recruit", _("招募志愿者")
        CARRY_OUT = "carry_out", _("实施项目")
        EVALUATE = "evaluate", _("评估效果")
        IMPROVE = "improve", _("优化项目")
        FINISHED = "finished", _("本轮结束")

    NEXT: ClassVar[Steps] = {
        Stage.SET_UP: frozenset({Stage.RECRUIT}),
        Stage.RECRUIT: frozenset({Stage.CARRY_OUT, Stage.SET_UP}),
        Stage.CARRY_OUT: frozenset({Stage.EVALUATE, Stage.RECRUIT}),
        Stage.EVALUATE: frozenset({Stage.IMPROVE, Stage.CARRY_OUT}),
        Stage.IMPROVE: frozenset({Stage.FINISHED, Stage.EVALUATE}),
        Stage.FINISHED: frozenset(),
    }

    project = models.ForeignKey("projects.Project", models.PROTECT, related_name="rounds")
    number = models.PositiveSmallIntegerField(_("第几轮"))
    stage = models.CharField(_("进度"), max_length=10, choices=Stage.choices, default=Stage.SET_UP)
    begun_on = models.DateField(_("开始日期"))
    finished_on = models.DateField(_("结束日期"), null=True)
    aim = models.TextField(_("这一轮要达到什么"), max_length=1000, blank=True)
    wanted = models.PositiveSmallIntegerField(
        _("需要多少名志愿者"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(10_000)],
    )
    summary = models.TextField(_("效果怎么样"), max_length=2000, blank=True)
    unrated_why = models.CharField(_("为什么没有参加者评价"), max_length=200, blank=True)
    changes = models.TextField(_("下一轮改进什么"), max_length=2000, blank=True)

    objects = RoundQuerySet.as_manager()

    class Meta:
        ordering = ["project", "number"]
        verbose_name = _("项目轮次")
        verbose_name_plural = _("项目轮次")
        constraints = [
            models.UniqueConstraint(
                fields=["project", "number"], name="projects_a_round_has_its_own_number"
            ),
            models.UniqueConstraint(
                fields=["project"],
                condition=~Q(stage="finished"),
                name="projects_one_open_round_a_project",
            ),
            models.CheckConstraint(
                condition=(
                    Q(stage="finished", finished_on__isnull=False) & ~Q(summary="") & ~Q(changes="")
                )
                | (~Q(stage="finished") & Q(finished_on__isnull=True)),
                name="projects_a_finished_round_says_what_it_brought",
            ),
        ]

    def __str__(self) -> str:
        return gettext("%(project)s · 第 %(number)d 轮") % {
            "project": self.project,
            "number": self.number,
        }

    def get_absolute_url(self) -> str:
        return reverse("projects:round", args=[self.pk])


class Measure(models.Model):
    """One thing that is counted before and after a round, in its own unit."""

    round = models.ForeignKey(Round, models.CASCADE, related_name="measures")
    name = models.CharField(_("指标"), max_length=60)
    unit_word = models.CharField(_("单位"), max_length=10, blank=True)
    before = models.DecimalField(_("之前"), max_digits=12, decimal_places=2)
    after = models.DecimalField(_("之后"), max_digits=12, decimal_places=2, null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("效果指标")
        verbose_name_plural = _("效果指标")
        constraints = [
            models.UniqueConstraint(
                fields=["round", "name"],
                name="projects_a_measure_is_taken_once_a_round",
                violation_error_message=_("这一轮已经有这个指标。"),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class RoundActivity(models.Model):
    """An activity by which a round is carried out; it belongs to one round only."""

    round = models.ForeignKey(Round, models.CASCADE, related_name="activity_links")
    activity = models.OneToOneField(
        "activities.Activity", models.PROTECT, related_name="project_link"
    )

    class Meta:
        ordering = ["pk"]
        verbose_name = _("项目活动")
        verbose_name_plural = _("项目活动")

    def __str__(self) -> str:
        return f"{self.round} · {self.activity}"

"""A service on the menu: what can be ordered, of whom, how often, where (5.3-c)."""

from __future__ import annotations

from datetime import date
from typing import ClassVar, Final, Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from wenming.accounts.models import User
from wenming.base.stages import Steps
from wenming.menu.models.partner import Partner
from wenming.organisation.models import Unit, UnitRecord, UnitRecordQuerySet
from wenming.volunteers.models import Team

__all__ = ["FOCUS", "KINDS", "SKILLS", "Service", "ServiceQuerySet"]

# The plan's vocabularies: kinds of need, groups that are served first, qualifications.
KINDS: Final = "need_kinds"
FOCUS: Final = "focus_groups"
SKILLS: Final = "skills"


class ServiceQuerySet(UnitRecordQuerySet["Service"]):
    def on_offer(self, day: date) -> Self:
        """Published, by a team that is there and has a head, or under an agreement that holds."""
        staying = Q(team__closed_on__isnull=True) | Q(team__closed_on__gte=day)
        by_team = staying & Q(team__withdrawn_at__isnull=True, team__head__isnull=False)
        agreed = Q(partner__until_on__isnull=True) | Q(partner__until_on__gte=day)
        by_partner = agreed & Q(partner__withdrawn_at__isnull=True, partner__since_on__lte=day)
        offered = by_team & Q(team__founded_on__lte=day) | by_partner & Q(partner__isnull=False)
        return self.filter(offered, stage=Service.Stage.PUBLISHED)

    def offered_by(self, user: User) -> Self:
        """Of the teams that this user heads, of the groups for which they answer."""
        return self.filter(Q(team__head=user.pk) | Q(partner__contact=user.pk))

    def reaching(self, unit: Unit) -> Self:
        """Those that come to this unit; without an area they come to all."""
        return self.filter(Q(area__isnull=True) | Q(area=unit)).distinct()


class Service(UnitRecord):
    """Offered by a team or by a partner group; free of charge, whatever the material costs.

    `capacity` is how many orders are taken `per` week or month. `unit` is the offerer's.
    """

    class Stage(models.TextChoices):
        DRAFT = "draft", pgettext_lazy("service", "草稿")
        PROPOSED = "proposed", _("等批准")
        PUBLISHED = "published", _("在菜单上")
        PAUSED = "paused", _("暂停")
        WITHDRAWN = "withdrawn", _("已撤下")

    class Per(models.TextChoices):
        WEEK = "week", _("每周")
        MONTH = "month", _("每月")

    NEXT: ClassVar[Steps] = {
        Stage.DRAFT: frozenset({Stage.PROPOSED, Stage.WITHDRAWN}),
        Stage.PROPOSED: frozenset({Stage.PUBLISHED, Stage.DRAFT, Stage.WITHDRAWN}),
        Stage.PUBLISHED: frozenset({Stage.PAUSED, Stage.WITHDRAWN}),
        Stage.PAUSED: frozenset({Stage.PUBLISHED, Stage.WITHDRAWN}),
        Stage.WITHDRAWN: frozenset(),
    }

    team = models.ForeignKey(
        "volunteers.Team", models.PROTECT, null=True, blank=True, related_name="services"
    )
    partner = models.ForeignKey(
        "menu.Partner", models.PROTECT, null=True, blank=True, related_name="services"
    )
    title = models.CharField(
        _("服务名称"), max_length=40, help_text=_("例如“上门量血压”，群众一看就懂。")
    )
    about = models.TextField(_("做什么"), max_length=500)
    kind = models.CharField(_("属于哪一类"), max_length=40)
    focus = models.JSONField(_("为谁"), default=list, blank=True, help_text=_("谁都可以点就不选。"))
    times = models.JSONField(
        _("每周什么时候"), default=list, blank=True, help_text=_("和群众另约就不选。")
    )
    capacity = models.PositiveSmallIntegerField(
        _("能接几单"), default=3, validators=[MinValueValidator(1), MaxValueValidator(200)]
    )
    per = models.CharField(_("按周还是按月"), max_length=10, choices=Per.choices, default=Per.WEEK)
    area = models.ManyToManyField(
        "organisation.Unit",
        related_name="services_offered",
        blank=True,
        verbose_name=_("到哪些村（社区）"),
        help_text=_("全镇都去就不选。"),
    )
    skills = models.JSONField(
        _("上门的人要有什么资格"), default=list, blank=True, help_text=_("不要求就不选。")
    )
    conditions = models.CharField(
        _("要请群众准备什么"), max_length=200, blank=True, help_text=_("例如“要有家人在场”。")
    )
    costs = models.CharField(
        _("材料怎么办"),
        max_length=200,
        blank=True,
        help_text=_("志愿服务不收费；要用材料的写明，例如“灯泡自备”。"),
    )

    stage = models.CharField(
        _("进度"), max_length=10, choices=Stage.choices, default=Stage.DRAFT, editable=False
    )
    # Why it was sent back, or is paused.
    why = models.CharField(_("原因"), max_length=200, blank=True, editable=False)
    published_at = models.DateTimeField(_("上菜单的时间"), null=True, editable=False)

    objects = ServiceQuerySet.as_manager()

    class Meta:
        ordering = ["kind", "title", "pk"]
        verbose_name = _("服务项目")
        verbose_name_plural = _("服务项目")
        indexes = [models.Index(fields=["town", "stage", "kind"], name="menu_by_town_and_stage")]
        constraints = [
            models.CheckConstraint(
                condition=Q(team__isnull=False, partner__isnull=True)
                | Q(team__isnull=True, partner__isnull=False),
                name="menu_a_service_is_a_teams_or_a_partners",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=False, stage="withdrawn") & ~Q(withdrawn_why="")
                | Q(withdrawn_at__isnull=True, withdrawn_why="") & ~Q(stage="withdrawn"),
                name="menu_a_service_withdrawn_says_when_and_why",
            ),
            models.CheckConstraint(
                condition=Q(stage__in=["draft", "proposed", "withdrawn"])
                | Q(published_at__isnull=False),
                name="menu_what_was_published_says_when",
            ),
            models.CheckConstraint(
                condition=~Q(stage="paused") | ~Q(why=""), name="menu_a_pause_says_why"
            ),
            models.CheckConstraint(
                condition=Q(capacity__range=(1, 200)), name="menu_a_service_has_a_capacity"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("menu_own:service", args=[self.pk])

    @property
    def offerer(self) -> Team | Partner:
        """Who serves."""
        found = self.team or self.partner
        assert found is not None
        return found

    @property
    def answerer(self) -> User | None:
        """Who speaks for it: the team's head, or the group's contact."""
        if self.team is not None:
            return self.team.head
        return self.partner.contact if self.partner else None

"""A team: the town's branch, its corps, a village's brigade and what is in it (3.1, 3.2)."""

from __future__ import annotations

from datetime import date
from typing import Final, Self

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Case, Exists, ExpressionWrapper, F, OuterRef, Q, When
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from wenming.organisation.models import (
    Post,
    Unit,
    UnitRecord,
    UnitRecordQuerySet,
    withdrawal_is_whole,
)

__all__ = ["SHAPES", "SORTS", "Team", "headed_on"]

# The plan's vocabularies. Of its shapes these are known here: the one branch of a town and the one
# brigade of a unit do everything and have no kind; corps, standing and emergency teams have one.
SHAPES: Final = "team_shapes"
SORTS: Final = "standing_teams|emergency_teams"
OF_ALL_KINDS: Final = ("branch", "brigade")
OF_ONE_KIND: Final = ("corps", "standing", "emergency")
# A village cannot set up the town's own.
OF_THE_TOWN: Final = ("branch", "corps")
TOWNS_UNITS: Final = (Unit.Kind.TOWN, Unit.Kind.SUO, Unit.Kind.OFFICE)

OPEN = Q(closed_on__isnull=True, withdrawn_at__isnull=True)


class TeamQuerySet(UnitRecordQuerySet["Team"]):
    def in_force(self, start: date, end: date) -> Self:
        """Teams that were there on some day of the stretch."""
        return self.filter(Q(closed_on__isnull=True) | Q(closed_on__gte=start), founded_on__lte=end)


def headed_on(day: date) -> Case:
    """Does a team's head hold, on this day, the post that its shape asks for?"""
    secretaries = Post.objects.on(day).filter(role=Post.Role.SECRETARY, holder=OuterRef("head"))
    of_town = secretaries.filter(unit__kind=Unit.Kind.TOWN, unit__town=OuterRef("town"))
    of_unit = secretaries.filter(unit=OuterRef("unit"))
    return Case(
        When(shape="branch", then=Exists(of_town)),
        When(shape="brigade", then=Exists(of_unit)),
        default=ExpressionWrapper(Q(head__isnull=False), output_field=models.BooleanField()),
    )


class Team(UnitRecord):
    """A team, its head, and from when to when it was there (3.1-a, 3.1-b, 3.2-b, 3.2-d).

    A branch is headed by the town's party secretary, a brigade by its village's.
    """

    shape = models.CharField(_("形式"), max_length=40)
    kind = models.CharField(
        _("类别"),
        max_length=40,
        blank=True,
        help_text=_("服务队、常备队伍和应急队伍要选类别；支队和大队不选。"),
    )
    name = models.CharField(_("队名"), max_length=100)
    head = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="teams_headed",
        verbose_name=_("队长"),
    )
    founded_on = models.DateField(_("成立日期"))
    closed_on = models.DateField(
        _("解散日期"), null=True, blank=True, help_text=_("队伍还在就不填。")
    )

    objects = TeamQuerySet.as_manager()

    class Meta:
        ordering = ["-founded_on", "-pk"]
        verbose_name = _("队伍")
        verbose_name_plural = _("队伍")
        constraints = [
            withdrawal_is_whole("volunteers_team_withdrawal_is_whole"),
            models.UniqueConstraint(
                fields=["town"],
                condition=OPEN & Q(shape="branch"),
                name="volunteers_one_open_branch_a_town",
                violation_error_message=_("全镇只设一个支队，已经登记过了。"),
            ),
            models.UniqueConstraint(
                fields=["unit"],
                condition=OPEN & Q(shape="brigade"),
                name="volunteers_one_open_brigade_a_unit",
                violation_error_message=_("一个单位只设一个大队，已经登记过了。"),
            ),
            models.UniqueConstraint(
                fields=["town", "kind"],
                condition=OPEN & Q(shape="corps"),
                name="volunteers_one_open_corps_of_a_kind_a_town",
                violation_error_message=_("这一类服务队全镇只设一支，已经登记过了。"),
            ),
            models.CheckConstraint(
                condition=~Q(shape__in=OF_ONE_KIND) | ~Q(kind=""),
                name="volunteers_corps_standing_and_emergency_teams_have_a_kind",
                violation_error_message=_("请选择队伍的类别。"),
            ),
            models.CheckConstraint(
                condition=~Q(shape__in=OF_ALL_KINDS) | Q(kind=""),
                name="volunteers_branch_and_brigade_have_no_kind",
                violation_error_message=_("支队和大队不分类别，请选空白。"),
            ),
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True) | Q(closed_on__gte=F("founded_on")),
                name="volunteers_a_team_is_founded_before_it_closes",
                violation_error_message=_("解散日期不能早于成立日期。"),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def public_head(self) -> str:
        """Who heads it by post, as everybody may know: the branch and the brigades."""
        return self.head.name if self.head and self.shape in OF_ALL_KINDS else ""

    def get_absolute_url(self) -> str:
        return reverse("volunteers:team", args=[self.pk])

    @property
    def key(self) -> str:
        """Its name as a subject of rules."""
        return f"team:{self.pk}"

    def clean(self) -> None:
        """The faults that belong to one field."""
        if self.shape in OF_THE_TOWN and self.unit_id and self.unit.kind not in TOWNS_UNITS:
            raise ValidationError({"unit": _("支队和服务队属于镇里，请选镇、实践所或者办公室。")})
        if self.shape in OF_ONE_KIND and not self.kind:
            raise ValidationError({"kind": _("请选择队伍的类别。")})
        if self.shape in OF_ALL_KINDS and self.kind:
            raise ValidationError({"kind": _("支队和大队不分类别，请选空白。")})
        if self.closed_on and self.founded_on and self.closed_on < self.founded_on:
            raise ValidationError({"closed_on": _("解散日期不能早于成立日期。")})

"""A sign-up: one person for one shift, from asking to coming or giving up."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import ClassVar, Self

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from wenming.base.stages import Steps

__all__ = ["Party", "SignUp", "parties"]

LIVE = ("admitted", "waiting", "offered")
# These hold places: the guard counts them.
PLACED = ("admitted", "offered")


class SignUpQuerySet(models.QuerySet["SignUp"]):
    def live(self) -> Self:
        """Who has a place, waits for one, or is asked whether they still want it."""
        return self.filter(stage__in=LIVE)

    def admitted(self) -> Self:
        """Who has a place."""
        return self.filter(stage=SignUp.Stage.ADMITTED)

    def placed(self) -> Self:
        """For whom a place is kept."""
        return self.filter(stage__in=PLACED)

    def in_line(self) -> Self:
        """Who waits, the first first."""
        return self.filter(stage=SignUp.Stage.WAITING).order_by("asked_at", "pk")


class SignUp(models.Model):
    """One person for one shift (5.2; Decree 685, articles 15, 22 and 25).

    Members of a household have one each, tied by `party`; children without an account who come
    along are counted in `companions`. Each takes `heads` places. Who is offered a freed place holds
    it until `answer_by`.
    """

    class Stage(models.TextChoices):
        ADMITTED = "admitted", _("已报名")
        WAITING = "waiting", _("候补")
        OFFERED = "offered", _("有空位，等确认")
        GIVEN_UP = "given_up", _("不能来")
        LAPSED = "lapsed", _("没有确认")

    NEXT: ClassVar[Steps] = {
        Stage.ADMITTED: frozenset({Stage.GIVEN_UP}),
        Stage.WAITING: frozenset({Stage.ADMITTED, Stage.OFFERED, Stage.GIVEN_UP, Stage.LAPSED}),
        Stage.OFFERED: frozenset({Stage.ADMITTED, Stage.GIVEN_UP, Stage.LAPSED}),
        Stage.GIVEN_UP: frozenset(),
        Stage.LAPSED: frozenset(),
    }

    shift = models.ForeignKey("activities.Shift", models.PROTECT, related_name="sign_ups")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="sign_ups", verbose_name=_("姓名")
    )
    party = models.UUIDField(null=True, editable=False)
    companions = models.PositiveSmallIntegerField(
        _("同来的孩子"), default=0, validators=[MaxValueValidator(5)]
    )
    stage = models.CharField(_("进度"), max_length=10, choices=Stage.choices)
    asked_at = models.DateTimeField(_("报名时间"))
    moved_at = models.DateTimeField()
    answer_by = models.DateTimeField(_("请在此之前确认"), null=True)
    # Who signed up somebody without a phone; null: they did it themselves.
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )

    objects = SignUpQuerySet.as_manager()

    class Meta:
        ordering = ["asked_at", "pk"]
        verbose_name = _("报名")
        verbose_name_plural = _("报名")
        constraints = [
            models.UniqueConstraint(
                fields=["shift", "user"],
                condition=Q(stage__in=LIVE),
                name="signups_one_live_sign_up_a_person_and_shift",
            ),
            models.CheckConstraint(
                condition=Q(stage="offered", answer_by__isnull=False)
                | (~Q(stage="offered") & Q(answer_by__isnull=True)),
                name="signups_only_an_offer_waits_for_an_answer",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} · {self.shift}"

    @property
    def heads(self) -> int:
        """How many places it takes."""
        return 1 + self.companions


@dataclass(slots=True)
class Party:
    """Who signed up together: they get their places together, or wait together."""

    rows: list[SignUp] = field(default_factory=list)

    @property
    def heads(self) -> int:
        """How many places they take."""
        return sum(row.heads for row in self.rows)


def parties(rows: Iterable[SignUp]) -> list[Party]:
    """Sign-ups by party, each where its first one stands."""
    found: dict[object, Party] = {}
    for row in rows:
        found.setdefault(row.party or row.pk, Party()).rows.append(row)
    return list(found.values())

"""A survey of the fifteen-minute circle (4.2-c)."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from wenming.organisation.models import UnitRecord, UnitRecordQuerySet, withdrawal_is_whole

__all__ = ["CircleSurvey"]


class CircleSurveyQuerySet(UnitRecordQuerySet["CircleSurvey"]):
    pass


class CircleSurvey(UnitRecord):
    """How many of a unit's households reach a site within fifteen minutes on foot (4.2-c)."""

    surveyed_on = models.DateField(_("调查日期"))
    households = models.PositiveIntegerField(
        _("总户数"), validators=[MinValueValidator(1), MaxValueValidator(10_000_000)]
    )
    within = models.PositiveIntegerField(
        _("15分钟内的户数"), help_text=_("步行15分钟以内能到一个文明实践阵地的户数。")
    )
    how = models.TextField(
        _("怎样得出"), max_length=1000, help_text=_("例如：网格员逐户步行计时；按地图量算。")
    )

    objects = CircleSurveyQuerySet.as_manager()

    class Meta:
        ordering = ["-surveyed_on", "-pk"]
        verbose_name = _("15分钟圈调查")
        verbose_name_plural = _("15分钟圈调查")
        constraints = [
            withdrawal_is_whole("sites_circle_survey_withdrawal_is_whole"),
            models.CheckConstraint(
                condition=Q(households__gte=1),
                name="sites_a_survey_asks_about_somebody",
                violation_error_message=_("总户数至少为 1。"),
            ),
            models.CheckConstraint(
                condition=Q(within__lte=F("households")),
                name="sites_no_more_households_within_than_there_are",
                violation_error_message=_("15分钟内的户数不能多于总户数。"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit} {self.surveyed_on:%Y-%m-%d}"

    def get_absolute_url(self) -> str:
        return reverse("sites:circle", args=[self.pk])

    def clean(self) -> None:
        """There are no more households within than there are."""
        if self.within is not None and self.households and self.within > self.households:
            raise ValidationError({"within": _("15分钟内的户数不能多于总户数。")})

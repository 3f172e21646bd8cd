"""A unit: the town itself, an institute, station or point, an office, a park."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from wenming.base.language import page_language

__all__ = ["Unit"]


class UnitQuerySet(models.QuerySet["Unit"]):
    def on(self, day: date) -> Self:
        """Units that exist on this day."""
        return self.filter(
            Q(begins_on__isnull=True) | Q(begins_on__lte=day),
            Q(ends_on__isnull=True) | Q(ends_on__gte=day),
        )

    def columns(self, owing: Collection[str] = ()) -> Self:
        """The columns of the matrix: the town itself, its sites, and who else is `owing` something.

        What all owe together stands in the town's; a park or an office owes where its plan says so.
        """
        always = Q(kind__in=(Unit.Kind.TOWN, *Unit.SITES))
        return self.filter(always | Q(code__in=owing))

    def sites(self) -> Self:
        """Institute, stations and points: the units of the plan's table (A.1)."""
        return self.filter(kind__in=Unit.SITES)


class Unit(models.Model):
    """A node of the unit tree (A.1): a county centre at the top if there is one, then the town."""

    class Kind(models.TextChoices):
        CENTRE = "centre", _("中心")
        TOWN = "town", _("镇")
        SUO = "suo", _("所")
        STATION = "station", _("站")
        POINT = "point", _("点")
        OFFICE = "office", _("办公室")
        PARK = "park", _("园区")

    class Host(models.TextChoices):
        VILLAGE = "village", _("村")
        COMMUNITY = "community", _("社区")
        PARK = "park", _("园区")
        TOWN = "town", _("镇")

    SITES = (Kind.SUO, Kind.STATION, Kind.POINT)

    town = models.ForeignKey("organisation.Town", models.PROTECT, related_name="units")
    code = models.SlugField(max_length=40)
    kind = models.CharField(_("类别"), max_length=10, choices=Kind.choices)
    host = models.CharField(_("由谁办"), max_length=10, choices=Host.choices, blank=True)
    name = models.CharField(_("名称"), max_length=60)
    name_en = models.CharField(max_length=80, blank=True)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children"
    )
    place = models.PositiveSmallIntegerField(default=0)
    # Where it stands (WGS 84), if the plan says so: both or neither.
    latitude = models.FloatField(_("纬度"), null=True, blank=True)
    longitude = models.FloatField(_("经度"), null=True, blank=True)
    numbers = models.JSONField(default=dict, blank=True)
    begins_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)

    objects = UnitQuerySet.as_manager()

    class Meta:
        ordering = ["town", "place", "pk"]
        verbose_name = _("单位")
        verbose_name_plural = _("单位")
        constraints = [
            models.UniqueConstraint(
                fields=["town", "code"], name="organisation_a_unit_code_is_once_a_town"
            ),
            models.CheckConstraint(
                condition=Q(begins_on__isnull=True)
                | Q(ends_on__isnull=True)
                | Q(begins_on__lte=F("ends_on")),
                name="organisation_a_unit_begins_before_it_ends",
            ),
            models.CheckConstraint(
                condition=Q(latitude__isnull=True, longitude__isnull=True)
                | Q(latitude__range=(-90, 90), longitude__range=(-180, 180)),
                name="organisation_a_unit_stands_somewhere_on_earth_or_nobody_knows",
            ),
        ]

    def __str__(self) -> str:
        return (self.name_en or self.name) if page_language() == "en" else self.name

    def get_absolute_url(self) -> str:
        return reverse("portal:unit", args=[self.code])

    @property
    def point(self) -> tuple[float, float] | None:
        """Latitude and longitude, if they are known."""
        if self.latitude is None or self.longitude is None:
            return None
        return self.latitude, self.longitude

    @property
    def key(self) -> str:
        """Its name as a subject of rules."""
        return f"unit:{self.code}"

"""A photo of an activity: pixels only, nothing of where and by whom it was taken."""

from __future__ import annotations

import uuid
from typing import Final

from django.db import models
from django.utils.translation import gettext_lazy as _

__all__ = ["MOST", "Photo"]

# How many photos an activity may have.
MOST: Final = 6


def _place(photo: Photo, _name: str) -> str:
    """Never the name that the camera or the person gave it."""
    return f"activities/{photo.activity_id}/{uuid.uuid4().hex}.jpg"


class Photo(models.Model):
    """One photo, never asked for; written anew from its pixels when it comes in."""

    activity = models.ForeignKey(
        "activities.Activity", models.CASCADE, related_name="photos", verbose_name=_("活动")
    )
    image = models.FileField(_("照片"), upload_to=_place)
    small = models.FileField(_("小照片"), upload_to=_place)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("活动照片")
        verbose_name_plural = _("活动照片")

    def __str__(self) -> str:
        return f"{self.activity} {self.pk}"

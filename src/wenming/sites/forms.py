"""The forms of rooms and of surveys of the circle."""

from __future__ import annotations

from django import forms

from wenming.organisation.forms import DayInput, RecordForm
from wenming.sites.models import CircleSurvey, Room

__all__ = ["CircleForm", "RoomForm"]


class RoomForm(RecordForm[Room]):
    """A function room (4.1-b)."""

    vocabularies = {"kind": "room_kinds"}

    class Meta:
        model = Room
        fields = [
            "unit",
            "kind",
            "name",
            "capacity",
            "opened_on",
            "closed_on",
            "hours",
            "equipment",
        ]
        widgets = {
            "opened_on": DayInput,
            "closed_on": DayInput,
            "equipment": forms.Textarea(attrs={"rows": 3}),
        }


class CircleForm(RecordForm[CircleSurvey]):
    """A survey of the fifteen-minute circle (4.2-c)."""

    class Meta:
        model = CircleSurvey
        fields = ["unit", "surveyed_on", "households", "within", "how"]
        widgets = {"surveyed_on": DayInput, "how": forms.Textarea(attrs={"rows": 3})}

"""The form of a shift: on which day, from when to when, where, for how many."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from wenming.activities.actions.shifts import Stretch
from wenming.activities.models import Shift
from wenming.activities.models.shift import SKILLS
from wenming.organisation.forms import DayInput, Refusable
from wenming.organisation.models import Town
from wenming.organisation.queries import choices

__all__ = ["ShiftFields", "ShiftForm", "TimeInput", "said_of"]


class TimeInput(forms.TimeInput):
    """The browser's own clock."""

    input_type = "time"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs=attrs, format="%H:%M")


class ShiftFields(forms.Form):
    """What is asked of a shift, alone or together with its activity."""

    on = forms.DateField(label=_("日期"), widget=DayInput)
    begins = forms.TimeField(label=_("几点开始"), widget=TimeInput)
    ends = forms.TimeField(label=_("几点结束"), widget=TimeInput)
    place = forms.CharField(label=_("地点"), max_length=100)
    part = forms.ChoiceField(
        label=_("谁来"),
        choices=Shift.Part.choices,
        initial=Shift.Part.SERVE,
        widget=forms.RadioSelect,
        help_text=_("志愿者来服务，记服务时长；群众来参加，不记。"),
    )
    places = forms.IntegerField(
        label=_("名额"),
        required=False,
        min_value=1,
        max_value=100_000,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
        help_text=_("不填就是不限人数。"),
    )
    shift_name = forms.CharField(
        label=_("这一班做什么"),
        max_length=60,
        required=False,
        help_text=_("一项活动分几班时才要填，例如：搬运、登记。"),
    )
    skills = forms.MultipleChoiceField(
        label=_("需要的资格"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def offer_skills(self, town: Town) -> None:
        """The town's words for what one can be qualified for; not asked where there are none."""
        field = self.fields["skills"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = choices(town, SKILLS)
        if not field.choices:
            del self.fields["skills"]

    def clean(self) -> dict[str, Any]:
        """It ends after it begins."""
        told = super().clean() or self.cleaned_data
        begins, ends = told.get("begins"), told.get("ends")
        if begins and ends and ends <= begins:
            self.add_error("ends", _("结束要晚于开始。"))
        return told

    def stretch(self) -> Stretch:
        """What was entered, in the town's time."""
        told = self.cleaned_data
        return Stretch(
            starts_at=_moment(told["on"], told["begins"]),
            ends_at=_moment(told["on"], told["ends"]),
            place=told["place"],
            places=told["places"],
            part=told["part"],
            name=told["shift_name"],
            skills=told.get("skills", []),
        )


class ShiftForm(ShiftFields, Refusable):
    """One more shift of an activity, or one to change."""

    def __init__(self, *args: Any, town: Town, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer_skills(town)


def said_of(shift: Shift) -> dict[str, Any]:
    """A shift as its form shows it."""
    begin, end = timezone.localtime(shift.starts_at), timezone.localtime(shift.ends_at)
    return {
        "on": begin.date(),
        "begins": begin.time(),
        "ends": end.time(),
        "place": shift.place,
        "part": shift.part,
        "places": shift.places,
        "shift_name": shift.name,
        "skills": shift.skills,
    }


def _moment(day: date, hour: time) -> datetime:
    return timezone.make_aware(datetime.combine(day, hour))

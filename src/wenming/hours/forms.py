"""What organisers and volunteers say about attendance."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, time, timedelta
from typing import Any

from django import forms
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from wenming.activities.models import Shift
from wenming.hours.models.rating import MOST
from wenming.organisation.forms import DayInput, Refusable

__all__ = [
    "AnswerForm",
    "BackForm",
    "CloseForm",
    "CorrectionForm",
    "LeavingForm",
    "NoteForm",
    "ObjectionForm",
    "RatingForm",
    "SpanForm",
    "StrikeForm",
    "TapForm",
    "shift_time",
]

# One's wish for a record: no more than a month's worth of names at a time.
MOST_NAMES = 100


class MomentInput(forms.DateTimeInput):
    """The browser's own calendar and clock."""

    input_type = "datetime-local"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs=attrs, format="%Y-%m-%dT%H:%M")


class TimeInput(forms.TimeInput):
    """The browser's own clock."""

    input_type = "time"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs=attrs, format="%H:%M")


def shift_time(shift: Shift, told: time) -> datetime:
    """This time of day within the shift; a shift into the night goes on the next day."""
    begin = localtime(shift.starts_at)
    said = begin.replace(hour=told.hour, minute=told.minute, second=0, microsecond=0)
    goes_over = localtime(shift.ends_at).date() > begin.date()
    return said + timedelta(days=1) if goes_over and said < begin else said


class TapForm(forms.Form):
    """One tap, as the list or the outbox of a phone sends it."""

    what = forms.ChoiceField(choices=[(code, code) for code in ("in", "out", "not_in", "not_out")])
    who = forms.CharField(max_length=100)
    ticket = forms.UUIDField(required=False)
    age = forms.IntegerField(min_value=0, required=False)

    def tapped(self) -> Mapping[str, Any]:
        """Ticket and age, as the actions take them."""
        return {
            "ticket": self.cleaned_data["ticket"],
            "age": timedelta(milliseconds=self.cleaned_data["age"] or 0),
        }


class LeavingForm(Refusable, forms.Form):
    """When somebody left who did not sign out."""

    left_at = forms.TimeField(label=_("离开的时间"), widget=TimeInput)


class ObjectionForm(Refusable, forms.Form):
    """What is wrong."""

    text = forms.CharField(
        label=_("哪里不对"), max_length=300, widget=forms.Textarea(attrs={"rows": 3})
    )


class AnswerForm(Refusable, forms.Form):
    """Why the record stays as it is."""

    words = forms.CharField(
        label=_("答复"), max_length=300, widget=forms.Textarea(attrs={"rows": 2})
    )


class StrikeForm(Refusable, forms.Form):
    """Why it does not count."""

    why = forms.CharField(label=_("不计的原因"), max_length=200, help_text=_("本人看得到。"))


class RestoreForm(Refusable, forms.Form):
    """Why what was struck stands again."""

    why = forms.CharField(label=_("恢复的原因"), max_length=200)


class CorrectionForm(Refusable, forms.Form):
    """The real times, and why they are corrected."""

    came_at = forms.DateTimeField(label=_("签到时间"), widget=MomentInput)
    left_at = forms.DateTimeField(label=_("签退时间"), widget=MomentInput)
    why = forms.CharField(
        label=_("更正的原因"),
        max_length=200,
        help_text=_("原因会和原来的时间一起保留，本人看得到。"),
    )


class BackForm(Refusable, forms.Form):
    """Who was there though nobody noted it down, from when to when, and why only now."""

    who = forms.CharField(
        label=_("谁来了"),
        help_text=_("志愿者编号或者姓名，一行一个。"),
        widget=forms.Textarea(attrs={"rows": 5}),
        max_length=4000,
    )
    came_at = forms.DateTimeField(label=_("开始"), widget=MomentInput)
    left_at = forms.DateTimeField(label=_("结束"), widget=MomentInput)
    why = forms.CharField(label=_("为什么当时没有记录"), max_length=200)

    def clean_who(self) -> list[str]:
        """The lines that say something."""
        told: str = self.cleaned_data["who"]
        names = list(dict.fromkeys(line.strip() for line in told.splitlines() if line.strip()))
        if len(names) > MOST_NAMES:
            raise forms.ValidationError(_("一次最多补录一百人。"))
        return names


class CloseForm(forms.Form):
    """Who came besides, of whom no record is kept."""

    others = forms.IntegerField(
        label=_("另外还来了多少没有签到的群众"),
        min_value=0,
        max_value=100_000,
        required=False,
        help_text=_("加上签到的人，就是这次活动的参加人数。"),
    )


class RatingForm(Refusable, forms.Form):
    """Stars, and words if one likes."""

    stars = forms.TypedChoiceField(
        label=_("几颗星"),
        coerce=int,
        choices=[(n, "★" * n) for n in range(MOST, 0, -1)],
        widget=forms.RadioSelect,
    )
    words = forms.CharField(
        label=_("想说的话"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("主办的人看得到，不公开。"),
    )


class SpanForm(Refusable, forms.Form):
    """The days that a certificate is about."""

    from_on = forms.DateField(label=_("从哪天"), widget=DayInput)
    until_on = forms.DateField(label=_("到哪天"), widget=DayInput)


class NoteForm(Refusable, forms.Form):
    """What somebody found who looked at a sign."""

    sign = forms.CharField(max_length=120, widget=forms.HiddenInput)
    note = forms.CharField(label=_("看了以后的结论"), max_length=300)

"""The same again: the next gathering day in three words, of all units at once, or every week."""

from __future__ import annotations

import uuid
from datetime import date, datetime, time
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from wenming.activities.actions import copying
from wenming.activities.actions.shifts import Stretch
from wenming.activities.forms.shift import TimeInput
from wenming.activities.models import Activity
from wenming.base import clock
from wenming.organisation.forms import Refusable
from wenming.organisation.models import Town
from wenming.organisation.queries import choices

__all__ = ["CommonForm", "GatheringForm", "RepeatForm"]


class GatheringForm(Refusable, forms.Form):
    """What differs from last month's; everything else is taken over."""

    title = forms.CharField(label=_("活动名称"), max_length=100)
    begins = forms.TimeField(label=_("几点开始"), widget=TimeInput)
    place = forms.CharField(label=_("地点"), max_length=100)
    ticket = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.on = on
        self.initial.setdefault("ticket", uuid.uuid4())

    def clean(self) -> dict[str, Any]:
        """What is published is still to come."""
        told = super().clean() or self.cleaned_data
        if "publish" in self.data and told.get("begins"):
            starts = timezone.make_aware(datetime.combine(self.on, told["begins"]))
            if starts <= clock.now():
                self.add_error("begins", _("这个时间已经过去。"))
        return told


class CommonForm(forms.Form):
    """What units do that have none of their own to begin with; nothing need be said."""

    title = forms.CharField(label=_("活动名称"), max_length=100, required=False)
    kind = forms.ChoiceField(label=_("活动类型"), required=False)
    task = forms.ChoiceField(label=_("属于哪项任务"), required=False)
    begins = forms.TimeField(label=_("几点开始"), widget=TimeInput, required=False)
    ends = forms.TimeField(label=_("几点结束"), widget=TimeInput, required=False)
    about = forms.CharField(
        label=_("活动内容"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, town: Town, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.on = on
        for name, vocabulary in (("kind", "activity_kinds"), ("task", "five_tasks")):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = [("", "—"), *choices(town, vocabulary)]

    def clean(self) -> dict[str, Any]:
        """All of it, or nothing."""
        told = super().clean() or self.cleaned_data
        needed = ("title", "kind", "task", "begins", "ends")
        if any(told.get(name) for name in (*needed, "about")):
            for name in needed:
                if not told.get(name) and name not in self.errors:
                    self.add_error(name, _("写了统一的内容，这一项也要填。"))
        if told.get("begins") and told.get("ends") and told["ends"] <= told["begins"]:
            self.add_error("ends", _("结束要晚于开始。"))
        return told

    def common(self) -> copying.Common | None:
        """What was entered, if anything was."""
        told = self.cleaned_data
        if not told["title"]:
            return None
        stretch = Stretch(self._at(told["begins"]), self._at(told["ends"]))
        fields = {name: told[name] for name in ("title", "kind", "task", "about")}
        return copying.Common(stretch, fields)

    def _at(self, hour: time) -> datetime:
        return timezone.make_aware(datetime.combine(self.on, hour))


class RepeatForm(forms.Form):
    """How often the same is to be announced."""

    WEEKLY, MONTHLY = "weekly", "monthly"

    every = forms.ChoiceField(
        label=_("多久一次"),
        choices=[(WEEKLY, _("每周")), (MONTHLY, _("每月"))],
        initial=MONTHLY,
        widget=forms.RadioSelect,
    )
    times = forms.IntegerField(
        label=_("再办几次"),
        min_value=1,
        max_value=26,
        initial=1,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
        help_text=_("每次各起草一份公告，时间、内容和这次一样，发布以前可以改。"),
    )

    def days(self, activity: Activity) -> list[date]:
        """The days on which it is again."""
        told = self.cleaned_data
        count = copying.weekly if told["every"] == self.WEEKLY else copying.monthly
        return count(activity.held_on, told["times"])

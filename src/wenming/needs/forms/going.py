"""What whoever is asked to go tells."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.utils.timezone import get_default_timezone, localtime, make_aware
from django.utils.translation import gettext_lazy as _

from wenming.base import clock
from wenming.hours.forms import TimeInput
from wenming.organisation.forms import DayInput, Refusable

__all__ = ["FinishForm", "RescheduleForm", "WhyForm"]


class WhyForm(Refusable, forms.Form):
    """Why not."""

    why = forms.CharField(label=_("原因"), max_length=200)


class RescheduleForm(Refusable, forms.Form):
    """When it will be."""

    day = forms.DateField(label=_("哪一天"), widget=DayInput)
    hour = forms.TimeField(label=_("几点"), widget=forms.TimeInput({"type": "time"}))

    def moment(self) -> datetime:
        """The town's time."""
        told = self.cleaned_data
        naive = datetime.combine(told["day"], told["hour"])
        return make_aware(naive, get_default_timezone())


class FinishForm(Refusable, forms.Form):
    """What was done."""

    served_on = forms.DateField(label=_("服务日期"), widget=DayInput, initial=clock.today)
    began = forms.TimeField(label=_("几点开始"), widget=TimeInput)
    minutes = forms.IntegerField(
        label=_("用了多少分钟"), min_value=5, max_value=720, initial=60,
        widget=forms.NumberInput({"inputmode": "numeric"}),
    )  # fmt: skip
    volunteers = forms.MultipleChoiceField(
        label=_("谁去的"), required=False, widget=forms.CheckboxSelectMultiple
    )
    said = forms.CharField(label=_("做了什么"), max_length=300, required=False)

    def __init__(
        self,
        *args: Any,
        members: list[tuple[int, str]],
        planned_at: datetime | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        # Done before it was planned for: then at another time.
        if planned_at is not None and planned_at <= clock.now():
            self.initial["began"] = localtime(planned_at).time()
        field = self.fields["volunteers"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [(str(pk), name) for pk, name in members]
        if not members:
            del self.fields["volunteers"]
        elif len(members) == 1:
            self.initial.setdefault("volunteers", [str(members[0][0])])

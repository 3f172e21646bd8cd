"""The form of a month's plan."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wenming.accounts.models import User
from wenming.activities.models import MonthPlan
from wenming.activities.months import announced_in, month_written, theme_of
from wenming.base import clock
from wenming.organisation.forms import RecordForm
from wenming.organisation.models import Town

__all__ = ["MonthInput", "MonthPlanForm"]


class MonthInput(forms.DateInput):
    """The browser's own choice of a month; where it has none, text like 2022-08."""

    input_type = "month"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        shape = {"pattern": "[0-9]{4}-[0-9]{2}", "placeholder": "2022-08"}
        super().__init__(attrs={**shape, **(attrs or {})}, format="%Y-%m")


class MonthPlanForm(RecordForm[MonthPlan]):
    """A unit's plan of one month (4.1-c)."""

    month = forms.DateField(label=_("月份"), input_formats=["%Y-%m", "%Y-%m-%d"], widget=MonthInput)

    class Meta:
        model = MonthPlan
        fields = ["unit", "month", "theme", "body"]
        widgets = {"body": forms.Textarea(attrs={"rows": 8})}
        help_texts = {
            "theme": _("一月一主题；没有就不填。"),
            "body": _(
                "发布过公告的活动会自动列入，不用再写。其他的一行写一项：哪天、做什么、在哪里。"
            ),
        }

    def __init__(self, *args: Any, town: Town, user: User, **kwargs: Any) -> None:
        super().__init__(*args, town=town, user=user, **kwargs)
        self.initial.setdefault("month", clock.today().replace(day=1))
        if self.instance.pk is None:
            month = month_written(str(self.initial["month"])) or clock.today()
            self.initial.setdefault("theme", theme_of(town, month))

    def clean(self) -> dict[str, Any]:
        """An empty plan is not hung out."""
        told = super().clean() or self.cleaned_data
        unit, month = told.get("unit"), told.get("month")
        is_bare = "publish" in self.data and not told.get("body")
        if is_bare and unit and month and not announced_in(unit, month).exists():
            words = _("这个月还没有发布活动公告，请写一写安排，或者先发公告。")
            self.add_error("body", words)
        return told

    def entered(self) -> dict[str, Any]:
        """With the button that was pressed: to keep as a draft, or to hang out at once."""
        if self.instance.pk is not None:
            return super().entered()
        return {**super().entered(), "publish_now": "publish" in self.data}

"""What whoever answers tells, and what the desk looks for."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wenming.needs.models import Need
from wenming.needs.plan import KINDS
from wenming.organisation.forms import DayInput, Refusable
from wenming.organisation.models import Town, Unit
from wenming.organisation.queries import choices

__all__ = ["AnswerForm", "CorrectionForm", "SearchForm"]


class AnswerForm(Refusable, forms.Form):
    """What whoever asked is told."""

    answer = forms.CharField(
        label=_("给求助人的答复"),
        max_length=500,
        required=False,
        widget=forms.Textarea({"rows": 2}),
        help_text=_("求助人凭编号看得到。不受理的，一定要写原因。"),
    )
    # Whoever asked need not know of what kind it is; whoever can best go is found by it.
    kind = forms.ChoiceField(
        label=_("属于哪一类"), required=False, help_text=_("受理以前选一类，才知道请谁去合适。")
    )

    def __init__(self, *args: Any, need: Need, **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": "answer_%s", **kwargs})
        if need.kind or need.stage == Need.Stage.VERIFIED:
            del self.fields["kind"]
            return
        field = self.fields["kind"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", "—"), *choices(need.town, KINDS)]


class CorrectionForm(Refusable, forms.Form):
    """What kind it is, where, how pressing."""

    kind = forms.ChoiceField(label=_("属于哪一类"), required=False)
    place = forms.CharField(label=_("在什么地方"), max_length=200, required=False)
    priority = forms.TypedChoiceField(label=_("缓急"), choices=Need.Priority.choices, coerce=int)

    def __init__(self, *args: Any, need: Need, **kwargs: Any) -> None:
        known = {"kind": need.kind, "place": need.place, "priority": need.priority}
        super().__init__(*args, **{"initial": known, **kwargs})
        field = self.fields["kind"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", "—"), *choices(need.town, KINDS)]


class SearchForm(forms.Form):
    """What the desk looks for."""

    unit = forms.ChoiceField(label=_("单位"), required=False)
    stage = forms.ChoiceField(label=_("进度"), required=False)
    kind = forms.ChoiceField(label=_("类别"), required=False)
    text = forms.CharField(label=_("字句、编号或电话"), required=False, max_length=60)
    since = forms.DateField(label=_("从哪天起"), required=False, widget=DayInput)

    def __init__(self, *args: Any, town: Town, units: list[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.units = {unit.code: unit for unit in units}
        self._offer("unit", [(unit.code, str(unit)) for unit in units])
        self._offer("stage", list(Need.Stage.choices))
        self._offer("kind", choices(town, KINDS))

    def _offer(self, name: str, offered: list[Any]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("全部")), *offered]

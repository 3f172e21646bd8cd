"""Forms that clean and name the input; the actions write."""

from __future__ import annotations

import uuid
from typing import Any, ClassVar, TypeVar

from django import forms
from django.utils.translation import gettext_lazy as _

from wenming.accounts.models import User
from wenming.organisation.models import Agenda, Honour, Post, Town, Unit, UnitRecord
from wenming.organisation.queries import choices, recordable_units

__all__ = [
    "AgendaForm",
    "DayInput",
    "HonourForm",
    "PostForm",
    "RecordForm",
    "SuccessionForm",
    "WithdrawalForm",
]

R = TypeVar("R", bound=UnitRecord)


class DayInput(forms.DateInput):
    """The browser's own calendar."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs=attrs, format="%Y-%m-%d")


class RecordForm(forms.ModelForm[R]):
    """One record of a unit's work. Words come from the town's vocabularies."""

    # Field → vocabulary; a field that keeps a list of words takes several.
    vocabularies: ClassVar[dict[str, str]] = {}
    several: ClassVar[frozenset[str]] = frozenset()

    ticket = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, town: Town, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.town = town
        self.initial.setdefault("ticket", uuid.uuid4())
        unit = self.fields["unit"]
        assert isinstance(unit, forms.ModelChoiceField)
        unit.queryset = Unit.objects.filter(pk__in=[u.pk for u in recordable_units(user, town)])
        for name, vocabulary in self.vocabularies.items():
            self._offer(name, choices(town, vocabulary))

    def _offer(self, name: str, offered: list[tuple[str, str]]) -> None:
        old = self.fields[name]
        about: dict[str, Any] = {
            "label": old.label,
            "help_text": old.help_text,
            "required": old.required,
        }
        if name in self.several:
            self.fields[name] = forms.MultipleChoiceField(
                choices=offered, widget=forms.CheckboxSelectMultiple, **about
            )
        else:
            self.fields[name] = forms.ChoiceField(choices=[("", "—"), *offered], **about)

    def entered(self) -> dict[str, Any]:
        """What was entered, without the ticket: the record's own fields."""
        return {k: v for k, v in self.cleaned_data.items() if k != "ticket"}


class AgendaForm(RecordForm[Agenda]):
    """A meeting that had the work on its agenda (2.1-a)."""

    vocabularies = {"topic": "agenda_topics"}

    class Meta:
        model = Agenda
        fields = ["unit", "held_on", "meeting", "topic", "decision"]
        widgets = {"held_on": DayInput, "decision": forms.Textarea(attrs={"rows": 4})}


class HonourForm(RecordForm[Honour]):
    """An honour of a unit (2.2-b)."""

    vocabularies = {"kind": "honour_kinds"}

    class Meta:
        model = Honour
        fields = ["unit", "kind", "level", "since_on", "until_on"]
        widgets = {"since_on": DayInput, "until_on": DayInput}


class WithdrawalForm(forms.Form):
    """Why a record is taken back."""

    why = forms.CharField(
        label=_("撤回原因"), max_length=200, help_text=_("原因会和记录一起保留，别人看得到。")
    )


class SuccessionForm(forms.Form):
    """Who follows, and from when."""

    holder = forms.CharField(label=_("接任人姓名"), max_length=100)
    phone = forms.CharField(
        label=_("接任人手机号码"),
        required=False,
        help_text=_("可以不填；填了才能用手机登录。"),
    )
    from_on = forms.DateField(label=_("接任日期"), widget=DayInput)


class PostForm(SuccessionForm):
    """A new term in a post."""

    role = forms.ChoiceField(label=_("职务"), choices=Post.Role.choices)

    field_order = ["role", "holder", "phone", "from_on"]

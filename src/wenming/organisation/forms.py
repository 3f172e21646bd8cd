"""Forms that clean and name the input; the actions write."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from typing import Any, ClassVar, TypeVar, cast

from django import forms
from django.forms.renderers import BaseRenderer
from django.http import QueryDict
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from wenming.accounts.models import User
from wenming.base.errors import DomainError
from wenming.organisation.actions.people import Person
from wenming.organisation.models import Agenda, Honour, Post, Town, Unit, UnitRecord
from wenming.organisation.queries import choices, last_deed, recordable_units, words

__all__ = [
    "AgendaForm",
    "DayInput",
    "EndForm",
    "HonourForm",
    "NameInput",
    "PostForm",
    "RecordForm",
    "SuccessionForm",
    "WithdrawalForm",
]

R = TypeVar("R", bound=UnitRecord)


# Controls ------------------------------------------------------------------------------------


class DayInput(forms.DateInput):
    """The browser's own calendar."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs=attrs, format="%Y-%m-%d")


class NameInput(forms.TextInput):
    """A name to type, with the names of those it may be offered by the browser."""

    names: Iterable[str] = ()

    def render(
        self,
        name: str,
        value: Any,
        attrs: dict[str, Any] | None = None,
        renderer: BaseRenderer | None = None,
    ) -> SafeString:
        offered = f"{name}-names"
        control = super().render(name, value, {**(attrs or {}), "list": offered}, renderer)
        options = format_html_join("", '<option value="{}"></option>', ((n,) for n in self.names))
        return format_html('{}<datalist id="{}">{}</datalist>', control, offered, options)


class Refusable(forms.BaseForm):
    """A form whose input an action may refuse; nothing that was typed is lost."""

    def refuse(self, error: DomainError) -> None:
        """Show why, at its field if the form has it."""
        field = self.fields.get(error.field)
        shown = error.field if field is not None and not field.widget.is_hidden else None
        self.add_error(shown, str(error))

    def offer(self, name: str, offered: Iterable[tuple[Any, Any]]) -> None:
        """What may be chosen in this field."""
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = list(offered)

    def offer_units(self, units: Iterable[Unit]) -> None:
        """Which units may be chosen; where there is only one, it is chosen."""
        field, mine = self.fields["unit"], list(units)
        assert isinstance(field, forms.ModelChoiceField)
        numbers = [unit.pk for unit in mine]
        field.queryset = Unit.objects.filter(pk__in=numbers).select_related("town")
        # Asked once, not once for the list and once for the choice.
        field.choices = [("", "—"), *((unit.pk, str(unit)) for unit in mine)]
        if len(mine) == 1:
            self.initial.setdefault("unit", numbers[0])

    def offer_names(self, field: str, people: Iterable[User]) -> None:
        """Whom the field may mean."""
        widget = self.fields[field].widget
        assert isinstance(widget, NameInput)
        widget.names = sorted({user.name for user in people})


# Records -------------------------------------------------------------------------------------


class RecordForm(Refusable, forms.ModelForm[R]):
    """One record of a unit's work. Words come from the town's vocabularies."""

    # Field → vocabulary; a field that keeps a list of words takes several.
    vocabularies: ClassVar[dict[str, str]] = {}
    several: ClassVar[frozenset[str]] = frozenset()
    # What is not taken over from an earlier record: it must be told anew.
    fresh: ClassVar[frozenset[str]] = frozenset()
    # What is seldom needed, folded away.
    seldom: ClassVar[tuple[str, ...]] = ()

    # The same form sent twice is one record; a correction knows what it was made from.
    ticket = forms.UUIDField(widget=forms.HiddenInput, required=False)
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, town: Town, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.town = town
        self.units = list(self.enterable(user, town))
        self.offer_units(self.units)
        for name, vocabulary in self.vocabularies.items():
            self._offer(name, self._known(name, vocabulary))
        if self.instance.pk:
            self.initial["seen"] = last_deed(self.instance)
        else:
            self.initial.setdefault("ticket", uuid.uuid4())

    @staticmethod
    def enterable(user: User, town: Town) -> Iterable[Unit]:
        """For which units this user may enter such a record."""
        return recordable_units(user, town)

    def entered(self) -> dict[str, Any]:
        """What was entered: the record's own fields."""
        return {k: v for k, v in self.cleaned_data.items() if k not in {"ticket", "seen"}}

    def refuse(self, error: DomainError) -> None:
        """Show why; sent again, it is meant: as another record, or in spite of what came between."""
        super().refuse(error)
        sent = cast("QueryDict", self.data).copy()
        if self.instance.pk:
            sent[self.add_prefix("seen")] = str(last_deed(self.instance))
        elif error.field == "ticket":
            sent[self.add_prefix("ticket")] = str(uuid.uuid4())
        self.data = sent

    @property
    def plain_fields(self) -> list[forms.BoundField]:
        """What every such record needs."""
        hidden = (*self.seldom, "ticket", "seen")
        return [self[name] for name in self.fields if name not in hidden]

    @property
    def seldom_fields(self) -> list[forms.BoundField]:
        """What some such records need."""
        return [self[name] for name in self.seldom]

    @property
    def unfolds(self) -> bool:
        """Is there a fault, or a word already, in what is folded away?"""
        return any(name in self.errors or self.is_told(name) for name in self.seldom)

    def is_told(self, name: str) -> bool:
        """Does the field say more than an empty form does?"""
        return self[name].value() not in ("", None, False, [])

    def _known(self, name: str, vocabulary: str) -> list[tuple[str, str]]:
        """Today's words, and those the record has from before."""
        offered = choices(self.town, vocabulary)
        kept = getattr(self.instance, name) if self.instance.pk else None
        missing = set(kept if isinstance(kept, list) else [kept or ""]) - {"", *dict(offered)}
        retired = words(self.town, vocabulary) if missing else {}
        return [*offered, *((code, retired.get(code, code)) for code in sorted(missing))]

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


# Posts ---------------------------------------------------------------------------------------


class SuccessionForm(Refusable, forms.Form):
    """Who follows, and from when."""

    holder = forms.CharField(label=_("姓名"), max_length=100, widget=NameInput)
    phone = forms.CharField(
        label=_("手机号码"),
        max_length=30,
        required=False,
        help_text=_("填了才能用手机登录；有人同名时，也靠它分清是哪一位。"),
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "off"}),
    )
    from_on = forms.DateField(label=_("任职日期"), widget=DayInput)

    def entered(self) -> dict[str, Any]:
        """The person and the rest, as the actions take them."""
        rest = dict(self.cleaned_data)
        return {"holder": Person(rest.pop("holder"), rest.pop("phone")), **rest}


class PostForm(SuccessionForm):
    """A new term in a post."""

    role = forms.ChoiceField(label=_("职务"), choices=Post.Role.choices)

    field_order = ["role", "holder", "phone", "from_on"]


class EndForm(Refusable, forms.Form):
    """The last day of a term."""

    until_on = forms.DateField(
        label=_("离任日期"), help_text=_("在任的最后一天。"), widget=DayInput
    )

"""The form of a team, and of who heads it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wenming.organisation.actions.people import Person
from wenming.organisation.forms import DayInput, NameInput, RecordForm, Refusable
from wenming.organisation.models import Town, Unit
from wenming.organisation.queries import words
from wenming.volunteers.models import Team
from wenming.volunteers.models.team import EMERGENCY, KINDS_OF, SHAPES, STANDING
from wenming.volunteers.queries import possible_heads

__all__ = ["HeadForm", "TeamForm"]


def _name_field(required: bool) -> forms.CharField:
    return forms.CharField(
        label=_("队长姓名"),
        max_length=100,
        required=required,
        widget=NameInput,
        help_text=_("支队由镇党委书记、大队由本村（社区）党组织书记担任。"),
    )


def _phone_field() -> forms.CharField:
    return forms.CharField(
        label=_("队长手机号码"),
        max_length=30,
        required=False,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "off"}),
        help_text=_("新登记的人填了才能用手机登录；有人同名时，也靠它分清是哪一位。"),
    )


class TeamForm(RecordForm[Team]):
    """A team; a new one with its head."""

    vocabularies = {"shape": SHAPES}

    holder = _name_field(required=False)
    phone = _phone_field()

    class Meta:
        model = Team
        fields = ["unit", "shape", "kind", "name", "founded_on", "closed_on"]
        widgets = {"founded_on": DayInput, "closed_on": DayInput}

    field_order = ["unit", "shape", "kind", "name", "holder", "phone", "founded_on", "closed_on"]

    def __init__(self, *args: Any, town: Town, **kwargs: Any) -> None:
        super().__init__(*args, town=town, **kwargs)
        self._offer("kind", [])
        kind = self.fields["kind"]
        assert isinstance(kind, forms.ChoiceField)
        kind.choices = [
            ("", "—"),
            (_("服务队、常备队伍"), self._known("kind", STANDING)),
            (_("应急队伍"), self._known("kind", EMERGENCY)),
        ]
        if self.instance.pk:
            del self.fields["holder"], self.fields["phone"]
        else:
            units = self.fields["unit"]
            assert isinstance(units, forms.ModelChoiceField)
            self.offer_names("holder", possible_heads(*Unit.objects.filter(pk__in=units.queryset)))

    def clean(self) -> dict[str, Any]:
        """A kind of the other list is no kind of this shape."""
        cleaned = super().clean() or self.cleaned_data
        kind, vocabulary = cleaned.get("kind"), KINDS_OF.get(cleaned.get("shape", ""))
        if kind and vocabulary and kind not in words(self.town, vocabulary):
            self.add_error("kind", _("这个类别不属于这种形式的队伍。"))
        return cleaned

    def entered(self) -> dict[str, Any]:
        """The team's own fields, and its head."""
        fields = super().entered()
        name, phone = fields.pop("holder", ""), fields.pop("phone", "")
        return fields | ({"head": Person(name, phone)} if name else {})


class HeadForm(Refusable, forms.Form):
    """Who heads the team from now on."""

    holder = _name_field(required=True)
    phone = _phone_field()

    def __init__(self, *args: Any, team: Team, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer_names("holder", possible_heads(team.unit))

    def entered(self) -> Person:
        """The person, as the action takes them."""
        return Person(self.cleaned_data["holder"], self.cleaned_data["phone"])

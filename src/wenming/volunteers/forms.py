"""The forms of a team, of who heads it and who is in it, of a household, of a certificate, an award."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wenming.organisation.actions.people import Person
from wenming.organisation.forms import DayInput, NameInput, RecordForm, Refusable
from wenming.organisation.models import Town
from wenming.organisation.queries import choices, words
from wenming.volunteers.actions.qualifications import Certificate
from wenming.volunteers.models import Award, Household, Qualification, Team
from wenming.volunteers.models.household import HONOURS
from wenming.volunteers.models.qualification import SKILLS
from wenming.volunteers.models.team import SHAPES, SORTS
from wenming.volunteers.queries import possible_heads

__all__ = ["AwardForm", "HeadForm", "HouseholdForm", "NumberForm", "QualificationForm", "TeamForm"]


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

    vocabularies = {"shape": SHAPES, "kind": SORTS}

    holder = _name_field(required=False)
    phone = _phone_field()

    class Meta:
        model = Team
        fields = ["unit", "shape", "kind", "name", "founded_on", "closed_on"]
        widgets = {"founded_on": DayInput, "closed_on": DayInput}

    field_order = ["unit", "shape", "kind", "name", "holder", "phone", "founded_on", "closed_on"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            del self.fields["holder"], self.fields["phone"]
        else:
            self.offer_names("holder", possible_heads(*self.units))

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


class HouseholdForm(RecordForm[Household]):
    """A household; its members are added on its page."""

    vocabularies = {"honours": HONOURS}
    several = frozenset({"honours"})

    class Meta:
        model = Household
        fields = ["unit", "name", "honours", "joined_on"]
        widgets = {"joined_on": DayInput}


class NumberForm(Refusable, forms.Form):
    """A volunteer, by the number that stands for the name."""

    number = forms.RegexField(
        r"^\d{10}$",
        label=_("志愿者编号"),
        help_text=_("10 位数字，在本人“我的”页面上。"),
        error_messages={"invalid": _("编号是 10 位数字。")},
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )


class AwardForm(Refusable, forms.ModelForm[Award]):
    """An award, as the deed says it."""

    class Meta:
        model = Award
        fields = ["name", "granted_on", "granted_by"]
        widgets = {"granted_on": DayInput}


class QualificationForm(Refusable, forms.ModelForm[Qualification]):
    """A certificate, as its holder tells of it. Its number is never shown again."""

    skill = forms.ChoiceField(label=_("技能"))

    class Meta:
        model = Qualification
        fields = ["skill", "certificate", "number", "valid_until"]
        widgets = {
            "valid_until": DayInput,
            "number": forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        }

    def __init__(self, *args: Any, town: Town, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered, kept = dict(choices(town, SKILLS)), self.instance.skill
        if kept and kept not in offered:
            offered[kept] = words(town, SKILLS).get(kept, kept)
        field = self.fields["skill"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", "—"), *offered.items()]
        hint = _("可以不填。加密保存，不在页面上显示。")
        if self.instance.number:
            hint = _("不改就空着。编号加密保存，不在页面上显示。")
        self.initial["number"], self.fields["number"].help_text = "", hint

    def told(self) -> Certificate:
        """As the action takes it."""
        return Certificate(**self.cleaned_data | {"number": self.cleaned_data["number"] or ""})

"""The forms of a partner group, of a service on one page, of why."""

from __future__ import annotations

import uuid
from typing import Any, ClassVar, cast

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from wenming.accounts.models import User
from wenming.base import clock
from wenming.base.errors import DomainError
from wenming.menu.models import Partner, Service
from wenming.menu.models.service import FOCUS, KINDS, SKILLS
from wenming.menu.queries import offerers
from wenming.organisation.actions.people import Person
from wenming.organisation.forms import DayInput, RecordForm, Refusable
from wenming.organisation.models import Town, Unit
from wenming.organisation.queries import choices, last_deed, words
from wenming.volunteers.models import Team
from wenming.volunteers.queries import times

__all__ = ["ContactForm", "MenuForm", "PartnerForm", "ServiceForm", "WhyForm"]


def _name_field(required: bool) -> forms.CharField:
    return forms.CharField(
        label=_("联系人姓名"),
        max_length=100,
        required=required,
        widget=forms.TextInput({"autocomplete": "off"}),
        help_text=_("替团体答复点单的人，请先征得本人同意；姓名和电话不公开。"),
    )


def _phone_field() -> forms.CharField:
    return forms.CharField(
        label=_("联系人手机号码"),
        max_length=30,
        required=False,
        widget=forms.TextInput({"type": "tel", "autocomplete": "off"}),
        help_text=_("加密保存。填了联系人才能用手机登录答复；不填，由镇里的办公室代为登记答复。"),
    )


class PartnerForm(RecordForm[Partner]):
    """A group; a new one with who answers for it."""

    contact = _name_field(required=False)
    phone = _phone_field()

    class Meta:
        model = Partner
        fields = ["unit", "name", "kind", "about", "since_on", "until_on"]
        widgets = {"since_on": DayInput, "until_on": DayInput}
        labels = {"unit": _("由哪个单位联系")}

    field_order = ["unit", "name", "kind", "about", "contact", "phone", "since_on", "until_on"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            del self.fields["contact"], self.fields["phone"]

    def entered(self) -> dict[str, Any]:
        """The group's own fields, and its contact."""
        told = super().entered()
        name, phone = told.pop("contact", ""), told.pop("phone", "")
        return told | ({"contact": Person(name, phone)} if name else {})


class ContactForm(Refusable, forms.Form):
    """Who answers for the group from now on."""

    contact = _name_field(required=True)
    phone = _phone_field()

    def entered(self) -> Person:
        """The person, as the action takes them."""
        return Person(self.cleaned_data["contact"], self.cleaned_data["phone"])


class ServiceForm(Refusable, forms.ModelForm[Service]):
    """A service on one page; what is seldom needed is folded away."""

    seldom: ClassVar = ("area", "times", "focus", "skills", "conditions", "costs")

    offerer = forms.ChoiceField(label=_("由谁提供"))
    kind = forms.ChoiceField(label=_("属于哪一类"))
    focus = forms.MultipleChoiceField(
        label=_("为谁"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("谁都可以点就不选。"),
    )
    times = forms.MultipleChoiceField(
        label=_("每周什么时候"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("和群众另约就不选。"),
    )
    skills = forms.MultipleChoiceField(
        label=_("上门的人要有什么资格"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("不要求就不选。"),
    )
    ticket = forms.UUIDField(widget=forms.HiddenInput, required=False)
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = Service
        fields = [
            "title",
            "about",
            "kind",
            "capacity",
            "per",
            "area",
            "times",
            "focus",
            "skills",
            "conditions",
            "costs",
        ]
        widgets = {
            "about": forms.Textarea({"rows": 3}),
            "area": forms.CheckboxSelectMultiple,
            "capacity": forms.NumberInput({"inputmode": "numeric"}),
        }

    field_order = ["offerer", *Meta.fields]

    def __init__(self, *args: Any, town: Town, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.town = town
        self.known = {_name(one): one for one in offerers(user, town)}
        if self.instance.pk:
            del self.fields["offerer"]
            self.initial["seen"] = last_deed(self.instance)
        else:
            self._offer_offerers()
            self.initial.setdefault("ticket", uuid.uuid4())
        self.offer("kind", [("", "—"), *self._words("kind", KINDS)])
        self.offer("focus", self._words("focus", FOCUS))
        self.offer("skills", self._words("skills", SKILLS))
        self.offer("times", times().items())
        self.offer("per", Service.Per.choices)
        self._offer_area()

    def entered(self) -> dict[str, Any]:
        """As the actions take it."""
        told = {k: v for k, v in self.cleaned_data.items() if k not in {"ticket", "seen"}}
        if "offerer" in told:
            told["offerer"] = self.known[told["offerer"]]
        return told

    def refuse(self, error: DomainError) -> None:
        """Show why; sent again, it is meant in spite of what came between."""
        super().refuse(error)
        sent = cast("QueryDict", self.data).copy()
        if self.instance.pk:
            sent["seen"] = str(last_deed(self.instance))
        elif error.field == "ticket":
            sent["ticket"] = str(uuid.uuid4())
        self.data = sent

    @property
    def plain_fields(self) -> list[forms.BoundField]:
        """What every service needs."""
        hidden = (*self.seldom, "ticket", "seen")
        return [self[name] for name in self.fields if name not in hidden]

    @property
    def seldom_fields(self) -> list[forms.BoundField]:
        """What some need."""
        return [self[name] for name in self.seldom]

    @property
    def unfolds(self) -> bool:
        """Is there a fault, or a word already, in what is folded away?"""
        return any(name in self.errors or self[name].value() for name in self.seldom)

    def _offer_offerers(self) -> None:
        offered = [(name, f"{one} · {one.unit}") for name, one in self.known.items()]
        self.offer("offerer", offered if len(offered) == 1 else [("", "—"), *offered])

    def _offer_area(self) -> None:
        field = self.fields["area"]
        assert isinstance(field, forms.ModelMultipleChoiceField)
        units = list(Unit.objects.filter(town=self.town).on(clock.today()).sites())
        kept = list(self.instance.area.all()) if self.instance.pk else []
        field.queryset = Unit.objects.filter(pk__in=[unit.pk for unit in (*units, *kept)])

    def _words(self, name: str, vocabulary: str) -> list[tuple[str, str]]:
        """Today's words, and those that the service has from before."""
        offered = choices(self.town, vocabulary)
        kept = getattr(self.instance, name) if self.instance.pk else []
        missing = set(kept if isinstance(kept, list) else [kept]) - {"", *dict(offered)}
        retired = words(self.town, vocabulary) if missing else {}
        return [*offered, *((code, retired.get(code, code)) for code in sorted(missing))]


def _name(offerer: Team | Partner) -> str:
    return f"{offerer._meta.model_name}:{offerer.pk}"


class WhyForm(Refusable, forms.Form):
    """Why it is sent back, paused, withdrawn."""

    why = forms.CharField(label=_("原因"), max_length=200, help_text=_("别人看得到。"))


class MenuForm(forms.Form):
    """Where somebody is, and what they need."""

    unit = forms.ChoiceField(label=_("在哪个村（社区）"), required=False)
    kind = forms.ChoiceField(label=_("哪一类"), required=False)

    def __init__(self, *args: Any, town: Town, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        units = Unit.objects.filter(town=town).on(clock.today()).sites()
        self.units = {unit.code: unit for unit in units}
        self._offer("unit", [(unit.code, str(unit)) for unit in self.units.values()])
        self._offer("kind", choices(town, KINDS))

    def _offer(self, name: str, offered: list[Any]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("全部")), *offered]

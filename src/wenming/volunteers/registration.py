"""The forms by which one becomes a volunteer: one page, for oneself or for somebody without a phone."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wenming.accounts.fields import PhoneField
from wenming.accounts.models import User
from wenming.base import clock
from wenming.organisation.actions.people import Person
from wenming.organisation.forms import DayInput, Refusable
from wenming.organisation.models import Town, Unit
from wenming.organisation.queries import choices, recordable_units
from wenming.volunteers.actions.volunteers import SHORTEST_REASON, Agreement, Profile
from wenming.volunteers.models import Consent, Offer, Volunteer
from wenming.volunteers.models.volunteer import SERVICES, TALENTS
from wenming.volunteers.queries import times

__all__ = ["EntryForm", "LookForm", "OwnForm", "ProfileForm", "SearchForm"]

GUARDIAN_HINT = _("未满 18 周岁才填。")


def _several(label: Any, hint: Any = "") -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label, help_text=hint, required=False, widget=forms.CheckboxSelectMultiple
    )


class ProfileForm(Refusable, forms.Form):
    """What Decree 67, article 5 asks for, and when one is free."""

    sex = forms.ChoiceField(
        label=_("性别"), choices=Volunteer.Sex.choices, widget=forms.RadioSelect
    )
    born_on = forms.DateField(label=_("出生日期"), widget=DayInput)
    identity_kind = forms.ChoiceField(
        label=_("证件类型"), choices=Volunteer.Identity.choices, initial=Volunteer.Identity.CARD
    )
    identity = forms.CharField(
        label=_("证件号码"),
        max_length=40,
        help_text=_("加密保存，页面上只显示头尾；谁看过全号，您看得到。"),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    unit = forms.ModelChoiceField(
        label=_("住在哪个村（社区）"), queryset=Unit.objects.none(), empty_label="—"
    )
    talents = _several(_("属于哪类人才"))
    services = _several(_("愿意做哪类服务"))
    skills = forms.CharField(
        label=_("专业技能"),
        max_length=200,
        required=False,
        help_text=_("例如：急救员证、电工、书法、手语。"),
    )
    times = _several(_("平时什么时候方便"), _("只作参考，每次活动都由您自己决定参加不参加。"))

    def __init__(
        self, *args: Any, town: Town, user: User, volunteer: Volunteer | None = None, **kwargs: Any
    ) -> None:
        if volunteer is not None:
            kwargs["initial"] = _known(volunteer)
        super().__init__(*args, **kwargs)
        self.offer_units(self.homes(user, town))
        self.offer("talents", choices(town, TALENTS))
        self.offer("services", choices(town, SERVICES))
        self.offer("times", list(times().items()))
        if volunteer is not None:
            self.fields["identity"].required = False
            self.fields["identity"].help_text = _("不改就空着。现在登记的是 %(masked)s。") % {
                "masked": volunteer.masked_identity
            }

    @staticmethod
    def homes(_user: User, town: Town) -> list[Unit]:
        """Where one can live."""
        return list(Unit.objects.filter(town=town).on(clock.today()).sites())

    def profile(self) -> Profile:
        """As the action takes it."""
        told = self.cleaned_data
        return Profile(
            unit=told["unit"],
            sex=told["sex"],
            born_on=told["born_on"],
            identity_kind=told["identity_kind"],
            identity=told["identity"],
            skills=told["skills"],
            talents=tuple(told["talents"]),
            services=tuple(told["services"]),
            times=tuple(told["times"]),
        )


class OwnForm(ProfileForm):
    """A resident registers on a phone."""

    guardian_name = forms.CharField(
        label=_("监护人姓名"), max_length=100, required=False, help_text=GUARDIAN_HINT
    )
    guardian_phone = PhoneField(label=_("监护人电话"), required=False, help_text=GUARDIAN_HINT)
    shares = forms.BooleanField(
        label=_("另外同意：需要时把我的基本信息和服务记录提供给上级志愿服务信息系统、承保单位等"),
        required=False,
        help_text=_("不同意也一样做志愿者。提供给谁、做什么用，我都看得到，随时可以撤回。"),
    )
    agreed = forms.BooleanField(
        label=_("我看过上面的说明，同意为志愿服务使用这些资料；我自愿做志愿者"),
        error_messages={"required": _("要同意才能登记；不同意也可以参加活动。")},
    )

    def agreement(self) -> Agreement:
        """As the action takes it."""
        told = self.cleaned_data
        return Agreement(
            guardian_name=told["guardian_name"],
            guardian_phone=told["guardian_phone"],
            shares=told["shares"],
        )


class EntryForm(ProfileForm):
    """A worker enters somebody, who agreed: how and when."""

    name = forms.CharField(label=_("姓名"), max_length=100)
    phone = PhoneField(
        label=_("手机号码"), required=False, help_text=_("没有手机就空着，由村里转告。")
    )
    how = forms.ChoiceField(
        label=_("怎样同意的"),
        choices=[c for c in Consent.How.choices if c[0] != Consent.How.SELF],
        widget=forms.RadioSelect,
        help_text=_("先把上面的说明念给本人（未满 18 周岁的，念给监护人）听。"),
    )
    given_on = forms.DateField(label=_("同意日期"), widget=DayInput, initial=clock.today)
    guardian_name = OwnForm.base_fields["guardian_name"]
    guardian_phone = OwnForm.base_fields["guardian_phone"]
    shares = forms.BooleanField(
        label=_("本人另外同意：需要时把基本信息和服务记录提供给上级志愿服务信息系统、承保单位等"),
        required=False,
        help_text=_("不同意也一样登记。"),
    )

    field_order = ["name", "phone"]

    @staticmethod
    def homes(user: User, town: Town) -> list[Unit]:
        """Where this worker may enter people."""
        return list(recordable_units(user, town).filter(kind__in=Unit.SITES))

    def person(self) -> Person:
        """Who it is."""
        return Person(self.cleaned_data["name"], self.cleaned_data["phone"])

    def agreement(self) -> Agreement:
        """As the action takes it."""
        told = self.cleaned_data
        return Agreement(
            how=told["how"],
            given_on=told["given_on"],
            guardian_name=told["guardian_name"],
            guardian_phone=told["guardian_phone"],
            shares=told["shares"],
        )


class LookForm(Refusable, forms.Form):
    """Why a number must be seen in full."""

    why = forms.CharField(
        label=_("为什么要看"),
        max_length=200,
        min_length=SHORTEST_REASON,
        help_text=_("例如“给活动买保险”。本人会看到谁在什么时候为什么看过。"),
    )


class SearchForm(forms.Form):
    """Whom the desk looks for."""

    unit = forms.ChoiceField(label=_("居住区域"), required=False)
    talent = forms.ChoiceField(label=_("人才类别"), required=False)
    service = forms.ChoiceField(label=_("服务类别"), required=False)
    text = forms.CharField(label=_("姓名、技能或号码"), required=False, max_length=60)

    def __init__(self, *args: Any, town: Town, units: list[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.units = {unit.code: unit for unit in units}
        self._offer("unit", [(unit.code, str(unit)) for unit in units])
        self._offer("talent", choices(town, TALENTS))
        self._offer("service", choices(town, SERVICES))

    def _offer(self, name: str, offered: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("全部")), *offered]


def _known(volunteer: Volunteer) -> dict[str, object]:
    offers: dict[str, list[str]] = {kind: [] for kind in Offer.Kind.values}
    for offer in volunteer.offers.all():
        offers[offer.kind].append(offer.code)
    return {
        "sex": volunteer.sex,
        "born_on": volunteer.born_on,
        "identity_kind": volunteer.identity_kind,
        "unit": volunteer.unit_id,
        "skills": volunteer.skills,
        "talents": offers[Offer.Kind.TALENT],
        "services": offers[Offer.Kind.SERVICE],
        "times": offers[Offer.Kind.TIME],
    }

"""The forms by which one asks, invites, notes a visit."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any, Final

from django import forms
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from wenming.accounts.fields import PhoneField
from wenming.accounts.models import User
from wenming.base import clock
from wenming.neighbours.actions.postings import SHORTEST_REASON, Told
from wenming.neighbours.models import Posting
from wenming.neighbours.models.posting import FOCUS, WATCHES
from wenming.neighbours.queries import homes, tended_units
from wenming.organisation.forms import DayInput, Refusable
from wenming.organisation.models import Town, Unit
from wenming.organisation.queries import choices
from wenming.volunteers.models import Consent

__all__ = [
    "AskForm",
    "CloseForm",
    "CorrectionForm",
    "EntryForm",
    "LookForm",
    "LookInForm",
    "PauseForm",
    "SettleForm",
]

RHYTHMS: Final = ((1, _("每天")), (3, _("三天")), (7, _("每周")), (14, _("两周")), (30, _("每月")))


class TellingForm(Refusable, forms.Form):
    """What is wanted, and for whom."""

    watch = forms.ChoiceField(label=_("需要哪类帮助"))
    wish = forms.CharField(
        label=_("具体做什么"),
        max_length=200,
        help_text=_(
            "志愿者会看到这一句。请不要写姓名、门牌号和病情。例如：陪说说话，买菜，提醒吃药。"
        ),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    every_days = forms.TypedChoiceField(
        label=_("多久来看一次"), choices=RHYTHMS, coerce=int, initial=7
    )
    focus = forms.ChoiceField(label=_("服务对象"), required=False)
    name = forms.CharField(
        label=_("为谁"),
        max_length=100,
        help_text=_("姓名、电话和住址加密保存，只有结对的志愿者和村（社区）看得到。"),
    )
    phone = PhoneField(label=_("联系电话"), required=False)
    address = forms.CharField(label=_("住在哪里"), max_length=150)

    def __init__(self, *args: Any, town: Town, posting: Posting | None = None, **kw: Any) -> None:
        if posting is not None:
            kw["initial"] = {name: getattr(posting, name) or "" for name in TOLD}
        super().__init__(*args, **kw)
        self.offer("watch", choices(town, WATCHES))
        self.offer("focus", [("", "—"), *choices(town, FOCUS)])
        if posting is not None and posting.every_days not in dict(RHYTHMS):
            own = (posting.every_days, str(posting.every_days))
            self.offer("every_days", sorted((*RHYTHMS, own)))

    def told(self) -> Told:
        """As the actions take it."""
        return Told(**{name: self.cleaned_data[name] for name in TOLD})


TOLD: Final = ("watch", "wish", "every_days", "focus", "name", "phone", "address")
CorrectionForm = TellingForm


class PlacedForm(TellingForm):
    """A new request, of a unit; sent twice it is one."""

    ticket = forms.UUIDField(widget=forms.HiddenInput, required=False)
    unit = forms.ModelChoiceField(
        label=_("在哪个村（社区）"), queryset=Unit.objects.none(), empty_label="—"
    )

    field_order = ["ticket", "unit", *TOLD]

    def __init__(self, *args: Any, town: Town, units: Sequence[Unit], **kwargs: Any) -> None:
        super().__init__(*args, town=town, **kwargs)
        self.offer_units(units)
        self.initial.setdefault("ticket", uuid.uuid4())


class AskForm(PlacedForm):
    """For oneself, or for a relative who agrees."""

    whom = forms.ChoiceField(
        label=_("为谁请"),
        choices=(("self", _("我自己")), ("relative", _("家里的老人或亲人"))),
        initial="self",
        widget=forms.RadioSelect,
    )
    consent = forms.BooleanField(
        label=_("本人同意把上面的资料交给村（社区）和结对的志愿者，只用于探望；随时可以撤回。"),
        error_messages={"required": _("要本人同意才能登记。")},
    )

    field_order = ["ticket", "unit", "whom", *TOLD, "consent"]

    def __init__(self, *args: Any, town: Town, user: User, **kwargs: Any) -> None:
        super().__init__(*args, town=town, units=homes(town), **kwargs)
        self.initial["name"], self.initial["phone"] = user.name, user.phone or ""

    @property
    def is_own(self) -> bool:
        """For oneself."""
        return bool(self.cleaned_data["whom"] == "self")

    def how(self) -> str:
        """The relative agreed by word of mouth."""
        return Consent.How.SELF if self.is_own else Consent.How.SPOKEN


class EntryForm(PlacedForm):
    """What a worker enters for an elder who agreed."""

    how = forms.ChoiceField(
        label=_("本人怎样同意的"),
        help_text=_("这是敏感个人信息，要本人单独同意。"),
        choices=[("", "—"), *(pair for pair in Consent.How.choices if pair[0] != "self")],
    )
    consented_on = forms.DateField(label=_("同意日期"), widget=DayInput)

    def __init__(self, *args: Any, town: Town, user: User, **kwargs: Any) -> None:
        super().__init__(*args, town=town, units=list(tended_units(user, town)), **kwargs)


class CloseForm(Refusable, forms.Form):
    """Why it is over."""

    why = forms.ChoiceField(
        label=_("结束原因"), choices=Posting.Why.choices, widget=forms.RadioSelect
    )


class LookForm(Refusable, forms.Form):
    """Why a number is needed in full."""

    why = forms.CharField(
        label=_("查看原因"), min_length=SHORTEST_REASON, max_length=100, help_text=_("会记录在案。")
    )


class LookInForm(Refusable, forms.Form):
    """A visit at which something came up, or that was noted later."""

    on = forms.DateField(label=_("哪一天去的"), required=False, widget=DayInput)
    # How many milliseconds ago it was meant: the phone may have waited for a network.
    age = forms.IntegerField(min_value=0, required=False, widget=forms.HiddenInput)
    words = forms.CharField(
        label=_("有什么要跟进"),
        max_length=1000,
        required=False,
        help_text=_("没有就空着。只有您和村（社区）看得到。"),
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def day(self) -> date:
        """The day that is told, else that on which it was meant."""
        ago = timedelta(milliseconds=self.cleaned_data["age"] or 0)
        meant: date = self.cleaned_data["on"] or localdate(clock.now() - ago)
        return meant


class PauseForm(Refusable, forms.Form):
    """Until when nobody is expected; nothing means: go on."""

    until = forms.DateField(
        label=_("暂停到哪一天"),
        required=False,
        help_text=_("不填就是恢复探望。"),
        widget=DayInput,
    )


class SettleForm(Refusable, forms.Form):
    """How it was settled."""

    outcome = forms.CharField(
        label=_("怎样办好的"), max_length=500, widget=forms.Textarea(attrs={"rows": 2})
    )

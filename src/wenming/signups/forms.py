"""The desk's forms: somebody is signed up, somebody is taken off the list."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from wenming.accounts.models import User
from wenming.activities.models import Shift
from wenming.organisation.actions.people import Person
from wenming.organisation.forms import Refusable
from wenming.organisation.models import Town
from wenming.signups.actions.giving_up import SHORTEST_REASON
from wenming.signups.actions.joining import MOST_COMPANIONS
from wenming.volunteers.queries import numbered

__all__ = ["EntryForm", "RemovalForm"]


class EntryForm(Refusable, forms.Form):
    """Who asked to come: a volunteer by number; to attend, anybody by name."""

    number = forms.CharField(
        label=_("志愿者编号"),
        max_length=10,
        help_text=_("编号在志愿者名册里，也在志愿者自己的页面上。"),
    )
    name = forms.CharField(label=_("姓名"), max_length=100)
    phone = forms.CharField(
        label=_("手机号码"),
        max_length=30,
        required=False,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "off"}),
        help_text=_("没有手机就不填。"),
    )
    companions = forms.IntegerField(
        label=_("同来的孩子"), min_value=0, max_value=MOST_COMPANIONS, initial=0
    )

    def __init__(self, *args: object, shift: Shift, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        serves = shift.part == Shift.Part.SERVE
        for name in ("name", "phone") if serves else ("number",):
            del self.fields[name]

    def person(self, town: Town) -> User | Person:
        """As the action takes them. Raises `Impossible` if no volunteer has the number."""
        told = self.cleaned_data
        if "number" in told:
            return numbered(town, told["number"]).user
        return Person(told["name"], told["phone"])


class RemovalForm(Refusable, forms.Form):
    """Why; the person reads it."""

    why = forms.CharField(
        label=_("为什么取消"),
        max_length=100,
        min_length=SHORTEST_REASON,
        help_text=_("本人会看到，例如“电话里说来不了”。"),
    )

"""What whoever asks tells, or whoever writes it down for them."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Any, ClassVar, cast

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from wenming.accounts.models import User
from wenming.base import clock
from wenming.base.errors import DomainError
from wenming.menu.models import Service
from wenming.needs.actions.asking import Asked, lacking_agreements
from wenming.needs.contacts import ContactField
from wenming.needs.models import Need
from wenming.needs.ordering import in_words, next_free
from wenming.needs.plan import FOCUS, KINDS
from wenming.organisation.forms import Refusable
from wenming.organisation.models import Town, Unit
from wenming.organisation.queries import choices, recordable_units
from wenming.volunteers.queries import times

__all__ = ["AskForm", "EntryForm", "FollowForm", "RatingForm", "RemarkForm"]


class AskForm(Refusable, forms.Form):
    """Four fields, and folded away what may be said besides."""

    seldom: ClassVar = (
        "kind", "place", "times", "priority",
        "is_for_other", "other_agreed", "other", "focus", "focus_agreed",
    )  # fmt: skip

    # What the page, the card and the phone fill in.
    unseen: ClassVar = (
        "ticket", "channel", "age", "latitude", "longitude", "service", "service_on",
    )  # fmt: skip

    words = forms.CharField(
        label=_("需要什么帮助"),
        max_length=500,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("用平常的话写，例如“老人一个人住，灯坏了没人修”。"),
        error_messages={"required": _("请写需要什么帮助。")},
    )
    unit = forms.ModelChoiceField(
        label=_("在哪个村（社区）"),
        queryset=Unit.objects.none(),
        empty_label="—",
        error_messages={"required": _("请选在哪个村（社区）。")},
    )
    name = forms.CharField(
        label=_("怎么称呼您"),
        max_length=60,
        widget=forms.TextInput({"autocomplete": "name"}),
        error_messages={"required": _("请写怎么称呼您。")},
    )
    phone = ContactField(label=_("联系电话"), help_text=_("手机或者家里的电话，用来给您回话。"))

    kind = forms.ChoiceField(label=_("属于哪一类"), required=False)
    place = forms.CharField(
        label=_("在什么地方"),
        max_length=200,
        required=False,
        help_text=_("门牌，或者“祠堂后面第二家”。上门的人用得着。"),
    )
    times = forms.MultipleChoiceField(
        label=_("什么时候方便"), required=False, widget=forms.CheckboxSelectMultiple
    )
    priority = forms.TypedChoiceField(
        label=_("缓急"),
        choices=Need.Priority.choices,
        coerce=int,
        initial=Need.Priority.NORMAL,
        help_text=_("有危险请先拨 110、119、120。"),
    )
    is_for_other = forms.BooleanField(label=_("我是替别人求助"), required=False)
    other_agreed = forms.BooleanField(label=_("本人知道并且同意"), required=False)
    other = forms.CharField(label=_("替谁求助"), max_length=60, required=False)
    focus = forms.ChoiceField(
        label=_("属于哪类需要关心的人"), required=False, help_text=_("可以不说，一样受理。")
    )
    focus_agreed = forms.BooleanField(
        label=_("本人（或者监护人）单独同意登记这一项；只有镇里的办公室和上门的人看得到"),
        required=False,
    )
    ticket = forms.UUIDField(widget=forms.HiddenInput, required=False)
    channel = forms.ChoiceField(
        choices=[("online", ""), ("card", "")], widget=forms.HiddenInput, required=False
    )
    # Where the phone is, if whoever asks lets it say so.
    latitude = forms.FloatField(
        min_value=-90, max_value=90, required=False, widget=forms.HiddenInput
    )
    longitude = forms.FloatField(
        min_value=-180, max_value=180, required=False, widget=forms.HiddenInput
    )
    # What is ordered from the menu, and the week or month that is shown for it.
    service = forms.IntegerField(widget=forms.HiddenInput, required=False)
    service_on = forms.DateField(widget=forms.HiddenInput, required=False)

    def __init__(
        self,
        *args: Any,
        town: Town,
        user: User | None = None,
        service: Service | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.ordered = service
        area = list(service.area.all()) if service else []
        self.offer_units(u for u in self.homes(town, user) if not area or u in area)
        kinds = [("", _("说不清，请帮我选")), *choices(town, KINDS)]
        self.offer("kind", kinds)
        self.offer("times", list(times().items()))
        self.offer("focus", [("", _("不说")), *choices(town, FOCUS)])
        self.initial.setdefault("ticket", uuid.uuid4())
        if service is not None:
            self._order(service)

    def clean(self) -> dict[str, Any]:
        """What must be agreed to is said together with every other fault."""
        told = super().clean() or self.cleaned_data
        for field, reason in lacking_agreements(
            is_for_other=bool(told.get("is_for_other")),
            other_agreed=bool(told.get("other_agreed")),
            focus=str(told.get("focus") or ""),
            focus_agreed=bool(told.get("focus_agreed")),
        ):
            self.add_error(field, reason)
        return told

    @staticmethod
    def homes(town: Town, _user: User | None) -> list[Unit]:
        """Where somebody can need something."""
        return list(Unit.objects.filter(town=town).on(clock.today()).sites())

    @property
    def plain_fields(self) -> list[forms.BoundField]:
        """The four."""
        hidden = (*self.seldom, *self.unseen)
        return [self[name] for name in self.fields if name not in hidden]

    @property
    def seldom_fields(self) -> list[forms.BoundField]:
        """What may be said besides."""
        return [self[name] for name in self.seldom if name in self.fields]

    @property
    def known_place(self) -> str:
        """What a printed card filled in, as long as nothing was sent."""
        return "" if self.is_bound else str(self.initial.get("place", ""))

    @property
    def unfolds(self) -> bool:
        """Something stands in what is folded away, or is wrong there: then it is seen."""
        if not self.is_bound:
            return False
        told = (name for name in self.seldom if name in self.fields and self[name].data)
        return any(name in self.errors for name in self.seldom) or any(
            name != "priority" or self[name].data != str(Need.Priority.NORMAL) for name in told
        )

    @property
    def when(self) -> str:
        """For which week or month it would be ordered."""
        free = next_free(self.ordered) if self.ordered else None
        return in_words(self.ordered, free.on) if self.ordered and free else ""

    def asked(self) -> Asked:
        """As the action takes it."""
        told = {k: v for k, v in self.cleaned_data.items() if k not in self.unseen}
        point = (self.cleaned_data["latitude"], self.cleaned_data["longitude"])
        about = {"times": tuple(told["times"]), "point": None if None in point else point}
        on = self.cleaned_data["service_on"] if self.ordered else None
        return Asked(**{**told, **about}, service=self.ordered, service_on=on)

    def refuse(self, error: DomainError) -> None:
        """Show why; sent again, the time that is told now is meant."""
        super().refuse(error)
        if error.field == "service_on" and self.ordered is not None:
            sent = cast("QueryDict", self.data).copy()
            sent["service_on"] = self._free_on(self.ordered)
            self.data = sent

    def _order(self, service: Service) -> None:
        """What kind it is, the menu knows; its name stands where one may say more."""
        del self.fields["kind"]
        self.initial.setdefault("words", service.title)
        self.initial["service"] = service.pk
        self.initial["service_on"] = self._free_on(service)

    @staticmethod
    def _free_on(service: Service) -> str:
        free = next_free(service)
        return free.on.isoformat() if free else ""


class EntryForm(AskForm):
    """A worker writes it down, at the door or at the telephone."""

    phone = ContactField(label=_("联系电话"), required=False, help_text=_("没有电话就空着。"))
    channel = forms.ChoiceField(
        choices=[("visit", ""), ("hotline", ""), ("card", "")], widget=forms.HiddenInput
    )
    # How many milliseconds ago it was told: the phone may have waited for a network.
    age = forms.IntegerField(min_value=0, required=False, widget=forms.HiddenInput)

    @staticmethod
    def homes(town: Town, user: User | None) -> list[Unit]:
        """Where this worker may enter needs."""
        assert user is not None
        return list(recordable_units(user, town).filter(kind__in=Unit.SITES))

    def ago(self) -> timedelta:
        """How long before it was sent it was told."""
        return timedelta(milliseconds=self.cleaned_data["age"] or 0)


class FollowForm(Refusable, forms.Form):
    """The number, and what only whoever asked knows."""

    number = forms.CharField(
        label=_("求助编号"),
        max_length=20,
        help_text=_("像 N-4F7K-2Q，在登记时的页面上。"),
        widget=forms.TextInput({"autocomplete": "off", "autocapitalize": "characters"}),
    )
    last = forms.RegexField(
        r"^\d{4}$",
        label=_("电话的末四位"),
        widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "off", "maxlength": "4"}),
        error_messages={"invalid": _("请填电话的末四位数字。")},
    )


class RemarkForm(Refusable, forms.Form):
    """Words added later."""

    words = forms.CharField(label=_("补充几句"), max_length=300, widget=forms.Textarea({"rows": 2}))


class RatingForm(Refusable, forms.Form):
    """How it was."""

    stars = forms.TypedChoiceField(
        label=_("办得怎么样"),
        coerce=int,
        choices=[
            (5, _("5 颗星：很好")),
            (4, _("4 颗星：好")),
            (3, _("3 颗星：一般")),
            (2, _("2 颗星：不好")),
            (1, _("1 颗星：很不好")),
        ],
        widget=forms.RadioSelect,
        help_text=_("选 1 或 2 颗星，会重新安排。"),
        error_messages={"required": _("请选几颗星。")},
    )
    words = forms.CharField(
        label=_("想说的话"), max_length=300, required=False, widget=forms.Textarea({"rows": 2})
    )

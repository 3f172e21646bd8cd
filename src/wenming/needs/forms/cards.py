"""Contact cards: for whom, how many, which no longer."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wenming.accounts.models import User
from wenming.organisation.forms import Refusable
from wenming.organisation.models import Town, Unit
from wenming.organisation.queries import recordable_units

__all__ = ["CardWithdrawalForm", "CardsForm", "SheetForm"]


class CardsForm(Refusable, forms.Form):
    """For whom contact cards are made."""

    unit = forms.ModelChoiceField(
        label=_("村（社区）"),
        queryset=Unit.objects.none(),
        empty_label="—",
        error_messages={"required": _("请选在哪个村（社区）。")},
    )
    where = forms.CharField(
        label=_("发给哪些地方"),
        required=False,
        max_length=30_000,
        widget=forms.Textarea({"rows": 6}),
        help_text=_("一行一处：一户写门牌，例如“中山街 12 号”；街、自然村写名字。空着就是全村一种卡。"),
    )  # fmt: skip

    def __init__(self, *args: Any, town: Town, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer_units(recordable_units(user, town).filter(kind__in=Unit.SITES))

    def places(self) -> list[str]:
        """One a line."""
        return [line for line in self.cleaned_data["where"].splitlines() if line.strip()]


class SheetForm(forms.Form):
    """How often each card is printed."""

    copies = forms.IntegerField(
        label=_("每种印几张"), min_value=1, max_value=200, initial=1,
        help_text=_("一张 A4 纸十张卡。"),
        widget=forms.NumberInput({"inputmode": "numeric"}),
    )  # fmt: skip


class CardWithdrawalForm(Refusable, forms.Form):
    """Why a card is no longer of use, and whether there is to be another."""

    why = forms.CharField(label=_("原因"), max_length=100, help_text=_("例如“丢了”“搬走了”。"))
    another = forms.BooleanField(label=_("给同一处补发一张新卡"), required=False)

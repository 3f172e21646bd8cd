"""Forms of a pair, a visit and a report."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wenming.accounts.models import User
from wenming.base import clock
from wenming.liaison.models import Leader, Pair, QuarterlyReport, Visit
from wenming.liaison.queries import visitable_units
from wenming.organisation.actions.people import Person
from wenming.organisation.forms import DayInput, NameInput, RecordForm, Refusable
from wenming.organisation.models import Town, Unit
from wenming.organisation.permissions import may_enter
from wenming.organisation.queries import last_deed

__all__ = ["EndForm", "PairForm", "ReportForm", "VisitForm"]


class PairForm(Refusable, forms.Form):
    """Who is tied to the unit, and from when."""

    leader = forms.CharField(
        label=_("挂钩领导姓名"),
        max_length=100,
        widget=NameInput,
        help_text=_("填姓名；还不是镇领导的，会同时登记为镇领导。"),
    )
    phone = forms.CharField(
        label=_("手机号码"),
        max_length=30,
        required=False,
        help_text=_("填了才能用手机登录；有人同名时，也靠它分清是哪一位。"),
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "off"}),
    )
    from_on = forms.DateField(label=_("从哪天开始挂钩"), widget=DayInput)

    def entered(self) -> dict[str, Any]:
        """The person and the day, as the actions take them."""
        rest = dict(self.cleaned_data)
        return {"leader": Person(rest.pop("leader"), rest.pop("phone")), **rest}


class EndForm(Refusable, forms.Form):
    """The last day of a pair."""

    until_on = forms.DateField(
        label=_("结束日期"), help_text=_("挂钩的最后一天。"), widget=DayInput
    )


class VisitForm(RecordForm[Visit]):
    """A leader's visit: one page, with who and where filled in (A.2-a)."""

    seldom = ("is_direct", "solver", "solve_by")

    class Meta:
        model = Visit
        fields = [
            "unit",
            "leader",
            "visited_on",
            "findings",
            "difficulties",
            "instructions",
            "is_direct",
            "solver",
            "solve_by",
        ]
        widgets = {
            "visited_on": DayInput,
            "solve_by": DayInput,
            "findings": forms.Textarea(attrs={"rows": 3}),
            "difficulties": forms.Textarea(attrs={"rows": 3}),
            "instructions": forms.Textarea(attrs={"rows": 3}),
        }
        help_texts = {"is_direct": _("只打电话、开会听汇报的，不勾选。")}

    def __init__(self, *args: Any, town: Town, user: User, **kwargs: Any) -> None:
        super().__init__(*args, town=town, user=user, **kwargs)
        self.initial.setdefault("visited_on", clock.today())
        self._offer_leaders(user)

    @staticmethod
    def enterable(user: User, town: Town) -> Iterable[Unit]:
        return visitable_units(user, town)

    def _offer_leaders(self, user: User) -> None:
        """A leader is filled in; one who may record for no unit can only mean themselves."""
        leaders = list(Leader.objects.filter(town=self.town).select_related("user"))
        me = next((leader for leader in leaders if leader.user_id == user.pk), None)
        if me is not None:
            self._presume_unit(me)
        if me is not None and not may_enter(user, self.town):
            leaders = [me]
        field = self.fields["leader"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = Leader.objects.filter(pk__in=[leader.pk for leader in leaders])
        field.choices = [("", "—"), *((leader.pk, str(leader)) for leader in leaders)]
        if presumed := me or self._tied(leaders):
            self.initial.setdefault("leader", presumed.pk)
        if leaders == [me]:
            field.widget = forms.HiddenInput()  # nothing to ask

    def _presume_unit(self, leader: Leader) -> None:
        """Who has one unit visited that one."""
        own = leader.pairs.on(clock.today()).values_list("unit", flat=True)[:2]
        if len(own) == 1:
            self.initial.setdefault("unit", own[0])

    def _tied(self, leaders: Iterable[Leader]) -> Leader | None:
        """The leader of the pair that the address names, or the only one of the unit at hand."""
        named = str(self.initial.get("subject", "")).rpartition("pair:")[2].split("/")
        if len(named) > 1:
            return next((leader for leader in leaders if leader.code == named[1]), None)
        tied = Pair.objects.on(clock.today()).filter(unit=self.initial.get("unit") or 0)
        only = set(tied.values_list("leader", flat=True)[:2])
        return next((leader for leader in leaders if {leader.pk} == only), None)

    def is_told(self, name: str) -> bool:
        """A visit is on the spot unless it is said not to be: the tick says nothing."""
        return name != "is_direct" and super().is_told(name)


class ReportForm(Refusable, forms.ModelForm[QuarterlyReport]):
    """The text of the report, and the last deed that whoever edits it knew of."""

    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = QuarterlyReport
        fields = ["body"]
        widgets = {"body": forms.Textarea(attrs={"rows": 24})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["seen"] = last_deed(self.instance)

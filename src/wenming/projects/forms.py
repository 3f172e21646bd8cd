"""The forms of a project and of its rounds."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, Final, cast

from django import forms
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from wenming.accounts.models import User
from wenming.activities.models import Activity
from wenming.activities.queries import teams_for
from wenming.base.errors import DomainError
from wenming.groups.models import ServiceLine
from wenming.groups.permissions import may_sort
from wenming.needs.models import Need
from wenming.needs.plan import KINDS
from wenming.organisation.forms import DayInput, RecordForm, Refusable
from wenming.organisation.models import Town
from wenming.organisation.queries import last_deed, words
from wenming.projects.models import Project, ProjectMoney, Round
from wenming.projects.queries import (
    attachable,
    attachable_groups,
    attachable_lines,
    attachable_needs,
    service_lines,
)
from wenming.volunteers.models import Team

__all__ = [
    "AttachForm",
    "BackForm",
    "MeasureForm",
    "MoneyForm",
    "NeedsForm",
    "ProjectForm",
    "TellForm",
]

# So many are offered in a list to choose from, the latest.
OFFERED: Final = 100


class ProjectForm(RecordForm[Project]):
    """A project (5.4-a), perhaps a brand (5.4-c)."""

    vocabularies = {"focus": "focus_groups"}
    several = frozenset({"focus"})

    class Meta:
        model = Project
        fields = [
            "unit",
            "title",
            "focus",
            "content",
            "requirement",
            "teams",
            "started_on",
            "ended_on",
            "is_brand",
            "theme",
            "character",
            "effect",
        ]
        widgets = {
            "teams": forms.CheckboxSelectMultiple,
            "started_on": DayInput,
            "ended_on": DayInput,
            "content": forms.Textarea(attrs={"rows": 3}),
            "requirement": forms.Textarea(attrs={"rows": 3}),
            "character": forms.Textarea(attrs={"rows": 2}),
            "effect": forms.Textarea(attrs={"rows": 2}),
        }

    def __init__(self, *args: Any, town: Town, user: User, **kwargs: Any) -> None:
        super().__init__(*args, town=town, user=user, **kwargs)
        teams = self.fields["teams"]
        assert isinstance(teams, forms.ModelMultipleChoiceField)
        unit = self.instance.unit if self.instance.unit_id else None
        there = unit or (self.units[0] if len(self.units) == 1 else None)
        all_of_town = Team.objects.of(town).select_related("unit")
        teams.queryset = all_of_town if self.is_bound else teams_for(town, there)


class TellForm(Refusable, forms.ModelForm[Round]):
    """What is told of a round, those fields that its stage asks for first."""

    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = Round
        fields = ["aim", "wanted", "summary", "unrated_why", "changes"]
        widgets = {
            "aim": forms.Textarea(attrs={"rows": 3}),
            "wanted": forms.NumberInput(attrs={"inputmode": "numeric"}),
            "summary": forms.Textarea(attrs={"rows": 4}),
            "changes": forms.Textarea(attrs={"rows": 4}),
        }
        help_texts = {
            "aim": _("例如：村里 20 位独居老人每天吃上热饭。"),
            "summary": _("对照目标和指标，说说做到了什么、没做到什么。"),
            "unrated_why": _("参加者在活动以后都能评价。确实没有人评价，写明原因。"),
            "changes": _("下一轮从这里开始。"),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["seen"] = last_deed(self.instance)

    def refuse(self, error: DomainError) -> None:
        """Whoever was overtaken has seen what is there now, and may send it again."""
        super().refuse(error)
        sent = cast("QueryDict", self.data).copy()
        sent["seen"] = str(self.initial["seen"])
        self.data = sent

    # Which fields a stage asks for; the others are folded away.
    ASKED = {
        Round.Stage.SET_UP: ("aim", "wanted"),
        Round.Stage.RECRUIT: ("wanted",),
        Round.Stage.CARRY_OUT: (),
        Round.Stage.EVALUATE: ("summary", "unrated_why"),
        Round.Stage.IMPROVE: ("changes",),
    }

    @property
    def asked(self) -> list[forms.BoundField]:
        """What this stage asks for."""
        return [self[name] for name in self.ASKED.get(Round.Stage(self.instance.stage), ())]

    @property
    def others(self) -> list[forms.BoundField]:
        """What may be told at any time."""
        asked = self.ASKED.get(Round.Stage(self.instance.stage), ())
        return [self[name] for name in self.fields if name not in (*asked, "seen")]

    @property
    def unfolds(self) -> bool:
        """Is there a fault in what is folded away?"""
        return any(bound.errors for bound in self.others)


class MeasureForm(Refusable, forms.Form):
    """One measure, before and after; the same name again puts it right."""

    name = forms.CharField(label=_("指标"), max_length=60, help_text=_("例如：每周用餐的老人。"))
    unit_word = forms.CharField(
        label=_("单位"), max_length=10, required=False, help_text=_("例如：人、户、分。")
    )
    before = forms.DecimalField(label=_("之前"), max_digits=12, decimal_places=2)
    after = forms.DecimalField(label=_("之后"), max_digits=12, decimal_places=2, required=False)

    def told(self) -> dict[str, Any]:
        """As the action takes it."""
        return dict(self.cleaned_data)


class AttachForm(Refusable, forms.Form):
    """Which activity carries out the round."""

    activity = forms.ModelChoiceField(
        label=_("活动"), queryset=Activity.objects.none(), empty_label="—"
    )

    def __init__(self, *args: Any, found: Round, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["activity"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = attachable(found)
        field.choices = [
            ("", "—"),
            *((one.pk, f"{one.held_on:%m-%d} {one}") for one in attachable(found)[:OFFERED]),
        ]


class BackForm(Refusable, forms.Form):
    """Why a step is taken back."""

    why = forms.CharField(label=_("为什么退回"), max_length=200)


class NeedsForm(Refusable, forms.Form):
    """Which need the project answers; or those of a group, or of a line of a published list."""

    need = forms.ModelChoiceField(
        label=_("一件需求"), queryset=Need.objects.none(), required=False, empty_label="—"
    )
    group = forms.ChoiceField(
        label=_("或者一组需求"),
        required=False,
        help_text=_("归入这一组里您能看到的、还没有归入的需求。"),
    )
    line = forms.ModelChoiceField(
        label=_("或者服务清单的一项"),
        queryset=ServiceLine.objects.none(),
        required=False,
        empty_label="—",
        help_text=_("已公布的服务清单里的一项：归入这一项所为的、您能看到的需求。"),
    )

    def __init__(self, *args: Any, project: Project, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        need, line = self.fields["need"], self.fields["line"]
        assert isinstance(need, forms.ModelChoiceField)
        assert isinstance(line, forms.ModelChoiceField)
        need.queryset = found = attachable_needs(user, project)
        known = words(project.town, KINDS)
        need.choices = [
            ("", "—"),
            *((one.pk, _in_a_line(one, known.get(one.kind, one.kind))) for one in found[:OFFERED]),
        ]
        self.groups = self._offer_groups(project, user, found)
        line.queryset = lines = service_lines(project.town)
        line.choices = [
            ("", "—"),
            *((one.pk, f"{one.list.period} · {one}") for one in lines[:OFFERED]),
        ]

    def _offer_groups(
        self, project: Project, user: User, found: QuerySet[Need]
    ) -> dict[str, list[Need]]:
        """Groups are for the offices: others would read in their names what other villages ask for."""
        if not may_sort(user, project.town):
            del self.fields["group"]
            return {}
        groups = attachable_groups(project, found)
        names = ((group.id, f"{group.name or '…'}（{len(to)}）") for group, to in groups)
        self.offer("group", [("", "—"), *names])
        return {group.id: to for group, to in groups}

    def clean(self) -> dict[str, Any]:
        """One of them at least."""
        told = super().clean() or {}
        if not self.errors and not any(told.get(name) for name in self.fields):
            self.add_error("need", _("请选一件需求，或者一组需求。"))
        return told

    @property
    def needs(self) -> list[Need]:
        """What was chosen."""
        need, line = self.cleaned_data["need"], self.cleaned_data["line"]
        group = self.groups.get(self.cleaned_data.get("group", ""), [])
        return [*([need] if need else []), *group, *(line.needs.all() if line else [])]


def _in_a_line(need: Need, kind: str) -> str:
    """Its number, its kind, its day: neither whose it is nor what was said."""
    return " · ".join(part for part in (need.number, kind, f"{need.asked_at:%Y-%m-%d}") if part)


class MoneyForm(Refusable, forms.ModelForm[ProjectMoney]):
    """A share of a budget line; the same line again puts it right."""

    class Meta:
        model = ProjectMoney
        fields = ["line", "planned", "spent"]
        widgets = {
            "planned": forms.NumberInput(attrs={"inputmode": "decimal", "step": "0.01"}),
            "spent": forms.NumberInput(attrs={"inputmode": "decimal", "step": "0.01"}),
        }

    def __init__(self, *args: Any, project: Project, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        line, spent = self.fields["line"], self.fields["spent"]
        assert isinstance(line, forms.ModelChoiceField)
        line.queryset = found = attachable_lines(user, project)
        line.choices = [
            ("", "—"),
            *((one.pk, f"{one.year} · {one} · {one.yuan}") for one in found[:OFFERED]),
        ]
        spent.initial = Decimal(0)
        spent.required = False

    def clean_spent(self) -> Decimal:
        """Nothing said is nothing spent."""
        return self.cleaned_data["spent"] or Decimal(0)

    def validate_unique(self) -> None:
        """The same line again is a correction."""

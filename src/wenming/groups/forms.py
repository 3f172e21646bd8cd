"""The forms of groups, of a service list and its lines, of a month's work plan."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from typing import Any, Final, cast

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from wenming.activities.forms.month import MonthInput
from wenming.activities.models import Activity
from wenming.base import clock
from wenming.base.errors import DomainError
from wenming.engines import likeness
from wenming.groups.actions.sorting import NEW
from wenming.groups.drawing import Drawn
from wenming.groups.models import ServiceLine, ServiceList
from wenming.groups.planning import Item, Place, Week
from wenming.needs.plan import KINDS, SORTS
from wenming.organisation.forms import Refusable
from wenming.organisation.models import Town, Unit
from wenming.organisation.queries import choices
from wenming.volunteers.models import Team

__all__ = [
    "ActivityForm",
    "DraftForm",
    "FilterForm",
    "LineForm",
    "MergeForm",
    "MoveForm",
    "NameForm",
    "PlanForm",
    "RemarkForm",
    "TrendForm",
]

# How a form says "with no others", where the engine's word for it is empty.
BY_ITSELF: Final = "alone"
LATEST: Final = 100


class FilterForm(forms.Form):
    """Which groups are shown."""

    kind = forms.ChoiceField(
        label=_("共性还是个性"),
        required=False,
        choices=[
            ("", _("全部")),
            (likeness.Kind.COMMON, _("共性需求")),
            (likeness.Kind.INDIVIDUAL, _("个性需求")),
        ],
    )
    unit = forms.ModelChoiceField(
        label=_("村（社区）"),
        queryset=Unit.objects.none(),
        to_field_name="code",
        required=False,
        empty_label=_("全镇"),
    )

    def __init__(self, *args: Any, town: Town, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["unit"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = Unit.objects.filter(town=town).sites()


class TrendForm(FilterForm):
    """Of which village, of which kind."""

    kind = forms.ChoiceField(label=_("类别"), required=False)

    field_order = ["unit", "kind"]

    def __init__(self, *args: Any, town: Town, **kwargs: Any) -> None:
        super().__init__(*args, town=town, **kwargs)
        field = self.fields["kind"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("全部")), *choices(town, KINDS)]


# Groups ------------------------------------------------------------------------------------------


class _Decided(Refusable, forms.Form):
    """A decision about a group; the same form sent twice is one. Several are on one page."""

    ids = "id_%s"

    ticket = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.auto_id = self.ids
        self.initial.setdefault("ticket", uuid.uuid4())


class MoveForm(_Decided):
    """Which needs go where."""

    needs = forms.TypedMultipleChoiceField(
        coerce=int,
        label=_("要移动的需求"),
        error_messages={"required": _("请在要移动的需求前面打勾。")},
    )
    into = forms.ChoiceField(label=_("移到哪里"))

    def __init__(self, *args: Any, now: Drawn, group: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        here = [int(one) for one, where in now.where.items() if where == group]
        # Also what left the group since the page was shown: the action says where it is now.
        known = {*here, *(int(one) for one in self.ticked if one in now.where)}
        self.offer("needs", [(one, one) for one in sorted(known)])
        alone = [(BY_ITSELF, _("单独放，不和别的一组"))] if group != likeness.ALONE else []
        self.offer("into", [("", "—"), (NEW, _("新的一组")), *alone, *_others(now, group)])

    @property
    def ticked(self) -> list[str]:
        """The needs that were sent."""
        return cast("QueryDict", self.data).getlist("needs") if self.is_bound else []

    def told(self) -> dict[str, Any]:
        """As the action takes it."""
        into = self.cleaned_data["into"]
        return {**self.cleaned_data, "into": likeness.ALONE if into == BY_ITSELF else into}


class NameForm(_Decided):
    """What a group is called."""

    ids = "id_name_%s"

    called = forms.CharField(
        label=_("组的名称"),
        max_length=40,
        required=False,
        help_text=_("空着就恢复系统起的名称。不要写求助人的姓名。"),
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False)


class MergeForm(_Decided):
    """Into which group."""

    ids = "id_merge_%s"

    into = forms.ChoiceField(label=_("并入哪一组"))

    def __init__(self, *args: Any, now: Drawn, group: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("into", [("", "—"), *_others(now, group)])


def _others(now: Drawn, group: str) -> list[tuple[str, str]]:
    """The other groups by their names, each with how many needs."""
    return [
        (one.id, f"{one.name or '…'}（{len(one.members)}）")
        for one in now.grouping.groups
        if one.id != group
    ]


# Service lists -----------------------------------------------------------------------------------


class DraftForm(Refusable, forms.Form):
    """For which time."""

    first_on = forms.DateField(
        label=_("从哪个月起"), input_formats=["%Y-%m", "%Y-%m-%d"], widget=MonthInput
    )
    length = forms.ChoiceField(
        label=_("管多久"), choices=ServiceList.Length.choices, widget=forms.RadioSelect
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("first_on", clock.today().replace(day=1))
        self.initial.setdefault("length", ServiceList.Length.MONTH)


class RemarkForm(Refusable, forms.ModelForm[ServiceList]):
    """What stands above the lines."""

    class Meta:
        model = ServiceList
        fields = ["remark"]
        widgets = {"remark": forms.Textarea({"rows": 3})}


class LineForm(Refusable, forms.ModelForm[ServiceLine]):
    """One service of the list."""

    kind = forms.ChoiceField(label=_("属于哪一类"), required=False)
    team_kind = forms.ChoiceField(label=_("由哪类队伍来做"), required=False)
    ticket = forms.UUIDField(widget=forms.HiddenInput, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = ServiceLine
        fields = ["title", "kind", "is_common", "households", "units", "team_kind", "note"]
        widgets = {
            "units": forms.CheckboxSelectMultiple,
            "households": forms.NumberInput({"inputmode": "numeric"}),
        }

    def __init__(self, *args: Any, town: Town, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("kind", [("", "—"), *choices(town, KINDS)])
        self.offer("team_kind", [("", "—"), *choices(town, SORTS)])
        units = self.fields["units"]
        assert isinstance(units, forms.ModelMultipleChoiceField)
        units.queryset = Unit.objects.filter(town=town).sites()
        self.initial["version"] = self.instance.version
        if self.instance.pk is None:
            self.initial.setdefault("ticket", uuid.uuid4())

    def told(self) -> dict[str, Any]:
        """The line's own fields, as the actions take them."""
        return {name: self.cleaned_data[name] for name in self.Meta.fields}

    def refuse(self, error: DomainError) -> None:
        """Show why; sent again, it is meant in spite of what came between."""
        super().refuse(error)
        known = ServiceLine.objects.filter(pk=self.instance.pk)
        sent = cast("QueryDict", self.data).copy()
        sent["version"] = str(known.values_list("version", flat=True).first() or 0)
        self.data = sent


class ActivityForm(Refusable, forms.Form):
    """Which activity carries the line out."""

    activity = forms.ModelChoiceField(
        label=_("活动"), queryset=Activity.objects.none(), empty_label="—"
    )

    def __init__(self, *args: Any, line: ServiceLine, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["activity"]
        assert isinstance(field, forms.ModelChoiceField)
        span = line.list.span
        rows = Activity.objects.public().of(line.list.town).within(span)
        rows = rows.exclude(stage=Activity.Stage.CALLED_OFF).exclude(service_lines=line)
        field.queryset = rows
        field.choices = [
            ("", "—"),
            *((one.pk, f"{one.held_on:%m-%d} {one}") for one in rows.order_by("held_on")[:LATEST]),
        ]


# The month's work plan ---------------------------------------------------------------------------


class PlanForm(Refusable, forms.Form):
    """For each service in each village: in which week, and by which team."""

    def __init__(
        self, *args: Any, places: Sequence[Place], weeks: Sequence[Week], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.places, self.weeks = places, {week.number: week for week in weeks}
        offered = [("", _("这个月不安排")), *((week.number, str(week)) for week in weeks)]
        for place in places:
            teams = [("", _("由村里安排")), *((one.pk, _team(place, one)) for one in place.teams)]
            self.fields[f"week-{place.key}"] = forms.TypedChoiceField(
                label=_("哪一周"),
                choices=offered,
                coerce=int,
                empty_value=None,
                required=False,
                initial=place.week,
            )
            self.fields[f"team-{place.key}"] = forms.TypedChoiceField(
                label=_("哪支队伍"),
                choices=teams,
                coerce=int,
                empty_value=None,
                required=False,
                initial=place.team,
            )

    @property
    def rows(self) -> Iterable[tuple[Place, forms.BoundField, forms.BoundField]]:
        """Each place with its two fields."""
        return [
            (place, self[f"week-{place.key}"], self[f"team-{place.key}"]) for place in self.places
        ]

    def items(self) -> list[Item]:
        """What was settled."""
        found = []
        for place in self.places:
            week = self.cleaned_data[f"week-{place.key}"]
            teams: dict[int, Team] = {team.pk: team for team in place.teams}
            if week is not None:
                team = teams.get(self.cleaned_data[f"team-{place.key}"] or 0)
                found.append(Item(place.line, place.unit, self.weeks[week], team))
        return found


def _team(place: Place, team: Team) -> str:
    """With what it offers for this on the menu, and when it comes."""
    offered = place.offers.get(team.pk)
    return f"{team}（{offered}）" if offered else str(team)

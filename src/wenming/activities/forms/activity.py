"""The form of an activity that was held, and what it shares with that of an announcement."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.files.base import File
from django.utils.translation import gettext_lazy as _

from wenming.accounts.models import User
from wenming.activities.models import Activity
from wenming.activities.queries import teams_for
from wenming.base import clock
from wenming.organisation.forms import DayInput, RecordForm
from wenming.organisation.models import Town, Unit
from wenming.volunteers.models import Team

__all__ = ["ActivityForm", "AnyActivityForm", "PhotosField"]


class PhotosInput(forms.ClearableFileInput):
    """Several photos at once; a phone offers its camera and its album."""

    allow_multiple_selected = True
    template_name = "django/forms/widgets/file.html"


class PhotosField(forms.FileField):
    """None, one or several files; what they are, the action finds out."""

    widget = PhotosInput(attrs={"accept": "image/jpeg,image/png,image/webp"})

    def clean(self, data: Any, initial: Any = None) -> Sequence[File[bytes]]:
        files = data if isinstance(data, list | tuple) else [data]
        return [super(PhotosField, self).clean(file, initial) for file in files if file]


class AnyActivityForm(RecordForm[Activity]):
    """What is asked of every activity, announced or held; the desk's button knows some of it."""

    vocabularies = {
        "kind": "activity_kinds",
        "task": "five_tasks",
        "focus": "focus_groups",
        "theme": "themed_activities",
        "field": "training_fields",
    }
    several = frozenset({"focus"})

    def __init__(self, *args: Any, town: Town, user: User, **kwargs: Any) -> None:
        super().__init__(*args, town=town, user=user, **kwargs)
        self._understand()
        for name in ("kind", "task"):
            self._as_buttons(name)
        teams = self.fields["teams"]
        assert isinstance(teams, forms.ModelMultipleChoiceField)
        teams.queryset = self._teams(town)

    def _understand(self) -> None:
        """The desk's button names what counts: a team, a field, the branch's name."""
        roster, _colon, code = str(self.initial.get("subject", "")).partition(":")
        if roster == "team" and code.isdecimal():
            self.initial.setdefault("teams", Team.objects.of(self.town).filter(pk=int(code)))
        if roster == "field":
            self.initial.setdefault("field", code)
        if self.initial.get("branch") == "yes":
            self.initial.setdefault("in_branch_name", True)

    def _as_buttons(self, name: str) -> None:
        """Few words to choose among: all to be seen at once, large enough for a thumb."""
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = self._known(name, self.vocabularies[name])
        field.widget = forms.RadioSelect(choices=field.choices)

    def _teams(self, town: Town) -> Any:
        """Those of the unit at hand and of the town; whatever was chosen before stays to be seen."""
        if self.is_bound:
            return Team.objects.of(town).select_related("unit")
        offered = teams_for(town, self.chosen_unit)
        chosen = [team.pk for team in self.initial.get("teams", ())]
        return offered | Team.objects.of(town).filter(pk__in=chosen).select_related("unit")

    @property
    def chosen_unit(self) -> Unit | None:
        """The unit that the address, the earlier record or the only post of somebody names."""
        number = self.initial.get("unit") or self.instance.unit_id
        return Unit.objects.filter(pk=number).first() if number else None

    @property
    def asks_for_unit(self) -> bool:
        """Is it still open for whom the record is? Then that is asked first, on its own."""
        return not self.is_bound and self.chosen_unit is None


class ActivityForm(AnyActivityForm):
    """An activity that was held: one page on a phone (5.2)."""

    fresh = frozenset({"people", "note", "shows_photos"})
    seldom = ("led_by", "theme", "field", "place", "note", "photos", "shows_photos")

    photos = PhotosField(
        label=_("照片"),
        required=False,
        help_text=_("最多 6 张，每张不超过 10 MB。照片里的拍摄地点等信息会自动去掉。"),
    )

    class Meta:
        model = Activity
        fields = [
            "unit",
            "title",
            "held_on",
            "kind",
            "task",
            "in_branch_name",
            "teams",
            "people",
            "focus",
            "led_by",
            "theme",
            "field",
            "place",
            "note",
            "shows_photos",
        ]
        widgets = {
            "held_on": DayInput,
            "people": forms.NumberInput(attrs={"inputmode": "numeric"}),
            "teams": forms.CheckboxSelectMultiple,
            "note": forms.Textarea(attrs={"rows": 4}),
        }
        help_texts = {
            "led_by": _("写姓名。不填就是队长；没有队伍参加，就是单位的负责人。"),
            "in_branch_name": _("整支队伍以镇志愿服务支队名义开展的集中服务，请勾选。"),
            "people": _("到场的人，大概数也可以。"),
            "field": _("只有培训要填。"),
            "note": _("只有工作人员看得到，不公开。"),
            "shows_photos": _("照片里认得出的人都同意公开，才勾选。"),
        }

    field_order = [
        "unit",
        "title",
        "held_on",
        "kind",
        "task",
        "in_branch_name",
        "teams",
        "people",
        "focus",
        *seldom,
    ]

    def __init__(self, *args: Any, town: Town, user: User, **kwargs: Any) -> None:
        super().__init__(*args, town=town, user=user, **kwargs)
        self.initial.setdefault("held_on", clock.today())
        self.fields["people"].required = True

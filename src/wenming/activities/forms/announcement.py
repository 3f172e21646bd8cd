"""The form of an announcement: one page on a phone, with what is seldom asked folded away (5.2)."""

from __future__ import annotations

from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from wenming.accounts.models import User
from wenming.activities.forms.activity import AnyActivityForm
from wenming.activities.forms.shift import ShiftFields, said_of
from wenming.activities.models import Activity, Campaign, Shift
from wenming.base import clock
from wenming.organisation.models import Town

__all__ = ["AnnouncementForm"]

# What belongs to the shift: asked with the announcement, later changed with the shift.
OF_SHIFT: Final = tuple(ShiftFields.base_fields)


class AnnouncementForm(ShiftFields, AnyActivityForm):
    """What is going to be held, with its first shift (5.2; Decree 685, articles 12, 15 and 17)."""

    seldom = (
        "least_age",
        "is_dangerous",
        "insurance",
        "contact",
        "led_by",
        "focus",
        "theme",
        "field",
        "campaign",
        "teams",
        "in_branch_name",
        "shift_name",
        "skills",
        "weekly_most",
        "lifts_hours",
    )

    class Meta:
        model = Activity
        fields = [
            "unit",
            "title",
            "kind",
            "task",
            "about",
            "conditions",
            "risks",
            "least_age",
            "is_dangerous",
            "insurance",
            "contact",
            "led_by",
            "focus",
            "theme",
            "field",
            "campaign",
            "teams",
            "in_branch_name",
            "weekly_most",
            "lifts_hours",
        ]
        widgets = {
            "about": forms.Textarea(attrs={"rows": 4}),
            "teams": forms.CheckboxSelectMultiple,
            "least_age": forms.NumberInput(attrs={"inputmode": "numeric"}),
            "weekly_most": forms.NumberInput(attrs={"inputmode": "numeric"}),
        }
        help_texts = {
            "about": _("做什么、要带什么。"),
            "conditions": _("谁都可以来，就写“不限”。"),
            "risks": _("招募时要如实告知；没有就写“无”。"),
            "insurance": _("有危险的活动必须先办好，例如：已为志愿者办人身意外伤害保险。"),
            "led_by": _("写姓名。不填就是队长；没有队伍参加，就是单位的负责人。"),
            "contact": _("写在公开的页面上，请征得本人同意。"),
            "in_branch_name": _("整支队伍以镇志愿服务支队名义开展的集中服务，请勾选。"),
            "field": _("只有培训要填。"),
            "weekly_most": _("名额紧张时让大家轮流来；不填就是不限。"),
            "lifts_hours": _("到了这个时候还有空位，就不再限次数。"),
        }

    field_order = [
        "unit",
        "title",
        "kind",
        "task",
        "on",
        "begins",
        "ends",
        "place",
        "part",
        "places",
        "about",
        "conditions",
        "risks",
        *seldom,
    ]

    def __init__(self, *args: Any, town: Town, user: User, **kwargs: Any) -> None:
        super().__init__(*args, town=town, user=user, **kwargs)
        self.offer_skills(town)
        campaign = self.fields["campaign"]
        assert isinstance(campaign, forms.ModelChoiceField)
        joined = Campaign.objects.filter(activities=self.instance.pk)
        campaign.queryset = Campaign.objects.open_on(clock.today()).of(town) | joined
        if self.instance.pk:
            for name in OF_SHIFT:
                self.fields.pop(name, None)
        else:
            self._as_before()

    @property
    def seldom_fields(self) -> list[forms.BoundField]:
        """Without those of the shift, where there is a page for them."""
        return [self[name] for name in self.seldom if name in self.fields]

    @property
    def unfolds(self) -> bool:
        """What is always filled in says nothing."""
        asked = (name for name in self.seldom if name in self.fields and name != "lifts_hours")
        return any(name in self.errors or self.is_told(name) for name in asked)

    def clean(self) -> dict[str, Any]:
        """What is published must still be to come, and insured where there is danger."""
        told = super().clean()
        if self._is_published and not self.errors and self.stretch().ends_at <= clock.now():
            self.add_error("on", _("这个时间已经过去。已经办过的活动，请直接登记。"))
        if self._is_published and told.get("is_dangerous") and not told.get("insurance"):
            words = _("有危险的活动，要先办好人身意外伤害保险（志愿服务条例第十七条）。")
            self.add_error("insurance", words)
        return told

    def entered(self) -> dict[str, Any]:
        """The announcement, its shift, and which button was pressed."""
        told = {k: v for k, v in super().entered().items() if k not in OF_SHIFT}
        if self.instance.pk:
            return told
        return {**told, "stretches": [self.stretch()], "publish_now": self._is_published}

    @property
    def _is_published(self) -> bool:
        return not self.instance.pk and "publish" in self.data

    def _as_before(self) -> None:
        """The same again as an earlier activity: the hours and places of its first shift."""
        number = str(self.initial.get("from", ""))
        if number.isdecimal():
            earlier = Shift.objects.filter(activity=int(number), activity__town=self.town).first()
            before = said_of(earlier) if earlier else {}
            for name in OF_SHIFT:
                if name != "on" and before.get(name):
                    self.initial.setdefault(name, before[name])

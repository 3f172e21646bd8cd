"""The short forms of an activity's steps: how many came, what came of it, why it is called off."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from wenming.activities.forms.activity import PhotosField
from wenming.organisation.forms import Refusable

__all__ = ["CallOffForm", "CloseForm", "ReportForm"]


class CloseForm(forms.Form):
    """How many came."""

    people = forms.IntegerField(
        label=_("参加人数"),
        min_value=0,
        max_value=1_000_000,
        help_text=_("到场的人，大概数也可以。"),
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )


class ReportForm(Refusable, forms.Form):
    """What came of it."""

    results = forms.CharField(
        label=_("活动成果"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("已经按记录起草，请改成您的话。会公开，不要写个人情况。"),
    )
    photos = PhotosField(
        label=_("照片"),
        required=False,
        help_text=_("最多 6 张，每张不超过 10 MB。照片里的拍摄地点等信息会自动去掉。"),
    )
    shows_photos = forms.BooleanField(
        label=_("照片可以公开"),
        required=False,
        help_text=_("照片里认得出的人都同意公开，才勾选。"),
    )


class CallOffForm(forms.Form):
    """Why it will not take place."""

    why = forms.CharField(
        label=_("取消原因"), max_length=200, help_text=_("会公开，报名的人会收到通知。")
    )

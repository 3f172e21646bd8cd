"""A token for a platform."""

from __future__ import annotations

from datetime import timedelta

from django import forms
from django.utils.translation import gettext_lazy as _

from wenming.base import clock
from wenming.exchange.models import Access
from wenming.organisation.forms import DayInput, Refusable

__all__ = ["AccessForm"]


class AccessForm(Refusable, forms.Form):
    """Who gets it, for what, how long."""

    name = forms.CharField(
        label=_("平台名称"),
        max_length=60,
        help_text=_("例如“市新时代文明实践云平台”。同一个平台换令牌，名称要一样。"),
    )
    scopes = forms.MultipleChoiceField(
        label=_("可以做什么"),
        choices=Access.Scope.choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("请选至少一项。")},
    )
    until_on = forms.DateField(
        label=_("有效期到"),
        widget=DayInput,
        initial=lambda: clock.today() + timedelta(days=365),
        help_text=_("最长两年。"),
    )

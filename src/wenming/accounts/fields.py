"""A phone number and a code, however they are typed."""

from __future__ import annotations

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from wenming.accounts import phones
from wenming.base.errors import Impossible

__all__ = ["CodeField", "PhoneField"]


class PhoneField(forms.CharField):
    """Eleven digits, with blanks, dashes, +86 or full-width figures if one likes."""

    widget = forms.TextInput(
        attrs={"type": "tel", "inputmode": "tel", "autocomplete": "tel", "maxlength": "24"}
    )
    default_error_messages = {"required": _("请填写手机号码。")}

    def clean(self, value: object) -> str:
        typed = super().clean(value)
        try:
            return phones.normal(typed) if typed else ""
        except Impossible as error:
            raise ValidationError(str(error), code="invalid_phone") from error


class CodeField(forms.CharField):
    """Six figures; a Chinese keyboard may write them full-width."""

    widget = forms.TextInput(
        attrs={
            "inputmode": "numeric",
            "autocomplete": "one-time-code",
            "maxlength": "12",
            "spellcheck": "false",
        }
    )
    default_error_messages = {"required": _("请填写验证码。")}

    def to_python(self, value: object) -> str:
        return phones.narrow(str(super().to_python(value) or ""))

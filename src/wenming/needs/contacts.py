"""How somebody who asks is reached: a mobile number, or a telephone at home; and their household.

Numbers are kept and found as all are (`accounts.phones`): encrypted, by a keyed digest.
"""

from __future__ import annotations

import hashlib
import hmac
import re
from typing import Final

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from wenming.accounts import phones
from wenming.accounts.fields import PhoneField
from wenming.base.errors import Impossible

__all__ = ["ContactField", "household", "masked", "normal", "without_numbers"]

AT_HOME: Final = re.compile(r"(0\d{2,3})?[2-8]\d{6,7}")
# A telephone or identity number that somebody wrote into a text.
NUMBER: Final = re.compile(r"(?<!\d)[\d０-９][\d０-９\- ]{5,22}[\dXx０-９](?!\d)")


def normal(typed: str) -> str:
    """The figures of the number, however it was typed; else `Impossible`."""
    figures = re.sub(r"[\s\-.·()（）]", "", phones.narrow(typed))
    if AT_HOME.fullmatch(figures):
        return figures
    try:
        return phones.normal(typed)
    except Impossible as error:
        raise Impossible(
            _("请填写 11 位手机号码，或者家里的电话，例如 0595-88880000。"), field="phone"
        ) from error


def masked(phone: str) -> str:
    """138****0000, or ****0000 of a telephone at home."""
    if not phone:
        return ""
    return phones.masked(phone) if phone[0] == "1" else f"****{phone[-4:]}"


def household(phone: str, *told: object) -> str:
    """A digest that is the same for needs of one household and tells nothing about it.

    People of one household give one number; who has none is told by what else is known of them.
    """
    known = phone or "/".join(map(str, told))
    said = hmac.new(settings.BLIND_INDEX_KEY, f"household:{known}".encode(), hashlib.sha256)
    return said.hexdigest()[:32]


def without_numbers(text: str) -> str:
    """The text without the numbers that somebody wrote into it."""
    return NUMBER.sub("…", text)


class ContactField(PhoneField):
    """A mobile number or a telephone at home, with blanks and dashes if one likes."""

    default_error_messages = {"required": _("请留一个电话，好给您回话。")}

    def clean(self, value: object) -> str:
        typed = forms.CharField.clean(self, value)
        try:
            return normal(typed) if typed else ""
        except Impossible as error:
            raise ValidationError(str(error), code="invalid_phone") from error

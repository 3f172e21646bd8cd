"""Phone numbers: how they are written, kept and shown.

A number is kept encrypted and found again by a keyed digest (a blind index), so that neither a
copy of the database nor its indexes give it away (PIPL 51; field.md 4.5).
"""

import hashlib
import hmac
import re

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from wenming.base.errors import Impossible

__all__ = ["blind", "masked", "narrow", "normal"]

MAINLAND = re.compile(r"1[3-9]\d{9}")


def normal(phone: str) -> str:
    """The eleven digits of a mainland mobile number, however it was typed; else `Impossible`."""
    digits = re.sub(r"[\s\-.·()（）]", "", narrow(phone))
    digits = re.sub(r"^(\+|00)?86(?=1\d{10}$)", "", digits)
    if not MAINLAND.fullmatch(digits):
        raise Impossible(_("请填写 11 位手机号码，例如 13800000000。"), field="phone")
    return digits


def narrow(text: str) -> str:
    """Figures as a Chinese keyboard may write them, in their narrow form."""
    return text.translate(FULL_WIDTH)


FULL_WIDTH = str.maketrans("０１２３４５６７８９＋－　", "0123456789+- ")


def blind(phone: str) -> str:
    """The digest under which a normal number is found: 64 hexadecimal digits."""
    return hmac.new(settings.BLIND_INDEX_KEY, phone.encode(), hashlib.sha256).hexdigest()


def masked(phone: str) -> str:
    """138****0000: as it is shown to everybody."""
    return f"{phone[:3]}****{phone[-4:]}" if phone else ""

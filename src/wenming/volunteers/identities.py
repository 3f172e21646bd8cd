"""Identity numbers: how they are written, checked, kept and shown.

Kept as phone numbers are: encrypted, and found again by a keyed digest, so that neither a copy of
the database nor its indexes give a number away.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from django.utils.translation import gettext_lazy as _

from wenming.accounts import phones
from wenming.base.errors import Impossible

__all__ = ["CARD", "agrees", "blind", "check_figure", "masked", "normal"]

# The kind whose number says when its holder was born, and its last figure whether it is mistyped.
CARD: Final = "card"
WRITTEN: Final = re.compile(r"\d{17}[\dX]")
OTHER: Final = re.compile(r"[0-9A-Z()/]{5,24}")
WEIGHTS: Final = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def normal(kind: str, number: str) -> str:
    """The number as it is kept, however it was typed; else `Impossible`."""
    written = re.sub(r"[\s\-]", "", phones.narrow(number)).upper()
    if kind != CARD:
        if not OTHER.fullmatch(written):
            raise Impossible(_("请照证件上的号码填写。"), field="identity")
        return written
    if not WRITTEN.fullmatch(written) or check_figure(written[:17]) != written[17]:
        raise Impossible(_("身份证号码不对，请对照证件再填一次。"), field="identity")
    return written


def check_figure(body: str) -> str:
    """The eighteenth figure that belongs to the first seventeen (GB 11643)."""
    total = sum(int(figure) * weight for figure, weight in zip(body, WEIGHTS, strict=True))
    return "10X98765432"[total % 11]


def agrees(number: str, born_on: date, is_male: bool) -> bool:
    """Does an identity card's number tell of the same birthday and sex?"""
    return number[6:14] == f"{born_on:%Y%m%d}" and int(number[16]) % 2 == int(is_male)


def blind(kind: str, number: str) -> str:
    """The digest under which a normal number is found."""
    return phones.blind(f"{kind}:{number}")


def masked(number: str) -> str:
    """3***************12: as it is shown to everybody."""
    return f"{number[:1]}{'*' * (len(number) - 3)}{number[-2:]}" if number else ""

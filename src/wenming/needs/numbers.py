"""A need's number, N-4F7K-2Q: five figures of chance and one that checks them; and its link's key.

The number is said over the telephone and written on paper, so it has no sign that looks like
another, and a slip is told from a wrong number. It opens nothing by itself: whoever follows a need
also knows the last four figures of the telephone number, or has the link.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from typing import Final

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from wenming.accounts import phones
from wenming.base.errors import Impossible

__all__ = ["card", "key", "new", "normal"]

# 31 signs, a prime: a wrong sign and two that changed places are both found.
SIGNS: Final = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
DRAWN: Final = 5
ON_A_CARD: Final = 10


def new() -> str:
    """A number of chance."""
    body = "".join(secrets.choice(SIGNS) for _turn in range(DRAWN))
    return _written(body + _check(body))


def card() -> str:
    """What a contact card's address carries: it opens a place, so nobody can guess it."""
    return "".join(secrets.choice(SIGNS) for _turn in range(ON_A_CARD))


def normal(typed: str) -> str:
    """As it is kept, however it was typed; else `Impossible`."""
    signs = "".join(sign for sign in phones.narrow(typed).upper() if sign.isalnum())
    if len(signs) == DRAWN + 2 and signs[0] == "N":
        signs = signs[1:]
    known = len(signs) == DRAWN + 1 and set(signs) <= set(SIGNS)
    if not known or _check(signs[:DRAWN]) != signs[DRAWN]:
        raise Impossible(_("编号不对，请核对。编号像 N-4F7K-2Q 这样。"), field="number")
    return _written(signs)


def key(number: str) -> str:
    """What the link of a need carries besides its number; nobody can work it out."""
    said = hmac.new(settings.BLIND_INDEX_KEY, f"need:{number}".encode(), hashlib.sha256)
    return said.hexdigest()[:20]


def _written(signs: str) -> str:
    return f"N-{signs[:4]}-{signs[4:]}"


def _check(body: str) -> str:
    return SIGNS[sum((place + 2) * SIGNS.index(sign) for place, sign in enumerate(body)) % 31]

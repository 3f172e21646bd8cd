"""How often one may try, and how long to wait after that, in plain words.

The counting is allauth's, in the cache table, so every process sees it. The rates are in
`settings.ACCOUNT_RATE_LIMITS`. A wrong password counts against the number at that address: a
village behind one address, or a family with one phone, is not shut out by one person's slips.
"""

from __future__ import annotations

import math
import time
from collections.abc import Iterable
from typing import Protocol

from allauth.account.adapter import get_adapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.core.internal import ratelimit
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from wenming.accounts import phones

__all__ = ["address", "code_asked", "counted", "give_back", "password_tried", "waiting"]

APP = "allauth.account"


class Usage(Protocol):
    """One try that was counted."""

    def rollback(self) -> None: ...


def password_tried(request: HttpRequest, phone: str) -> list[Usage]:
    """One try with a password is taken; `give_back` it if it was right."""
    digest = phones.blind(phone)
    return [
        _take(request, "login_failed", f"{digest}:{address(request)}"),
        _take(request, "login_failed_number", digest),
    ]


def code_asked(request: HttpRequest, phone: str) -> None:
    """One code for a number is asked for; each may cost the town a message."""
    _take(request, "request_login_code", phones.blind(phone))


def counted(request: HttpRequest, action: str, key: str) -> None:
    """One of a kind of deed that `settings.ACCOUNT_RATE_LIMITS` limits, for whom `key` stands."""
    _take(request, action, key)


def give_back(taken: Iterable[Usage]) -> None:
    """It was right: it does not count."""
    for usage in taken:
        usage.rollback()


def address(request: HttpRequest) -> str:
    """Where the request comes from, behind as many proxies as the settings say."""
    return str(get_adapter().get_client_ip(request))


def waiting(request: HttpRequest, seconds: float = 60) -> HttpResponse:
    """The page that says how long, and what else one can do."""
    minutes = max(1, math.ceil(seconds / 60))
    words = ngettext("请等 %(n)s 分钟再试。", "请等 %(n)s 分钟再试。", minutes) % {"n": minutes}
    context = {"title": _("试的次数太多了"), "words": words}
    response = render(request, "429.html", context, status=429)
    response["Retry-After"] = str(math.ceil(seconds))
    return response


def _take(request: HttpRequest, action: str, key: str) -> Usage:
    usage: Usage | None = ratelimit.consume(
        request, app=APP, action=action, key=key, limit_get=True
    )
    if usage is None:
        raise ImmediateHttpResponse(waiting(request, _seconds_left(request, action, key)))
    return usage


def _seconds_left(request: HttpRequest, action: str, key: str) -> float:
    """Until the oldest try that still counts is forgotten, by the strictest rate."""
    left = 1.0
    for rate in ratelimit.get_rates(app=APP, action=action):
        place = ratelimit.get_cache_key(request, app=APP, action=action, rate=rate, key=key)
        tries: list[float] = cache.get(place, [])
        if len(tries) >= rate.amount:
            left = max(left, tries[rate.amount - 1] + rate.duration - time.time())
    return left

"""Which town an address is about.

One town: every address is its own. Several: `/t/<code>/…` is the town's, with every link under
it, and `/` lists the towns. The prefix works as a WSGI script name does, so that no view, link or
redirect has to know of it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from copy import copy
from functools import lru_cache
from time import monotonic
from typing import Final

from django.http import Http404, HttpRequest, HttpResponseBase
from django.urls import get_script_prefix, set_script_prefix

from wenming.organisation.holding import remembered
from wenming.organisation.models import Town

__all__ = ["town"]

PREFIX = re.compile(r"^/t/(?P<code>[-\w]+)(?=/)")

# Seconds for which a process need not ask again whether there is one town, and which.
KNOWN_FOR: Final = 5.0

Answer = Callable[[HttpRequest], HttpResponseBase]


def town(answer: Answer) -> Answer:
    """Find the town, take its prefix off the path and put it before every link."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        before = get_script_prefix()
        try:
            setattr(request, "town", _town(request))  # noqa: B010
            # What posts somebody holds is asked once a page, whatever it shows.
            with remembered():
                return answer(request)
        finally:
            set_script_prefix(before)

    return middleware


def _town(request: HttpRequest) -> Town | None:
    named = PREFIX.match(request.path_info)
    if named is None:
        return copy(_only_town(monotonic() // KNOWN_FOR))
    found = Town.objects.filter(code=named["code"]).first()
    if found is None:
        raise Http404
    request.path_info = request.path_info[named.end() :]
    set_script_prefix(f"{get_script_prefix().rstrip('/')}{named[0]}/")
    return found


@lru_cache(maxsize=1)
def _only_town(_now: float) -> Town | None:
    """Each page is given a copy of its own."""
    towns = list(Town.objects.all()[:2])
    return towns[0] if len(towns) == 1 else None

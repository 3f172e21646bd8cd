"""Who gets to a door of the desk at all: insiders of the town. For others it does not exist."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, cast

from django.http import Http404, HttpRequest, HttpResponse

from wenming.organisation.http import Request
from wenming.organisation.permissions import is_insider

__all__ = ["insiders_only"]

P = ParamSpec("P")


def insiders_only(
    view: Callable[Concatenate[Request, P], HttpResponse],
) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """404 for whoever holds no post in this address's town."""

    @wraps(view)
    def door(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        inside = cast("Request", request)
        if inside.town is None or not is_insider(inside.user, inside.town):
            raise Http404
        return view(inside, *args, **kwargs)

    return door

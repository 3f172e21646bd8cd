"""The door that every page of the public site has: open to all, for reading, of some town."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, cast

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from wenming.organisation.http import Request

__all__ = ["public"]

P = ParamSpec("P")


def public(
    view: Callable[Concatenate[Request, P], HttpResponse],
) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """Open to all; 404 where the address is of no town."""

    @login_not_required
    @require_GET
    @wraps(view)
    def door(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        inside = cast("Request", request)
        if inside.town is None:
            raise Http404
        return view(inside, *args, **kwargs)

    return door

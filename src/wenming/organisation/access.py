"""Who gets to a door at all: everybody to the public pages, insiders of the town to the desk."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, cast

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from wenming.organisation.http import Request
from wenming.organisation.permissions import is_insider

__all__ = ["in_a_town", "insiders_only", "public"]

P = ParamSpec("P")


def in_a_town(
    view: Callable[Concatenate[Request, P], HttpResponse],
) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """404 where the address is of no town."""

    @wraps(view)
    def door(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        inside = cast("Request", request)
        if inside.town is None:
            raise Http404
        return view(inside, *args, **kwargs)

    return door


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


def public(
    view: Callable[Concatenate[Request, P], HttpResponse],
) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """Open to all, for reading; 404 where the address is of no town."""
    return login_not_required(require_GET(in_a_town(view)))

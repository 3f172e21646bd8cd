"""Tokens at the desk; the description of the interface for everybody."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import get_script_prefix
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from wenming.base.errors import Impossible
from wenming.exchange.actions import tokens
from wenming.exchange.document import description
from wenming.exchange.forms import AccessForm
from wenming.exchange.models import Access
from wenming.exchange.permissions import may_let_in
from wenming.organisation.access import insiders_only, public
from wenming.organisation.http import Request, sent

__all__ = ["access_list", "access_revoking", "openapi"]


@public
def openapi(_request: Request) -> HttpResponse:
    """What can be asked, for machines."""
    told = description(f"{get_script_prefix()}api/v1/")
    return JsonResponse(told, json_dumps_params={"ensure_ascii": False})


@require_http_methods(["GET", "POST"])
@never_cache
@insiders_only
def access_list(request: Request) -> HttpResponse:
    """Who has a token; a new one, which is shown once."""
    letting_in = may_let_in(request.user, request.town)
    if request.method == "POST":
        letting_in.enforce()
    form, made, token = AccessForm(sent(request)), None, ""
    if request.method == "POST" and form.is_valid():
        try:
            made, token = tokens.issue(town=request.town, by=request.user, **form.cleaned_data)
        except Impossible as error:
            form.refuse(error)
        else:
            form = AccessForm()
    rows = Access.objects.of(request.town).select_related("issued_by")[:100]
    context = {
        "form": form,
        "rows": rows,
        "made": made,
        "token": token,
        "letting_in": letting_in,
    }
    status = 422 if form.errors else 200
    return render(request, "exchange/access_list.html", context, status=status)


@require_POST
@insiders_only
def access_revoking(request: Request, pk: int) -> HttpResponse:
    """It opens nothing any more."""
    may_let_in(request.user, request.town).enforce()
    found = get_object_or_404(Access.objects.of(request.town).select_related("town"), pk=pk)
    tokens.revoke(access=found, by=request.user)
    messages.success(request, _("已经停用。"))
    return redirect(found)

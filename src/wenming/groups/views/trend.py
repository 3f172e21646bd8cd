"""Kinds of need by village and season, and the needs behind each number."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from wenming.groups.forms import TrendForm
from wenming.groups.trend import LEAST, asked_in, season, trend
from wenming.needs.plan import KINDS
from wenming.needs.queries import lines
from wenming.organisation.access import insiders_only
from wenming.organisation.http import Request
from wenming.organisation.models import Unit
from wenming.organisation.queries import words

__all__ = ["trend_page", "trend_records"]

PAGE = 50
# A need of no kind, in an address.
NO_KIND = "-"


@require_GET
@never_cache
@insiders_only
def trend_page(request: Request) -> HttpResponse:
    """The tables."""
    form = TrendForm(request.GET, town=request.town)
    told = form.cleaned_data if form.is_valid() else {}
    known = words(request.town, KINDS)
    kind, unit = told.get("kind", ""), told.get("unit")
    found = trend(request.user, request.town, known, unit=unit, kind=kind)
    codes = dict(Unit.objects.filter(town=request.town).values_list("pk", "code"))
    context = {
        "form": form,
        "trend": found,
        "unit": unit,
        "kind": kind,
        "kind_word": known.get(kind, ""),
        "by_kind": [(line, line.code or NO_KIND) for line in found.kinds],
        "by_unit": [(line, codes[int(line.code)]) for line in found.units],
        "least": LEAST,
    }
    return render(request, "groups/trend.html", context)


@require_GET
@never_cache
@insiders_only
def trend_records(request: Request) -> HttpResponse:
    """The needs of one kind, village and season, as far as this reader may see them."""
    when = season(request.GET.get("season", ""))
    if when is None:
        raise Http404
    code, kind = request.GET.get("unit", ""), request.GET.get("kind", "")
    units = Unit.objects.filter(town=request.town)
    unit = get_object_or_404(units, code=code) if code else None
    asked = {"": None, NO_KIND: ""}.get(kind, kind)
    rows = asked_in(request.user, request.town, when, unit=unit, kind=asked)
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    context = {
        "season": when,
        "unit": unit,
        "kind_word": words(request.town, KINDS).get(kind, ""),
        "page": page,
        "lines": lines(request.user, request.town, page),
    }
    return render(request, "groups/trend_records.html", context)

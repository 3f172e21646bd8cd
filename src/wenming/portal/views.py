"""The pages that everybody may read."""

from __future__ import annotations

from typing import cast

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from wenming.base import clock
from wenming.obligations.queries import board
from wenming.organisation.access import public
from wenming.organisation.http import Request
from wenming.organisation.models import Town, Unit
from wenming.plans.document import Document
from wenming.plans.queries import document_of, plan_in_force
from wenming.portal import public_records
from wenming.portal.queries import home as homes
from wenming.portal.queries import plan as plans
from wenming.portal.queries import results
from wenming.portal.queries.units import groups, unit_page

__all__ = ["clause", "home", "plan", "result_list", "unit", "unit_list"]

PAGE = 50
FIRST_YEAR = 1949


@login_not_required
@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """The town's first page; the list of towns; or, on an empty installation, what to do first."""
    town = cast("Request", request).town
    if town is None:
        here = reverse("portal:home")
        towns = [(one, f"{here}t/{one.code}/") for one in Town.objects.all()]
        return render(request, "portal/towns.html", {"towns": towns})
    found = homes.home_page(town, clock.today())
    if found is None:
        return render(request, "portal/no_plan.html")
    return render(request, "portal/home.html", {"home": found})


@public
def unit_list(request: Request) -> HttpResponse:
    """The sites: institutes, stations, points."""
    context = {"groups": groups(request.town, clock.today())}
    return render(request, "portal/unit_list.html", context)


@public
def unit(request: Request, code: str) -> HttpResponse:
    """One unit: what it is, who heads it, what it has, means to do and has done."""
    found = get_object_or_404(Unit.objects.select_related("town"), town=request.town, code=code)
    context = {"page": unit_page(found, clock.today()), "today": clock.today()}
    return render(request, "portal/unit.html", context)


@public
def plan(request: Request) -> HttpResponse:
    """The plan as issued, with how each clause is carried out."""
    document = _document(request)
    if document is None:
        return render(request, "portal/no_plan.html")
    context = {
        "document": document,
        "parts": plans.parts(document),
    }
    return render(request, "portal/plan.html", context)


@public
def clause(request: Request, clause_id: str) -> HttpResponse:
    """One clause: the words, how they are read and checked, where the town stands."""
    found = board(request.town)
    section = plans.clause_view(found.document, clause_id) if found else None
    if found is None or section is None:
        raise Http404
    view = section.clauses[0]
    context = {
        "today": found.today,
        "paragraph": section.paragraph,
        "view": view,
        "rules": [(one, plans.present(found, one.rule)) for one in view.rules],
        "records": public_records.of(plans.counted(view)),
    }
    return render(request, "portal/clause.html", context)


@public
def result_list(request: Request, what: str) -> HttpResponse:
    """The records behind one of the figures, of a year, of the town or of a unit."""
    if what not in list(results.What):
        raise Http404
    chosen = _unit(request)
    span = results.year_of(clock.today().replace(month=1, day=1, year=_year(request)))
    rows = results.rows(results.What(what), request.town, span, chosen)
    context = {
        "what": what,
        "unit": chosen,
        "span": span,
        "figures": results.figures(request.town, span, chosen),
        "page": Paginator(rows, PAGE).get_page(request.GET.get("page")),
    }
    return render(request, "portal/results.html", context)


def _document(request: Request) -> Document | None:
    found = plan_in_force(request.town)
    return document_of(found) if found else None


def _unit(request: Request) -> Unit | None:
    code = request.GET.get("unit", "")
    return get_object_or_404(Unit, town=request.town, code=code) if code else None


def _year(request: Request) -> int:
    this_year = clock.today().year
    written = request.GET.get("year", str(this_year))
    if not written.isdecimal() or not FIRST_YEAR <= int(written) <= this_year:
        raise Http404
    return int(written)

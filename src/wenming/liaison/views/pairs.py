"""Who is tied to which unit, now and before; a leader's page, a unit's page (2.2-a, A.1)."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from wenming.base import clock
from wenming.base.errors import Impossible
from wenming.liaison.actions import pairs
from wenming.liaison.forms import EndForm, PairForm
from wenming.liaison.models import Leader, Pair, QuarterlyReport, Visit
from wenming.liaison.permissions import may_add_visit, may_visit
from wenming.liaison.queries import in_office, pairs_by_unit, reports_for, this_year
from wenming.organisation.access import insiders_only
from wenming.organisation.http import Request, sent
from wenming.organisation.models import Unit
from wenming.organisation.permissions import may_govern
from wenming.organisation.queries import people_of

__all__ = ["leader", "pair_add", "pair_end", "pair_list", "pair_succession", "unit"]


@require_GET
@insiders_only
def pair_list(request: Request) -> HttpResponse:
    """Every site with its leaders; where there is none, it says so."""
    units = pairs_by_unit(request.town, clock.today())
    context = {
        "units": units,
        "without": sum(not found.current for found in units),
        "governing": may_govern(request.user, request.town),
    }
    return render(request, "liaison/pair_list.html", context)


@require_GET
@insiders_only
def leader(request: Request, code: str) -> HttpResponse:
    """A leader: the units, this year's visits to each, the reports that came."""
    seen = Leader.objects.filter(town=request.town).select_related("user")
    found = get_object_or_404(seen, code=code)
    today = clock.today()
    made = Q(leader=found, withdrawn_at__isnull=True, visited_on__year=today.year)
    visits = dict(Visit.objects.filter(made).order_by().values_list("unit").annotate(Count("pk")))
    tied = list(found.pairs.select_related("unit").order_by("-from_on", "unit__place"))
    context = {
        "leader": found,
        "current": [(p, visits.get(p.unit_id, 0)) for p in tied if _lasts(p)],
        "former": [p for p in tied if not _lasts(p)],
        "visits": list(this_year(found.visits.all(), today)[:50]),
        "reports": list(reports_for(found)[:24]),
        "adding": may_add_visit(request.user, request.town),
        "year": today.year,
    }
    return render(request, "liaison/leader.html", context)


@require_GET
@insiders_only
def unit(request: Request, code: str) -> HttpResponse:
    """A unit: its leaders, their visits this year, its reports."""
    found = get_object_or_404(Unit, town=request.town, code=code)
    tied = list(
        in_office(Pair.objects.filter(unit=found), clock.today())
        .select_related("leader__user")
        .order_by("-from_on", "pk")
    )
    reports = QuarterlyReport.objects.standing().filter(unit=found).select_related("unit")
    context = {
        "unit": found,
        "current": [pair for pair in tied if _lasts(pair)],
        "former": [pair for pair in tied if not _lasts(pair)],
        "visits": list(this_year(Visit.objects.filter(unit=found), clock.today())[:50]),
        "reports": list(reports[:8]),
        "adding": may_visit(request.user, found),
        "governing": may_govern(request.user, request.town),
    }
    return render(request, "liaison/unit.html", context)


@require_http_methods(["GET", "POST"])
@insiders_only
def pair_add(request: Request, code: str) -> HttpResponse:
    """A leader is tied to a unit."""
    found = get_object_or_404(Unit, town=request.town, code=code)
    form = PairForm(sent(request), initial={"from_on": clock.today()})

    def deed() -> object:
        return pairs.begin(unit=found, by=request.user, **form.entered())

    return _change(request, found, form, deed, _("登记挂钩领导"))


@require_http_methods(["GET", "POST"])
@insiders_only
def pair_succession(request: Request, pk: int) -> HttpResponse:
    """Another leader follows, without a gap."""
    pair = _pair(request, pk)
    form = PairForm(sent(request), initial={"from_on": clock.today()})

    def deed() -> object:
        return pairs.succeed(pair=pair, by=request.user, **form.entered())

    title = _("接替%(leader)s挂钩") % {"leader": pair.leader}
    return _change(request, pair.unit, form, deed, title)


@require_http_methods(["GET", "POST"])
@insiders_only
def pair_end(request: Request, pk: int) -> HttpResponse:
    """A tie ends, and nobody follows yet."""
    pair = _pair(request, pk)
    form = EndForm(sent(request), initial={"until_on": clock.today()})

    def deed() -> object:
        return pairs.end(pair=pair, by=request.user, **form.cleaned_data)

    title = _("结束%(leader)s的挂钩") % {"leader": pair.leader}
    return _change(request, pair.unit, form, deed, title)


def _change(
    request: Request,
    unit: Unit,
    form: PairForm | EndForm,
    deed: Callable[[], object],
    title: str,
) -> HttpResponse:
    may_govern(request.user, request.town).enforce()
    if request.method == "POST" and form.is_valid():
        try:
            deed()
        except Impossible as error:
            form.refuse(error)
        else:
            messages.success(request, _("挂钩关系已经登记。"))
            return redirect("liaison:unit", unit.code)
    if "leader" in form.fields:
        root = Unit.objects.get(town=request.town, kind=Unit.Kind.TOWN)
        form.offer_names("leader", people_of(root))
    context = {"form": form, "unit": unit, "title": title}
    return render(request, "liaison/pair_form.html", context, status=422 if form.errors else 200)


def _pair(request: Request, pk: int) -> Pair:
    seen = Pair.objects.filter(town=request.town)
    return get_object_or_404(seen.select_related("unit__town", "leader__user", "town"), pk=pk)


def _lasts(pair: Pair) -> bool:
    return pair.until_on is None or pair.until_on >= clock.today()

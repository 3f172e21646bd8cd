"""The orders of each service, behind every figure; an order whose team is gone is called back."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from wenming.menu.forms import MenuForm
from wenming.menu.models import Service
from wenming.menu.queries import kept, lines
from wenming.needs.actions.dispatching import ASKED
from wenming.needs.actions.ordering import call_back
from wenming.needs.models import Dispatch, Need
from wenming.needs.ordering import WHAT, Figures, figures, orders
from wenming.organisation.access import insiders_only, public
from wenming.organisation.http import Request
from wenming.organisation.permissions import is_insider

__all__ = ["calling_back", "order_list", "order_tally"]

PAGE = 50
NAMES = {
    "ordered": gettext_lazy("点过的"),
    "under_way": gettext_lazy("在办的"),
    "served": gettext_lazy("服务过的"),
    "rated": gettext_lazy("评过的"),
}


@public
@never_cache
def order_list(request: Request, pk: int) -> HttpResponse:
    """The orders behind a figure. Nobody is named; strangers read in which month and village."""
    service = get_object_or_404(kept(request.town).exclude(published_at=None), pk=pk)
    what = request.GET.get("what", "ordered")
    what = what if what in WHAT else "ordered"
    page = Paginator(orders(service, what), PAGE).get_page(request.GET.get("page"))
    inside = request.user.is_authenticated and is_insider(request.user, request.town)
    seen = set()
    if inside:
        visible = Need.objects.visible_to(request.user, request.town)
        seen = set(visible.filter(pk__in=[one.pk for one in page]).values_list("pk", flat=True))
    context = {
        "service": service,
        "what": what,
        "name": NAMES[what],
        "names": NAMES.items(),
        "page": page,
        "rows": [(one, one.pk in seen) for one in page],
        "inside": inside,
    }
    return render(request, "needs/order_list.html", context)


@require_GET
@never_cache
@insiders_only
def order_tally(request: Request) -> HttpResponse:
    """Service by service: how often ordered, under way, served, rated; each figure opens its orders."""
    form = MenuForm(request.GET, town=request.town)
    told = form.cleaned_data if form.is_valid() else {}
    found = kept(request.town).filter(published_at__isnull=False)
    if unit := form.units.get(told.get("unit", "")):
        found = found.reaching(unit)
    if kind := told.get("kind", ""):
        found = found.filter(kind=kind)
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    counted = figures(page)
    context = {
        "form": form,
        "page": page,
        "rows": [
            (line, counted.get(line.service.pk, Figures())) for line in lines(request.town, page)
        ],
        "published": Service.Stage.PUBLISHED,
    }
    return render(request, "needs/order_tally.html", context)


@require_POST
@insiders_only
def calling_back(request: Request, pk: int) -> HttpResponse:
    """Who accepted is not there any more: the need waits again."""
    visible = Need.objects.visible_to(request.user, request.town)
    rows = Dispatch.objects.filter(need__in=visible).select_related("need__unit__town", *ASKED)
    found = get_object_or_404(rows, pk=pk)
    call_back(dispatch=found, by=request.user)
    messages.success(request, _("已经收回，请在派单台另外安排人。"))
    return redirect(found.need)

"""Service lists for everybody: what the town means to serve, and what it has served."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from wenming.groups.models import ServiceList
from wenming.groups.queries import LEAST_HOUSEHOLDS, service_rows
from wenming.organisation.access import public
from wenming.organisation.http import Request

__all__ = ["service_list", "service_lists"]

PAGE = 20


@public
def service_lists(request: Request) -> HttpResponse:
    """Those that hang out, the latest first."""
    rows = ServiceList.objects.published().of(request.town)
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    return render(request, "groups/public_lists.html", {"page": page})


@public
def service_list(request: Request, pk: int) -> HttpResponse:
    """One list, line by line."""
    rows = ServiceList.objects.published().of(request.town).select_related("unit", "town")
    row = get_object_or_404(rows, pk=pk)
    plans = row.work_plans.filter(
        month_plan__stage="published", month_plan__withdrawn_at__isnull=True
    )
    context = {
        "list": row,
        "rows": service_rows(row),
        "plans": list(plans.select_related("month_plan__unit")),
        "least": LEAST_HOUSEHOLDS,
    }
    return render(request, "groups/public_list.html", context)

"""What was done, and how long it took to come: hours to confirm, waiting times (5.2-d, 5.3-d)."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from wenming.base import clock
from wenming.base.errors import DomainError
from wenming.needs.actions import crediting
from wenming.needs.models import Service
from wenming.needs.queries import services_to_credit
from wenming.needs.waits import SPAN, waits
from wenming.organisation.access import insiders_only
from wenming.organisation.http import Request
from wenming.organisation.queries import choices

__all__ = ["service_list", "waiting_times"]

PAGE = 30


@require_http_methods(["GET", "POST"])
@never_cache
@insiders_only
def service_list(request: Request) -> HttpResponse:
    """Services whose hours wait to be confirmed: a task for each, one button for all."""
    tasks = choices(request.town, "five_tasks")
    found = services_to_credit(request.user, request.town)
    if request.method == "POST":
        _credit(request, found, {code for code, _word in tasks})
        return redirect("needs:service-list")
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    return render(request, "needs/service_list.html", {"page": page, "tasks": tasks})


@require_GET
@never_cache
@insiders_only
def waiting_times(request: Request) -> HttpResponse:
    """By kind and by unit; every number opens its needs."""
    since = clock.today() - SPAN
    by_kind, by_unit = waits(request.user, request.town, since)
    tables = [(_("按类别"), "kind", by_kind), (_("按单位"), "unit", by_unit)]
    return render(request, "needs/waiting_times.html", {"since": since, "tables": tables})


def _credit(request: Request, found: QuerySet[Service], tasks: set[str]) -> None:
    """Each that a task is chosen for, whatever page it stood on; what could not be is said."""
    told = {name.removeprefix("task-"): task for name, task in request.POST.items()}
    chosen = {int(pk): task for pk, task in told.items() if pk.isdecimal() and task in tasks}
    done = 0
    for service in found.filter(pk__in=[*chosen][:PAGE]):
        task = chosen[service.pk]
        try:
            left = crediting.credit(service=service, task=task, by=request.user)
        except DomainError as error:
            messages.warning(request, f"{service}{_('：')}{error}")
            continue
        done += 1
        for one in left:
            messages.warning(request, f"{service} · {one.presence.user}{_('：')}{one.why}")
    said = ngettext("确认了 %(n)s 次服务的时长。", "确认了 %(n)s 次服务的时长。", done)
    messages.success(request, said % {"n": done})

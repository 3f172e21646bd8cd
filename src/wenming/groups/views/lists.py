"""Service lists at the desk: drafted, put in order, hung out, planned for a month."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from wenming.activities.models import Activity
from wenming.base.errors import Impossible, Overtaken
from wenming.base.models import Entry
from wenming.groups.actions import service_lists, work_plans
from wenming.groups.deeds import deeds
from wenming.groups.forms import ActivityForm, DraftForm, LineForm, PlanForm, RemarkForm
from wenming.groups.models import ServiceLine, ServiceList
from wenming.groups.permissions import (
    may_edit,
    may_list,
    may_plan,
    may_publish,
    may_take_down,
    may_withdraw,
)
from wenming.groups.planning import PLACES, month_named, places, weeks_of
from wenming.groups.queries import lists_of, service_rows
from wenming.needs.queries import lines
from wenming.organisation.access import insiders_only
from wenming.organisation.forms import Refusable, WithdrawalForm
from wenming.organisation.http import Request, sent
from wenming.organisation.queries import last_deed

__all__ = [
    "activity_attaching",
    "activity_detaching",
    "line_add",
    "line_removal",
    "list_remark",
    "planning",
    "publishing",
    "service_line",
    "service_list",
    "service_list_list",
    "taking_down",
    "withdrawal",
]

PAGE = 20
NEEDS = 50


@require_http_methods(["GET", "POST"])
@never_cache
@insiders_only
def service_list_list(request: Request) -> HttpResponse:
    """The lists there are; a new one is drafted from the groups of today."""
    may_list(request.user, request.town).enforce()
    form = DraftForm(sent(request))
    if request.method == "POST" and form.is_valid():
        made = service_lists.draft(town=request.town, **form.cleaned_data, by=request.user)
        return redirect(made)
    page = Paginator(lists_of(request.town), PAGE).get_page(request.GET.get("page"))
    status = 422 if form.errors else 200
    return render(request, "groups/list_list.html", {"page": page, "form": form}, status=status)


@require_GET
@never_cache
@insiders_only
def service_list(request: Request, pk: int) -> HttpResponse:
    """One list with what was served of each line."""
    return _page(request, _find(request, pk))


@require_POST
@insiders_only
def list_remark(request: Request, pk: int) -> HttpResponse:
    """What stands above the lines."""
    row = _find(request, pk)
    may_edit(request.user, row).enforce()
    form = RemarkForm(request.POST, instance=_find(request, pk))
    if form.is_valid():
        try:
            service_lists.remark(row=row, remark=form.cleaned_data["remark"], by=request.user)
        except Impossible as error:
            form.refuse(error)
        else:
            messages.success(request, _("已经保存。"))
            return redirect(row)
    return _page(request, row, remarking=form)


@require_http_methods(["GET", "POST"])
@never_cache
@insiders_only
def line_add(request: Request, pk: int) -> HttpResponse:
    """One more service."""
    row = _find(request, pk)
    may_edit(request.user, row).enforce()
    form = LineForm(sent(request), town=request.town)
    if request.method == "POST" and form.is_valid():
        try:
            ticket = form.cleaned_data["ticket"]
            service_lists.add_line(row=row, **form.told(), ticket=ticket, by=request.user)
        except Impossible as error:
            form.refuse(error)
        else:
            messages.success(request, _("已经加进清单。"))
            return redirect(row)
    status = 422 if form.errors else 200
    return render(request, "groups/line_form.html", {"list": row, "form": form}, status=status)


@require_http_methods(["GET", "POST"])
@never_cache
@insiders_only
def service_line(request: Request, pk: int) -> HttpResponse:
    """One line: put in order, what it is for, what was served."""
    line = _find_line(request, pk)
    if request.method == "GET":
        return _line_page(request, line)
    may_edit(request.user, line.list).enforce()
    form = LineForm(request.POST, town=request.town, instance=_find_line(request, pk))
    if form.is_valid():
        told = form.told()
        try:
            service_lists.change_line(
                line=line, seen=form.cleaned_data["version"] or 0, **told, by=request.user
            )
        except (Impossible, Overtaken) as error:
            form.refuse(error)
        else:
            messages.success(request, _("已经保存。"))
            return redirect(line.list)
    return _line_page(request, _find_line(request, pk), editing=form)


@require_POST
@insiders_only
def line_removal(request: Request, pk: int) -> HttpResponse:
    """It is not in the list any more."""
    line = _find_line(request, pk)
    service_lists.remove_line(line=line, by=request.user)
    messages.success(request, _("已经从清单里删去。"))
    return redirect(line.list)


@require_POST
@insiders_only
def activity_attaching(request: Request, pk: int) -> HttpResponse:
    """An activity carries the line out."""
    line = _find_line(request, pk)
    may_withdraw(request.user, line.list).enforce()
    form = ActivityForm(request.POST, line=line)
    if form.is_valid():
        service_lists.attach(line=line, **form.cleaned_data, by=request.user)
        return redirect(line)
    return _line_page(request, line, attaching=form)


@require_POST
@insiders_only
def activity_detaching(request: Request, pk: int, activity: int) -> HttpResponse:
    """It does not belong here after all."""
    line = _find_line(request, pk)
    found = get_object_or_404(Activity.objects.filter(service_lines=line), pk=activity)
    service_lists.detach(line=line, activity=found, by=request.user)
    return redirect(line)


@require_POST
@insiders_only
def publishing(request: Request, pk: int) -> HttpResponse:
    """It hangs out from today."""
    row = _find(request, pk)
    may_publish(request.user, row).enforce()
    seen = request.POST.get("seen", "")
    try:
        service_lists.publish(
            row=row, seen=int(seen) if seen.isdecimal() else None, by=request.user
        )
    except (Impossible, Overtaken) as error:
        messages.warning(request, str(error))
        return redirect(row)
    messages.success(request, _("已经公布，大家看得到了。"))
    return redirect(row)


@require_POST
@insiders_only
def taking_down(request: Request, pk: int) -> HttpResponse:
    """Back to a draft."""
    row = _find(request, pk)
    service_lists.take_down(row=row, by=request.user)
    messages.success(request, _("已经收回到起草，改好再公布。"))
    return redirect(row)


@require_http_methods(["GET", "POST"])
@insiders_only
def withdrawal(request: Request, pk: int) -> HttpResponse:
    """It no longer counts, and why."""
    row = _find(request, pk)
    may_withdraw(request.user, row).enforce()
    form = WithdrawalForm(sent(request))
    if request.method == "POST" and form.is_valid():
        service_lists.withdraw(row=row, why=form.cleaned_data["why"], by=request.user)
        messages.success(request, _("已经撤回。"))
        return redirect(row)
    context = {"list": row, "form": form}
    return render(request, "groups/withdrawal.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@never_cache
@insiders_only
def planning(request: Request, pk: int) -> HttpResponse:
    """Which service, where, in which week, by which team; then the institute's month plan."""
    row = _find(request, pk)
    may_plan(request.user, row).enforce()
    month = month_named(row, request.GET.get("month", ""))
    weeks = weeks_of(month)
    page = Paginator(places(row, month), PLACES).get_page(request.GET.get("page"))
    form = PlanForm(sent(request), places=list(page), weeks=weeks)
    if request.method == "POST" and form.is_valid():
        shown = [(place.line.pk, place.unit.pk) for place in page]
        try:
            made = work_plans.write(
                row=row, month=month, items=form.items(), within=shown, by=request.user
            )
        except Impossible as error:
            form.refuse(error)
        else:
            if page.has_next():
                messages.success(request, _("这一页已经写进月计划，接着安排下一页。"))
                return redirect(
                    f"{request.path}?month={month:%Y-%m}&page={page.next_page_number()}"
                )
            messages.success(request, _("已经写进月计划。看一看，改一改，再公布。"))
            return redirect(made.month_plan)
    context = {"list": row, "month": month, "form": form, "page": page}
    return render(request, "groups/planning.html", context, status=422 if form.errors else 200)


def _find(request: Request, pk: int) -> ServiceList:
    """For the offices; to others at work in the town it is said why not."""
    may_list(request.user, request.town).enforce()
    rows = ServiceList.objects.of(request.town).select_related("unit__town", "town")
    return get_object_or_404(rows, pk=pk)


def _find_line(request: Request, pk: int) -> ServiceLine:
    may_list(request.user, request.town).enforce()
    rows = ServiceLine.objects.filter(list__town=request.town)
    return get_object_or_404(rows.select_related("list__unit__town", "list__town"), pk=pk)


def _page(request: Request, row: ServiceList, **forms: Refusable) -> HttpResponse:
    user = request.user
    context: dict[str, Any] = {
        "list": row,
        "rows": service_rows(row),
        "plans": list(row.work_plans.select_related("month_plan__unit")),
        "editing": may_edit(user, row),
        "publishing": may_publish(user, row),
        "taking_down": may_take_down(user, row),
        "withdrawing": may_withdraw(user, row),
        "planning": may_plan(user, row),
        "seen": last_deed(row),
        "remarking": forms.get("remarking") or RemarkForm(instance=row),
        "deeds": deeds(Entry.objects.of(row)),
    }
    status = 422 if any(form.errors for form in forms.values()) else 200
    return render(request, "groups/list.html", context, status=status)


def _line_page(request: Request, line: ServiceLine, **forms: Refusable) -> HttpResponse:
    row = line.list
    (shown,) = service_rows(row, line)
    needs = line.needs.select_related("unit__town").order_by("-asked_at", "-pk")
    page = Paginator(needs, NEEDS).get_page(request.GET.get("page"))
    editing = may_edit(request.user, row)
    context: dict[str, Any] = {
        "list": row,
        "row": shown,
        "page": page,
        "needs": lines(request.user, request.town, page),
        "planned": line.planned.exclude(week=None).select_related(
            "unit", "team", "work_plan__month_plan"
        ),
        "activities": list(line.activities.select_related("unit").order_by("held_on")),
        "may": editing,
        "withdrawing": may_withdraw(request.user, row),
        "editing": forms.get("editing") or LineForm(town=request.town, instance=line),
        "attaching": forms.get("attaching") or ActivityForm(line=line),
    }
    status = 422 if any(form.errors for form in forms.values()) else 200
    return render(request, "groups/line.html", context, status=status)

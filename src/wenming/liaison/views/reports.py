"""The quarterly report: open, edit, send, read; three taps (A.3-b)."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from wenming.base import clock
from wenming.base.errors import Impossible, Overtaken
from wenming.base.models import Entry
from wenming.liaison.actions import reports
from wenming.liaison.forms import ReportForm
from wenming.liaison.models import QuarterlyReport
from wenming.liaison.permissions import may_edit, may_read, may_send, may_withdraw
from wenming.liaison.quarters import Quarter
from wenming.liaison.queries import quarters_before, reporting_units
from wenming.organisation.access import insiders_only
from wenming.organisation.actions import records
from wenming.organisation.forms import WithdrawalForm
from wenming.organisation.http import Request, sent
from wenming.organisation.models import Unit
from wenming.organisation.register_rows import Deed

__all__ = [
    "report",
    "report_editing",
    "report_list",
    "report_opening",
    "report_reading",
    "report_sending",
    "report_withdrawal",
]

PAGE = 50
DEEDS = {
    "added": pgettext_lazy("deed", "打开草稿"),
    "corrected": gettext_lazy("修改草稿"),
    "sent": gettext_lazy("报送"),
    "read": gettext_lazy("已阅"),
    "withdrawn": pgettext_lazy("deed", "撤回"),
}
QUARTERS = 4


@require_GET
@insiders_only
def report_list(request: Request) -> HttpResponse:
    """The last quarters of the unit at hand, each with its one button; below, all reports."""
    units = list(Unit.objects.filter(town=request.town).sites())
    mine = list(reporting_units(request.user, request.town))
    chosen = request.GET.get("unit", "") or (mine[0].code if len(mine) == 1 else "")
    rows = QuarterlyReport.objects.standing().of(request.town).select_related("unit")
    if chosen:
        rows = rows.filter(unit__code=chosen)
    rows = rows.order_by("-year", "-quarter", "unit__place", "pk")
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    own = next((unit for unit in mine if unit.code == chosen), None)
    context = {
        "page": page,
        "units": units,
        "chosen": chosen,
        "own": own,
        "quarters": _quarters(own) if own else [],
    }
    return render(request, "liaison/report_list.html", context)


@require_POST
@insiders_only
def report_opening(request: Request) -> HttpResponse:
    """Open the draft already written."""
    unit = get_object_or_404(Unit, town=request.town, code=request.POST.get("unit", ""))
    quarter = _quarter(request.POST.get("quarter", ""))
    return redirect(reports.open_draft(unit=unit, quarter=quarter, by=request.user))


@require_GET
@insiders_only
def report(request: Request, pk: int) -> HttpResponse:
    """A report; a draft can be edited where it stands."""
    return _page(request, _find(request, pk))


@require_POST
@insiders_only
def report_editing(request: Request, pk: int) -> HttpResponse:
    """Keep the draft as it is now."""
    found = _find(request, pk)
    form = ReportForm(request.POST, instance=_find(request, pk))
    if form.is_valid():
        try:
            reports.edit(row=found, by=request.user, **form.cleaned_data)
        except (Impossible, Overtaken) as error:
            form.refuse(error)
        else:
            messages.success(request, _("草稿已经保存。"))
            return redirect(found)
    return _page(request, _find(request, pk), form)


@require_POST
@insiders_only
def report_sending(request: Request, pk: int) -> HttpResponse:
    """Keep it and send it."""
    found = _find(request, pk)
    may_send(request.user, found).enforce()
    form = ReportForm(request.POST, instance=_find(request, pk))
    if form.is_valid():
        reports.send(report=found, by=request.user, **form.cleaned_data)
        messages.success(request, _("报告已经报送挂钩领导。"))
        return redirect(found)
    return _page(request, _find(request, pk), form)


@require_POST
@insiders_only
def report_reading(request: Request, pk: int) -> HttpResponse:
    """The leader has read it."""
    found = _find(request, pk)
    reports.read(report=found, by=request.user)
    return redirect(found)


@require_http_methods(["GET", "POST"])
@insiders_only
def report_withdrawal(request: Request, pk: int) -> HttpResponse:
    """Take a report back, with the reason."""
    found = _find(request, pk)
    may_withdraw(request.user, found).enforce()
    form = WithdrawalForm(sent(request))
    if request.method == "POST" and form.is_valid():
        why = form.cleaned_data["why"]
        records.withdraw(row=found, why=why, may=may_withdraw, by=request.user)
        messages.success(request, _("已经撤回。"))
        return redirect(found)
    context = {"report": found, "form": form}
    status = 422 if form.errors else 200
    return render(request, "liaison/report_withdrawal.html", context, status=status)


def _find(request: Request, pk: int) -> QuarterlyReport:
    seen = QuarterlyReport.objects.of(request.town).select_related("town", "unit__town", "sent_by")
    return get_object_or_404(seen, pk=pk)


def _page(request: Request, found: QuarterlyReport, form: ReportForm | None = None) -> HttpResponse:
    context = {
        "report": found,
        "form": form or ReportForm(instance=found),
        "editing": may_edit(request.user, found),
        "sending": may_send(request.user, found),
        "reading": may_read(request.user, found),
        "withdrawing": may_withdraw(request.user, found),
        "receipts": list(found.receipts.select_related("leader__user")),
        "deeds": [
            Deed(e.at, _word(e.verb), e.by_name or _("系统")) for e in Entry.objects.of(found)
        ],
    }
    status = 422 if form is not None else 200
    return render(request, "liaison/report.html", context, status=status)


def _word(verb: str) -> str:
    return str(DEEDS.get(verb.partition(".")[2], verb))


def _quarters(unit: Unit) -> list[tuple[Quarter, QuarterlyReport | None]]:
    wanted = quarters_before(clock.today(), QUARTERS)
    rows = QuarterlyReport.objects.standing().filter(unit=unit, year__gte=wanted[-1].year)
    found = {Quarter(row.year, row.quarter): row for row in rows.select_related("unit")}
    return [(quarter, found.get(quarter)) for quarter in wanted]


def _quarter(written: str) -> Quarter:
    """`2022-3`."""
    year, _dash, number = written.partition("-")
    if not (year.isdecimal() and number in "1234" and len(number) == 1):
        raise Http404
    if not 1949 <= int(year) <= clock.today().year:
        raise Http404
    return Quarter(int(year), int(number))

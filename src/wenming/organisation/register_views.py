"""The five doors of a register: list, add, page, correct, withdraw."""

from __future__ import annotations

import re
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.forms import model_to_dict
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from wenming.base import clock
from wenming.base.errors import Impossible, Overtaken
from wenming.base.models import Entry
from wenming.base.offline import kept
from wenming.organisation.access import insiders_only
from wenming.organisation.forms import RecordForm, WithdrawalForm
from wenming.organisation.http import Request, sent
from wenming.organisation.models import Unit, UnitRecord
from wenming.organisation.register_rows import Showing
from wenming.organisation.registers import Register

__all__ = ["addresses"]

PAGE = 50


def addresses(register: Register) -> list[URLPattern]:
    """The addresses of one register."""
    about, slug, name = {"register": register}, register.slug, register.name
    return [
        path(f"{slug}/", record_list, about, name=f"{name}-list"),
        path(f"{slug}/new/", record_add, about, name=f"{name}-add"),
        path(f"{slug}/<int:pk>/", record_page, about, name=name),
        path(f"{slug}/<int:pk>/correction/", record_correction, about, name=f"{name}-correction"),
        path(f"{slug}/<int:pk>/withdrawal/", record_withdrawal, about, name=f"{name}-withdrawal"),
    ]


@require_GET
@insiders_only
def record_list(request: Request, register: Register) -> HttpResponse:
    """The records, the latest first; by unit and year."""
    rows, chosen = _chosen(request, register)
    showing = Showing(register, request.town)
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    context = {
        "register": register,
        "page": page,
        "chosen": chosen,
        "lines": [showing.line(row) for row in page],
        "units": list(Unit.objects.filter(town=request.town)),
        "adding": register.may_add(request.user, request.town),
    }
    return render(request, "organisation/record_list.html", context)


@require_http_methods(["GET", "POST"])
@insiders_only
def record_add(request: Request, register: Register) -> HttpResponse:
    """The empty form, or filled in from the address; then the record."""
    register.may_add(request.user, request.town).enforce()
    form = _form(request, register)
    if request.method == "POST" and form.is_valid():
        ticket = form.cleaned_data["ticket"]
        try:
            row = register.enter(**form.entered(), ticket=ticket, by=request.user)
        except Impossible as error:
            form.refuse(error)
        else:
            messages.success(request, _("已经登记。"))
            return redirect(register.page_name, row.pk)
    return _form_page(request, register, form)


@require_GET
@insiders_only
def record_page(request: Request, register: Register, pk: int) -> HttpResponse:
    """One record, whole, with what was done to it."""
    row = _find(request, register, pk)
    showing = Showing(register, request.town)
    context = {
        "register": register,
        "record": row,
        "fields": showing.fields(row),
        "changing": register.may(request.user, row),
        "withdrawing": register.withdrawing(request.user, row),
        "deeds": list(showing.deeds(Entry.objects.of(row))),
        **register.more(row, request.user),
    }
    return render(request, register.template, context)


@require_http_methods(["GET", "POST"])
@insiders_only
def record_correction(request: Request, register: Register, pk: int) -> HttpResponse:
    """Put a record right."""
    row = _find(request, register, pk)
    register = register.other(row) or register
    register.may(request.user, row).enforce()
    form = _form(request, register, _find(request, register, pk))
    if request.method == "POST" and form.is_valid():
        seen = form.cleaned_data["seen"]
        try:
            register.put_right(row=row, seen=seen, by=request.user, **form.entered())
        except (Impossible, Overtaken) as error:
            form.refuse(error)
        else:
            messages.success(request, _("已经更正。"))
            return redirect(register.page_name, row.pk)
    return _form_page(request, register, form, _find(request, register, pk))


@require_http_methods(["GET", "POST"])
@insiders_only
def record_withdrawal(request: Request, register: Register, pk: int) -> HttpResponse:
    """Take a record back, with the reason."""
    row = _find(request, register, pk)
    register.withdrawing(request.user, row).enforce()
    form = WithdrawalForm(sent(request))
    if request.method == "POST" and form.is_valid():
        why = form.cleaned_data["why"]
        register.take_back(row=row, why=why, by=request.user)
        messages.success(request, _("已经撤回。"))
        return redirect(register.page_name, row.pk)
    context = {"register": register, "record": row, "form": form}
    status = 422 if form.errors else 200
    return render(request, "organisation/record_withdrawal.html", context, status=status)


def _find(request: Request, register: Register, pk: int) -> UnitRecord:
    seen = register.model._default_manager.filter(town=request.town)
    with_them = seen.select_related(
        "town", "unit", "recorded_by", "withdrawn_by", *register.related
    )
    return get_object_or_404(with_them, pk=pk)


def _form(
    request: Request, register: Register, row: UnitRecord | None = None
) -> RecordForm[UnitRecord]:
    about: dict[str, Any] = {"town": request.town, "user": request.user}
    if row is not None:
        about["instance"] = row
    if request.method == "POST":
        return register.form(request.POST, request.FILES, **about)
    if row is not None:
        return register.form(**about)
    return register.form(initial={**_earlier(request, register), **_given(request)}, **about)


def _earlier(request: Request, register: Register) -> dict[str, Any]:
    """`?from=17`: the same again as in that record, but on another day."""
    number = request.GET.get("from", "")
    if not number.isdecimal():
        return {}
    names = set(register.form._meta.fields or ()) - {register.day} - register.form.fresh
    return model_to_dict(_find(request, register, int(number)), fields=names)


def _given(request: Request) -> dict[str, Any]:
    """What the address fills in: a button on the desk knows unit, kind and day already."""
    given: dict[str, Any] = {
        name: values if len(values) > 1 else values[0]
        for name, values in request.GET.lists()
        if any(values)
    }
    unit = _unit(request, given.pop("unit", ""))
    return given | ({"unit": str(unit.pk)} if unit else {})


def _unit(request: Request, code: object) -> Unit | None:
    """The town's unit with this code; whatever is typed into the address stays out of the query."""
    units = {unit.code: unit for unit in Unit.objects.filter(town=request.town)}
    return units.get(str(code))


def _form_page(
    request: Request,
    register: Register,
    form: RecordForm[UnitRecord],
    row: UnitRecord | None = None,
) -> HttpResponse:
    context = {"register": register, "form": form, "record": row}
    status = 422 if form.errors else 200
    response = render(request, register.form_template, context, status=status)
    return kept(response) if register.offline and row is None else response


def _chosen(request: Request, register: Register) -> tuple[QuerySet[UnitRecord], dict[str, str]]:
    chosen = {"unit": request.GET.get("unit", ""), "year": request.GET.get("year", "")}
    rows = register.model._default_manager.filter(town=request.town, withdrawn_at__isnull=True)
    if chosen["unit"]:
        rows = rows.filter(unit=_unit(request, chosen["unit"]))
    if chosen["year"]:
        rows = rows.filter(**{register.by_year: _year(chosen["year"])})
    rows = rows.select_related("unit", *register.related)
    return rows.order_by(f"-{register.day}", "-pk"), chosen


def _year(written: str) -> int:
    year = int(written) if re.fullmatch(r"[0-9]{4}", written) else 0
    if not 1900 <= year <= clock.today().year + 50:
        raise Http404
    return year

"""The five doors of a register: list, add, page, correct, withdraw."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path
from django.views.decorators.http import require_GET, require_http_methods

from wenming.base import clock
from wenming.base.errors import Impossible
from wenming.base.models import Entry
from wenming.organisation.access import insiders_only
from wenming.organisation.actions import records
from wenming.organisation.forms import RecordForm, WithdrawalForm
from wenming.organisation.http import Request
from wenming.organisation.models import Unit, UnitRecord
from wenming.organisation.permissions import may_change
from wenming.organisation.queries import recordable_units, words
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
    known = _vocabularies(request, register)
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    context = {
        "register": register,
        "page": page,
        "chosen": chosen,
        "lines": [_line(register, row, known) for row in page],
        "units": Unit.objects.filter(town=request.town),
        "may_add": recordable_units(request.user, request.town).exists(),
    }
    return render(request, "organisation/record_list.html", context)


@require_http_methods(["GET", "POST"])
@insiders_only
def record_add(request: Request, register: Register) -> HttpResponse:
    """The empty form, or filled in from the address; then the record."""
    form = _form(request, register)
    if request.method == "POST" and form.is_valid():
        try:
            row = register.enter(
                **form.entered(), ticket=form.cleaned_data["ticket"], by=request.user
            )
        except Impossible as error:
            form.add_error(error.field if error.field in form.fields else None, str(error))
        else:
            return redirect(register.page_name, row.pk)
    return _form_page(request, register, form)


@require_GET
@insiders_only
def record_page(request: Request, register: Register, pk: int) -> HttpResponse:
    """One record, whole, with what was done to it."""
    row = _find(request, register, pk)
    context = {
        "register": register,
        "record": row,
        "fields": _fields(request, register, row),
        "changing": may_change(request.user, row),
        "entries": Entry.objects.of(row),
    }
    return render(request, register.template, context)


@require_http_methods(["GET", "POST"])
@insiders_only
def record_correction(request: Request, register: Register, pk: int) -> HttpResponse:
    """Put a record right."""
    row = _find(request, register, pk)
    may_change(request.user, row).enforce()
    form = _form(request, register, _find(request, register, pk))
    if request.method == "POST" and form.is_valid():
        try:
            records.correct(row=row, by=request.user, **form.entered())
        except Impossible as error:
            form.add_error(error.field if error.field in form.fields else None, str(error))
        else:
            return redirect(register.page_name, row.pk)
    return _form_page(request, register, form, row)


@require_http_methods(["GET", "POST"])
@insiders_only
def record_withdrawal(request: Request, register: Register, pk: int) -> HttpResponse:
    """Take a record back, with the reason."""
    row = _find(request, register, pk)
    may_change(request.user, row).enforce()
    form = WithdrawalForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        records.withdraw(row=row, by=request.user, why=form.cleaned_data["why"])
        return redirect(register.page_name, row.pk)
    context = {"register": register, "record": row, "form": form}
    return render(request, "organisation/record_withdrawal.html", context)


def _find(request: Request, register: Register, pk: int) -> UnitRecord:
    seen = register.model._default_manager.filter(town=request.town)
    return get_object_or_404(seen.select_related("unit", "recorded_by", "withdrawn_by"), pk=pk)


def _form(
    request: Request, register: Register, row: UnitRecord | None = None
) -> RecordForm[UnitRecord]:
    about: dict[str, Any] = {"town": request.town, "user": request.user}
    if row is not None:
        about["instance"] = row
    if request.method == "POST":
        return register.form(request.POST, request.FILES, **about)
    return register.form(initial=_given(request), **about)


def _given(request: Request) -> dict[str, str]:
    """What the address fills in: a button on the desk knows unit, kind and day already."""
    given = {name: str(value) for name, value in request.GET.items() if value}
    code = given.pop("unit", "")
    unit = Unit.objects.filter(town=request.town, code=code).first()
    return given | ({"unit": str(unit.pk)} if unit else {})


def _form_page(
    request: Request,
    register: Register,
    form: RecordForm[UnitRecord],
    row: UnitRecord | None = None,
) -> HttpResponse:
    context = {"register": register, "form": form, "record": row}
    status = 422 if form.errors else 200
    return render(request, "organisation/record_form.html", context, status=status)


def _chosen(request: Request, register: Register) -> tuple[QuerySet[UnitRecord], dict[str, str]]:
    chosen = {"unit": request.GET.get("unit", ""), "year": request.GET.get("year", "")}
    rows = register.model._default_manager.filter(town=request.town, withdrawn_at__isnull=True)
    if chosen["unit"]:
        rows = rows.filter(unit__code=chosen["unit"])
    if chosen["year"]:
        rows = rows.filter(**{f"{register.day}__year": _year(chosen["year"])})
    return rows.select_related("unit").order_by(f"-{register.day}", "-pk"), chosen


def _year(written: str) -> int:
    if not written.isdecimal() or not 1900 <= int(written) <= clock.today().year + 50:
        raise Http404
    return int(written)


def _vocabularies(request: Request, register: Register) -> dict[str, dict[str, str]]:
    named = {c.vocabulary for c in register.columns if c.vocabulary}
    named |= set(register.form.vocabularies.values())
    return {name: dict(words(request.town, name)) for name in sorted(named)}


def _line(
    register: Register, row: UnitRecord, vocabularies: dict[str, dict[str, str]]
) -> dict[str, object]:
    cells = [_shown(row, c.field, vocabularies.get(c.vocabulary, {})) for c in register.columns]
    return {"row": row, "day": getattr(row, register.day), "cells": cells}


def _fields(request: Request, register: Register, row: UnitRecord) -> list[tuple[str, object]]:
    vocabularies, form = _vocabularies(request, register), register.form
    return [
        (
            str(row._meta.get_field(name).verbose_name),  # type: ignore[union-attr]
            _shown(row, name, vocabularies.get(form.vocabularies.get(name, ""), {})),
        )
        for name in form._meta.fields or []
    ]


def _shown(row: UnitRecord, field: str, known: dict[str, str]) -> object:
    display = getattr(row, f"get_{field}_display", None)
    value = display() if display else getattr(row, field)
    if isinstance(value, list):
        return "、".join(str(known.get(code, code)) for code in value)
    return known.get(value, value) if isinstance(value, str) else value

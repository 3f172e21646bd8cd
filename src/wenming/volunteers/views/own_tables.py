"""A town's own tables: uploaded once, told what their columns mean, renamed, replaced, removed."""

from __future__ import annotations

from typing import Final

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from wenming.base.errors import Impossible
from wenming.organisation.access import insiders_only
from wenming.organisation.http import Request, sent
from wenming.volunteers.actions import own_tables
from wenming.volunteers.giving import says_state
from wenming.volunteers.handing import OwnTableForm, TableFileForm
from wenming.volunteers.models import OwnTable
from wenming.volunteers.permissions import may_give_out

__all__ = ["own_table", "own_table_add", "own_table_file", "own_table_list", "own_table_removal"]

UNSAID: Final = gettext_lazy(
    "这张表没有一列写明更正、作废：以后更正或者作废的记录，会在名称后面注明。表里有“备注”列的，请选“备注：更正或作废”。"
)


@require_GET
@never_cache
@insiders_only
def own_table_list(request: Request) -> HttpResponse:
    """The tables that are kept, and who last changed them."""
    may_give_out(request.user, request.town).enforce()
    found = OwnTable.objects.of(request.town).defer("file").select_related("changed_by")
    return render(request, "volunteers/own_table_list.html", {"tables": list(found)})


@require_http_methods(["GET", "POST"])
@never_cache
@insiders_only
def own_table_add(request: Request) -> HttpResponse:
    """Keep a new one; what its columns mean is asked next."""
    may_give_out(request.user, request.town).enforce()
    form = TableFileForm(sent(request), request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            data, head = form.read()
            name = form.cleaned_data["name"]
            made = own_tables.keep(
                town=request.town, name=name, data=data, head=head, by=request.user
            )
        except Impossible as error:
            form.refuse(error)
        else:
            messages.success(request, _("表格已经留下。请核对每一列填什么。"))
            return redirect(made)
    return _file_page(request, form)


@require_http_methods(["GET", "POST"])
@never_cache
@insiders_only
def own_table(request: Request, pk: int) -> HttpResponse:
    """What each of its columns means."""
    found = _find(request, pk)
    form = OwnTableForm(sent(request), table=found)
    if request.method == "POST" and form.is_valid():
        try:
            name = form.cleaned_data["name"]
            own_tables.change(table=found, name=name, codes=form.codes(), by=request.user)
        except Impossible as error:
            form.refuse(error)
        else:
            messages.success(request, _("已经记下，提供资料时可以选这张表。"))
            if not says_state(form.codes()):
                messages.warning(request, UNSAID)
            return redirect("volunteers:own-table-list")
    status = 422 if form.errors else 200
    unsaid = "" if says_state([code for _heading, code in found.columns]) else UNSAID
    context = {"form": form, "table": found, "unsaid": unsaid}
    return render(request, "volunteers/own_table.html", context, status=status)


@require_http_methods(["GET", "POST"])
@never_cache
@insiders_only
def own_table_file(request: Request, pk: int) -> HttpResponse:
    """The recipient has a new version of it."""
    found = _find(request, pk)
    form = TableFileForm(sent(request), request.FILES or None, has_name=False)
    if request.method == "POST" and form.is_valid():
        try:
            data, head = form.read()
            own_tables.replace(table=found, data=data, head=head, by=request.user)
        except Impossible as error:
            form.refuse(error)
        else:
            messages.success(request, _("已经换成新的表格。请核对每一列填什么。"))
            return redirect(found)
    return _file_page(request, form, found)


@require_POST
@insiders_only
def own_table_removal(request: Request, pk: int) -> HttpResponse:
    """It is not needed any longer."""
    own_tables.remove(table=_find(request, pk), by=request.user)
    messages.success(request, _("表格已经删去，提供记录还在。"))
    return redirect("volunteers:own-table-list")


def _find(request: Request, pk: int) -> OwnTable:
    may_give_out(request.user, request.town).enforce()
    return get_object_or_404(OwnTable.objects.of(request.town).select_related("town"), pk=pk)


def _file_page(
    request: Request, form: TableFileForm, found: OwnTable | None = None
) -> HttpResponse:
    status = 422 if form.errors else 200
    context = {"form": form, "table": found}
    return render(request, "volunteers/own_table_file.html", context, status=status)

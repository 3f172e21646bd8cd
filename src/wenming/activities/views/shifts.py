"""Shifts of an announced activity at the desk: one more, another time, one fewer."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from wenming.activities.actions import shifts
from wenming.activities.forms import ShiftForm
from wenming.activities.forms.shift import said_of
from wenming.activities.models import Activity, Shift
from wenming.activities.permissions import may_change_announcement
from wenming.base.errors import Impossible, Overtaken
from wenming.organisation.access import insiders_only
from wenming.organisation.http import Request, sent

__all__ = ["shift", "shift_add", "shift_removal"]


@require_http_methods(["GET", "POST"])
@insiders_only
def shift_add(request: Request, pk: int) -> HttpResponse:
    """One more shift, like the last one unless told otherwise."""
    found = get_object_or_404(Activity.objects.of(request.town).select_related("unit"), pk=pk)
    may_change_announcement(request.user, found).enforce()
    last = found.shifts.last()
    form = ShiftForm(sent(request), town=request.town, initial=said_of(last) if last else {})
    if request.method == "POST" and form.is_valid():
        try:
            shifts.add(activity=found, stretch=form.stretch(), by=request.user)
        except Impossible as error:
            form.refuse(error)
        else:
            messages.success(request, _("加了一个班次。"))
            return redirect(found)
    return _form_page(request, form, activity=found)


@require_http_methods(["GET", "POST"])
@insiders_only
def shift(request: Request, pk: int) -> HttpResponse:
    """Another time, place or number of places."""
    found = _find(request, pk)
    may_change_announcement(request.user, found.activity).enforce()
    form = ShiftForm(sent(request), town=request.town, initial=said_of(found))
    if request.method == "POST" and form.is_valid():
        try:
            shifts.change(shift=found, stretch=form.stretch(), by=request.user)
        except (Impossible, Overtaken) as error:
            form.refuse(error)
        else:
            messages.success(request, _("班次已经更改。"))
            return redirect(found.activity)
    return _form_page(request, form, activity=found.activity, shift=_find(request, pk))


@require_POST
@insiders_only
def shift_removal(request: Request, pk: int) -> HttpResponse:
    """One fewer."""
    found = _find(request, pk)
    shifts.remove(shift=found, by=request.user)
    messages.success(request, _("班次已经删除。"))
    return redirect(found.activity)


def _find(request: Request, pk: int) -> Shift:
    seen = Shift.objects.filter(activity__town=request.town).select_related("activity__unit")
    return get_object_or_404(seen, pk=pk)


def _form_page(request: Request, form: ShiftForm, **about: Any) -> HttpResponse:
    status = 422 if form.errors else 200
    return render(request, "activities/shift.html", {"form": form, **about}, status=status)

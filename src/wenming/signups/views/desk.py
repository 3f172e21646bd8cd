"""The desk: who comes to a shift, as a list and as a sheet; somebody is added or taken off."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from wenming.activities.models import Shift
from wenming.base.errors import Impossible, Refused
from wenming.organisation.access import in_a_town, insiders_only
from wenming.organisation.http import Request, sent
from wenming.organisation.permissions import is_insider
from wenming.signups.actions import giving_up, joining, line
from wenming.signups.forms import EntryForm, RemovalForm
from wenming.signups.models import SignUp
from wenming.signups.permissions import may_enter, may_see_who_comes
from wenming.signups.queries import roll

__all__ = ["confirmation", "removal", "roll_page"]


@require_http_methods(["GET", "POST"])
@never_cache
@in_a_town
def roll_page(request: Request, pk: int) -> HttpResponse:
    """Who comes; POST signs up somebody who has no phone."""
    shift = _shift(request, pk)
    may_see_who_comes(request.user, shift.activity).enforce()
    entering = may_enter(request.user, shift.activity)
    form = EntryForm(sent(request), shift=shift)
    if request.method == "POST":
        entering.enforce()
        if form.is_valid() and _is_entered(request, shift, form):
            return redirect("signups_desk:roll", pk)
    rows = list(roll(shift))
    coming = [row for row in rows if row.stage == SignUp.Stage.ADMITTED]
    context = {
        "shift": shift,
        "coming": coming,
        "heads": sum(row.heads for row in coming),
        "others": [row for row in rows if row.stage != SignUp.Stage.ADMITTED],
        "entering": entering,
        "asked_for": [row.pk for row in rows if entering and _is_to_be_asked(row)],
        "form": form,
    }
    return render(request, "signups/roll.html", context, status=422 if form.errors else 200)


@require_POST
@insiders_only
def confirmation(request: Request, pk: int) -> HttpResponse:
    """Who has no phone was asked, and takes the place that became free."""
    seen = SignUp.objects.live().filter(shift__activity__town=request.town)
    row = get_object_or_404(seen.select_related("user", "shift__activity__unit__town"), pk=pk)
    line.confirm(row=row, by=request.user)
    messages.success(request, _("已经替本人确认。"))
    return redirect("signups_desk:roll", row.shift_id)


@require_http_methods(["GET", "POST"])
@never_cache
@insiders_only
def removal(request: Request, pk: int) -> HttpResponse:
    """Somebody is taken off the list, with the reason."""
    seen = SignUp.objects.live().filter(shift__activity__town=request.town)
    row = get_object_or_404(seen.select_related("user", "shift__activity__unit__town"), pk=pk)
    may_enter(request.user, row.shift.activity).enforce()
    form = RemovalForm(sent(request))
    if request.method == "POST" and form.is_valid():
        try:
            giving_up.remove(row=row, why=form.cleaned_data["why"], by=request.user)
        except Impossible as error:
            form.refuse(error)
        else:
            messages.success(request, _("已经取消，本人会收到通知。"))
            return redirect("signups_desk:roll", row.shift_id)
    context = {"row": row, "form": form}
    return render(request, "signups/removal.html", context, status=422 if form.errors else 200)


def _is_to_be_asked(row: SignUp) -> bool:
    """Offered a place, without a phone to say yes on."""
    return row.stage == SignUp.Stage.OFFERED and not row.user.phone


def _shift(request: Request, pk: int) -> Shift:
    """Of the town; to whoever runs nothing here, it does not exist."""
    shifts = Shift.objects.filter(activity__town=request.town)
    if not is_insider(request.user, request.town):
        shifts = shifts.filter(activity__teams__head=request.user.pk)
    return get_object_or_404(shifts.select_related("activity__unit__town"), pk=pk)


def _is_entered(request: Request, shift: Shift, form: EntryForm) -> bool:
    try:
        person = form.person(request.town)
        answer = joining.enter(
            shift=shift,
            person=person,
            companions=form.cleaned_data["companions"],
            by=request.user,
        )
    except (Impossible, Refused) as error:
        form.refuse(error)
        return False
    waits = answer.stage == SignUp.Stage.WAITING
    messages.success(request, _("名额已满，已列入候补。") if waits else _("已经报名。"))
    return True

"""Needs at the desk: the inbox, writing one down, answering (5.3-a)."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from wenming.base.errors import Impossible
from wenming.base.offline import kept
from wenming.needs.actions import answering, asking, following
from wenming.needs.forms import AnswerForm, CorrectionForm, EntryForm, RatingForm, SearchForm
from wenming.needs.models import Need
from wenming.needs.permissions import (
    may_answer,
    may_attend_to,
    may_call_back,
    may_dispatch,
    may_look,
    may_see_person,
)
from wenming.needs.queries import Line, Search, alike, earlier_of, found, lines, times_of
from wenming.needs.views.asking import ordered
from wenming.organisation.access import insiders_only
from wenming.organisation.http import Request, sent
from wenming.organisation.models import Unit
from wenming.organisation.permissions import may_enter
from wenming.organisation.queries import recordable_units

__all__ = [
    "need",
    "need_add",
    "need_correction",
    "need_list",
    "need_looking",
    "need_rating",
    "need_refusal",
    "need_reopening",
    "need_settlement",
    "need_verification",
    "need_withdrawal",
]

PAGE = 50


@require_GET
@never_cache
@insiders_only
def need_list(request: Request) -> HttpResponse:
    """Those of one's units, what is owed soonest first."""
    units = list(recordable_units(request.user, request.town).filter(kind__in=Unit.SITES))
    form = SearchForm(request.GET, town=request.town, units=units)
    told = form.cleaned_data if form.is_valid() else {}
    search = Search(
        unit=form.units.get(told.get("unit", "")),
        stage=told.get("stage", ""),
        kind=told.get("kind", ""),
        text=told.get("text", ""),
        since=told.get("since"),
    )
    page = Paginator(found(request.user, request.town, search), PAGE).get_page(
        request.GET.get("page")
    )
    context = {
        "form": form,
        "page": page,
        "lines": lines(request.user, request.town, page),
        "is_search": any(form.data.get(name) for name in form.fields),
        "adding": may_enter(request.user, request.town),
    }
    return render(request, "needs/need_list.html", context)


@require_http_methods(["GET", "POST"])
@never_cache
@insiders_only
def need_add(request: Request) -> HttpResponse:
    """At the door, or at the telephone with what the caller asked before beside it.

    The form for the door opens without network too; it shows nobody.
    """
    may_enter(request.user, request.town).enforce()
    phone, channel = request.GET.get("phone", ""), request.GET.get("channel", "visit")
    given = {"phone": phone, "channel": channel}
    service, ordering = ordered(request)
    form = EntryForm(
        sent(request),
        town=request.town,
        user=request.user,
        service=service if ordering else None,
        initial=given,
    )
    if request.method == "POST" and not ordering:
        form.add_error(None, f"{ordering.reason} {_('再提交一次，就作为一般的求助登记。')}")
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            made = asking.ask(
                asked=form.asked(),
                channel=told["channel"],
                ticket=told["ticket"],
                ago=form.ago(),
                by=request.user,
            )
        except Impossible as error:
            form.refuse(error)
        else:
            messages.success(request, _("已经登记，编号 %(number)s。") % {"number": made.number})
            return redirect(made)
    is_hotline = (form.data.get("channel") or channel) == "hotline"
    context = {
        "form": form,
        "is_hotline": is_hotline,
        "phone": phone,
        "earlier": _earlier(request, phone),
        "service": service,
        "ordering": ordering,
    }
    status = 422 if form.errors else 200
    answer = render(request, "needs/need_form.html", context, status=status)
    return answer if is_hotline or phone else kept(answer)


@require_GET
@never_cache
@insiders_only
def need(request: Request, pk: int) -> HttpResponse:
    """One need, as this reader may see it."""
    return _page(request, _find(request, pk))


@require_POST
@never_cache
@insiders_only
def need_looking(request: Request, pk: int) -> HttpResponse:
    """The number in full, to call; whoever asked sees that it was looked at."""
    found_here = _find(request, pk)
    phone = answering.look(need=found_here, by=request.user)
    return _page(request, found_here, phone=phone)


@require_POST
@insiders_only
def need_correction(request: Request, pk: int) -> HttpResponse:
    """What kind it is, where, how pressing."""
    found_here = _find(request, pk)
    may_answer(request.user, found_here).enforce()
    form = CorrectionForm(request.POST, need=found_here)
    if not form.is_valid():
        return _page(request, found_here, correcting=form)
    asking.correct(need=found_here, **form.cleaned_data, by=request.user)
    messages.success(request, _("已经更正。"))
    return redirect(found_here)


@require_POST
@insiders_only
def need_verification(request: Request, pk: int) -> HttpResponse:
    """It will be seen to."""
    return _answer(request, pk, answering.verify, _("已经受理。"))


@require_POST
@insiders_only
def need_refusal(request: Request, pk: int) -> HttpResponse:
    """It cannot be done."""
    return _answer(request, pk, answering.decline, _("已经答复。"))


@require_POST
@insiders_only
def need_settlement(request: Request, pk: int) -> HttpResponse:
    """An answer was enough."""
    return _answer(request, pk, answering.settle, _("已经答复办结。"))


@require_POST
@insiders_only
def need_rating(request: Request, pk: int) -> HttpResponse:
    """What whoever asked said aloud."""
    found_here, form = _find(request, pk), RatingForm(request.POST)
    may_answer(request.user, found_here).enforce()
    if not form.is_valid():
        return _page(request, found_here, rating=form)
    following.rate(need=found_here, **form.cleaned_data, by=request.user)
    messages.success(request, _("已经记下评价。"))
    return redirect(found_here)


@require_POST
@insiders_only
def need_withdrawal(request: Request, pk: int) -> HttpResponse:
    """Whoever asked called to say that it is no longer needed."""
    found_here = _find(request, pk)
    following.withdraw(need=found_here, by=request.user)
    messages.success(request, _("已经撤回，不会再有人上门。"))
    return redirect(found_here)


@require_POST
@insiders_only
def need_reopening(request: Request, pk: int) -> HttpResponse:
    """Whoever asked called to say that it was not done."""
    found_here = _find(request, pk)
    following.not_done(need=found_here, by=request.user)
    messages.success(request, _("知道了，会重新安排。"))
    return redirect(found_here)


def _answer(request: Request, pk: int, action: Any, said: str) -> HttpResponse:
    found_here = _find(request, pk)
    form = AnswerForm(request.POST, need=found_here)
    may_answer(request.user, found_here).enforce()
    if form.is_valid():
        told = dict(form.cleaned_data)
        if action is not answering.verify:
            told.pop("kind", None)
        try:
            action(need=found_here, **told, by=request.user)
        except Impossible as error:
            form.refuse(error)
        else:
            messages.success(request, said)
            return redirect(found_here)
    return _page(request, found_here, answering_form=form)


def _find(request: Request, pk: int) -> Need:
    seen = Need.objects.visible_to(request.user, request.town)
    return get_object_or_404(
        seen.select_related("unit__town", "asker", "entered_by", "service"), pk=pk
    )


def _earlier(request: Request, phone: str) -> list[Line]:
    if not phone:
        return []
    try:
        before = earlier_of(request.user, request.town, phone)
    except Impossible:
        return []
    return lines(request.user, request.town, before)


def _page(
    request: Request,
    found_here: Need,
    *,
    answering_form: AnswerForm | None = None,
    correcting: CorrectionForm | None = None,
    rating: RatingForm | None = None,
    phone: str = "",
) -> HttpResponse:
    user, town = request.user, request.town
    seeing = may_see_person(user, found_here)
    (line,) = lines(user, town, [found_here])
    dispatches = found_here.dispatches.select_related(
        "need__unit__town", "team__head", "partner__contact", "volunteer__user", "by"
    )
    context = {
        "need": found_here,
        "line": line,
        "seeing": seeing,
        "times": times_of(found_here),
        "answering": may_answer(user, found_here),
        "looking": may_look(user, found_here),
        "dispatching": may_dispatch(user, found_here),
        "attending": may_attend_to(user, found_here),
        "form": answering_form or AnswerForm(need=found_here),
        "correcting": correcting or CorrectionForm(need=found_here),
        "rating": rating or RatingForm(),
        "phone": phone,
        "remarks": list(found_here.remarks.select_related("by")) if seeing else [],
        "dispatches": [(one, may_call_back(user, one)) for one in dispatches],
        "services": list(found_here.services.select_related("activity")),
        "alike": lines(user, town, alike(user, found_here)) if seeing else [],
    }
    shown = (answering_form, correcting, rating)
    status = 422 if any(form and form.errors for form in shown) else 200
    return render(request, "needs/need.html", context, status=status)

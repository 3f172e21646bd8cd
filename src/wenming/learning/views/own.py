"""A lecturer's own: an order, and the answer to it."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from wenming.base.errors import Impossible
from wenming.learning.actions import orders
from wenming.learning.forms.lectures import AnswerForm, ProposalForm
from wenming.learning.models import Order
from wenming.learning.permissions.lectures import may_answer, may_speak_for, may_step_back
from wenming.learning.queries.lectures import ABOUT
from wenming.organisation.access import in_a_town
from wenming.organisation.http import Request

__all__ = ["acceptance", "order", "proposal", "refusal", "stepping_back"]

# Both forms on the page ask for words.
NO = "id_no_%s"


@require_GET
@never_cache
@in_a_town
def order(request: Request, pk: int) -> HttpResponse:
    """Who would like to hear what, when; and what I say to it."""
    return _page(request, _order(request, pk))


@require_POST
@in_a_town
def acceptance(request: Request, pk: int) -> HttpResponse:
    """I come at this time."""
    found, at = _order(request, pk), parse_datetime(request.POST.get("at", ""))
    if at is None:
        raise Impossible(_("请选一个时间。"), field="at")
    if found.moved_to is not None:
        orders.agree_again(order=found, at=at, by=request.user)
        messages.success(request, _("已经告诉对方，您按新的时间去。"))
    else:
        orders.accept(order=found, at=at, by=request.user)
        messages.success(request, _("约好了，活动公告已经发布。"))
    return redirect("learning_own:order", found.pk)


@require_POST
@in_a_town
def proposal(request: Request, pk: int) -> HttpResponse:
    """I could come at another time."""
    found, form = _order(request, pk), ProposalForm(request.POST)
    if form.is_valid():
        try:
            orders.propose(order=found, by=request.user, **form.cleaned_data)
        except Impossible as error:
            form.refuse(error)
        else:
            messages.success(request, _("已经转告，等对方答复。"))
            return redirect("learning_own:order", found.pk)
    return _page(request, found, form)


@require_POST
@in_a_town
def refusal(request: Request, pk: int) -> HttpResponse:
    """I cannot."""
    found, form = _order(request, pk), AnswerForm(request.POST)
    answer = form.cleaned_data["answer"] if form.is_valid() else ""
    orders.decline(order=found, answer=answer, by=request.user)
    messages.success(request, _("已经答复。"))
    return redirect("learning_own:order", found.pk)


@require_POST
@in_a_town
def stepping_back(request: Request, pk: int) -> HttpResponse:
    """I promised, and cannot after all."""
    found, form = _order(request, pk), AnswerForm(request.POST, auto_id=NO)
    if form.is_valid():
        try:
            answer = form.cleaned_data["answer"]
            orders.step_back(order=found, answer=answer, by=request.user)
        except Impossible as error:
            form.refuse(error)
        else:
            messages.success(request, _("已经转告对方，谢谢您早说。"))
            return redirect("learning_own:order", found.pk)
    return _page(request, found, declining=form)


def _order(request: Request, pk: int) -> Order:
    """Of this lecturer, or of one who has no phone, to their unit; others do not exist."""
    seen = Order.objects.of(request.town).select_related(*ABOUT, "recorded_by")
    found = get_object_or_404(seen, pk=pk)
    if not may_speak_for(request.user, found):
        raise Http404
    return found


def _page(
    request: Request,
    found: Order,
    form: ProposalForm | None = None,
    declining: AnswerForm | None = None,
) -> HttpResponse:
    context = {
        "order": found,
        "answering": may_answer(request.user, found),
        "stepping_back": may_step_back(request.user, found),
        "form": form or ProposalForm(),
        "declining": declining or AnswerForm(auto_id=NO),
    }
    status = 422 if any(one and one.errors for one in (form, declining)) else 200
    return render(request, "learning/order_answer.html", context, status=status)

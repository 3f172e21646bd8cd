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
from wenming.learning.permissions.lectures import may_answer
from wenming.learning.queries.lectures import ABOUT
from wenming.organisation.access import in_a_town
from wenming.organisation.http import Request

__all__ = ["acceptance", "order", "proposal", "refusal"]


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


def _order(request: Request, pk: int) -> Order:
    """Of this lecturer, or of one who has no phone, to their unit; others do not exist."""
    seen = Order.objects.standing().of(request.town).select_related(*ABOUT, "recorded_by")
    found = get_object_or_404(seen, pk=pk)
    own = found.lecture.lecturer.user_id == request.user.pk
    if not own and not may_answer(request.user, found):
        raise Http404
    return found


def _page(request: Request, found: Order, form: ProposalForm | None = None) -> HttpResponse:
    context = {
        "order": found,
        "answering": may_answer(request.user, found),
        "form": form or ProposalForm(),
        "declining": AnswerForm(auto_id="id_no_%s"),
    }
    status = 422 if form and form.errors else 200
    return render(request, "learning/order_answer.html", context, status=status)

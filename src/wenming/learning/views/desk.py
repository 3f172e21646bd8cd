"""At the desk: what a unit says to a proposed time; how lectures reach units."""

from __future__ import annotations

from collections.abc import Mapping

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from wenming.accounts.models import User
from wenming.activities.models import Activity
from wenming.base import clock
from wenming.learning.actions import orders, talks
from wenming.learning.forms.lectures import TalkForm
from wenming.learning.models import Order, Talk
from wenming.learning.models.lecture import LECTURE
from wenming.learning.models.lecturer import FOCUS
from wenming.learning.permissions.lectures import may_agree, may_answer, may_tell_of
from wenming.learning.queries.briefings import untrained
from wenming.learning.queries.lectures import ABOUT, reach
from wenming.learning.queries.trainings import field_reach
from wenming.organisation.access import insiders_only
from wenming.organisation.http import Request, sent
from wenming.organisation.permissions import is_office
from wenming.organisation.queries import words

__all__ = [
    "answers_of",
    "briefing_list",
    "coverage",
    "order_agreement",
    "order_refusal",
    "talk",
]


@require_GET
@insiders_only
def coverage(request: Request) -> HttpResponse:
    """Which unit heard how many lectures, for whom, and who has waited for long (5.1-a)."""
    year = clock.today().year
    asked = request.GET.get("year", "")
    if asked:
        if not asked.isdecimal() or not 2000 <= int(asked) <= year:
            raise Http404
        year = int(asked)
    names = words(request.town, FOCUS)
    rows = reach(request.town, year)
    context = {
        "year": year,
        "years": range(clock.today().year, clock.today().year - 3, -1),
        "lines": [
            (row, [word for code, word in names.items() if code in row.focus]) for row in rows
        ],
        "waiting": sum(row.waits for row in rows),
    }
    return render(request, "learning/coverage.html", context)


@require_GET
@insiders_only
def briefing_list(request: Request) -> HttpResponse:
    """Which fields were trained this year, which heads and liaison officers were not (3.3)."""
    held = list(untrained(request.town))
    context = {
        "year": clock.today().year,
        "fields": field_reach(request.town, clock.today().year),
        "seats": held,
        "missing": sum(seat.trained_on is None for seat in held),
        "arranging": is_office(request.user, request.town),
    }
    return render(request, "learning/briefings.html", context)


@require_POST
@insiders_only
def order_agreement(request: Request, pk: int) -> HttpResponse:
    """The proposed time suits us."""
    found = _order(request, pk)
    orders.agree(order=found, by=request.user)
    messages.success(request, _("约好了，活动公告已经发布。"))
    return redirect(found)


@require_POST
@insiders_only
def order_refusal(request: Request, pk: int) -> HttpResponse:
    """The proposed time does not suit us."""
    found = _order(request, pk)
    may_agree(request.user, found).enforce()
    orders.decline(order=found, by=request.user)
    messages.success(request, _("已经答复。"))
    return redirect(found)


@require_http_methods(["GET", "POST"])
@insiders_only
def talk(request: Request, pk: int) -> HttpResponse:
    """Who speaks at a lecture that nobody ordered, and to whom."""
    lectures = Activity.objects.standing().of(request.town).filter(kind=LECTURE)
    activity = get_object_or_404(lectures.select_related("unit__town"), pk=pk)
    may_tell_of(request.user, activity).enforce()
    known = Talk.objects.filter(activity=activity).first()
    form = TalkForm(sent(request), instance=known, town=request.town)
    if request.method == "POST" and form.is_valid():
        talks.tell_of(activity=activity, by=request.user, **form.cleaned_data)
        messages.success(request, _("已经保存。"))
        return redirect(activity)
    context = {"activity": activity, "form": form}
    status = 422 if form.errors else 200
    return render(request, "learning/talk.html", context, status=status)


def answers_of(order: Order, user: User) -> Mapping[str, object]:
    """What the page of an order is given besides: what may be answered, and by whom."""
    return {"agreeing": may_agree(user, order), "answering": may_answer(user, order)}


def _order(request: Request, pk: int) -> Order:
    seen = Order.objects.standing().of(request.town).select_related(*ABOUT, "recorded_by")
    return get_object_or_404(seen, pk=pk)

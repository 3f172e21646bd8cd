"""A unit's month for everybody: its plan as a page and as a poster; poster and code of one activity."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from wenming.activities.models import Activity, MonthPlan
from wenming.activities.months import by_week, month_written, shifts_in
from wenming.activities.posters import activity_poster, month_poster
from wenming.base.papers import pdf_answer
from wenming.engines.papers import Size, code_svg
from wenming.organisation.access import public
from wenming.organisation.http import Request

__all__ = ["activity_code", "activity_paper", "month_page", "month_paper"]


@public
def month_page(request: Request, unit: str, month: str) -> HttpResponse:
    """The plan that hangs out."""
    plan = _plan(request, unit, month)
    context = {"plan": plan, "weeks": by_week(plan.month, shifts_in(plan)), "month": month}
    return render(request, "activities/public_month.html", context)


@public
def month_paper(request: Request, unit: str, month: str) -> HttpResponse:
    """The same to be hung on a wall; `?size=a3` for a large one."""
    plan = _plan(request, unit, month)
    weeks = by_week(plan.month, shifts_in(plan))
    url = _whole(request, "activities_public:month", unit, month)
    paper = month_poster(plan, weeks, url, _size(request))
    return pdf_answer(paper, f"{plan.unit} {month}", inline=True)


@public
def activity_paper(request: Request, pk: int) -> HttpResponse:
    """One activity to be hung on a wall."""
    seen = Activity.objects.announced().of(request.town).select_related("unit")
    activity = get_object_or_404(seen, pk=pk)
    url = _whole(request, "activities_public:activity", pk)
    paper = activity_poster(activity, activity.shifts.all(), url, _size(request))
    return pdf_answer(paper, str(activity), inline=True)


@public
def activity_code(request: Request, pk: int) -> HttpResponse:
    """The QR code of an activity's page, to be shown from one phone to another."""
    get_object_or_404(Activity.objects.public().of(request.town), pk=pk)
    url = _whole(request, "activities_public:activity", pk)
    answer = HttpResponse(code_svg(url, scale=6, border=3), content_type="image/svg+xml")
    answer["Cache-Control"] = "public, max-age=86400"
    return answer


def _plan(request: Request, unit: str, month: str) -> MonthPlan:
    first = month_written(month)
    if first is None:
        raise Http404
    plans = MonthPlan.objects.published().of(request.town).select_related("unit")
    return get_object_or_404(plans, unit__code=unit, month=first)


def _whole(request: Request, name: str, *args: object) -> str:
    return request.build_absolute_uri(reverse(name, args=args))


def _size(request: Request) -> Size:
    return Size.A3 if request.GET.get("size") == "a3" else Size.A4

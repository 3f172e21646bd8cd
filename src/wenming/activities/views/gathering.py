"""Planning the gathering day at the desk: one unit's in three words, all units' at once (5.2-a)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, Final

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from wenming.activities.actions import copying
from wenming.activities.forms import CommonForm, GatheringForm, RepeatForm
from wenming.activities.forms.shift import said_of
from wenming.activities.gathering import (
    Meeting,
    last_gatherings,
    month_of,
    on_the_day,
    towns_gathering,
)
from wenming.activities.models import Activity
from wenming.activities.months import month_written
from wenming.activities.permissions import may_repeat
from wenming.base import clock
from wenming.organisation.access import insiders_only
from wenming.organisation.http import Request, sent
from wenming.organisation.models import Unit
from wenming.organisation.permissions import may_enter, may_record
from wenming.organisation.queries import recordable_units

__all__ = ["activity_repeating", "gathering", "gatherings"]

MORNING: Final = copying.BEGINS


@require_http_methods(["GET", "POST"])
@insiders_only
def gathering(request: Request, unit: str) -> HttpResponse:
    """The unit's next gathering day, as its last one: title, hour and place are all that is asked."""
    found = get_object_or_404(Unit.objects.filter(town=request.town), code=unit)
    may_record(request.user, found).enforce()
    meeting = _meeting(request)
    there = on_the_day(request.town, meeting.on).get(found.pk)
    last = last_gatherings(request.town, meeting.on).get(found.pk)
    if last is None and there is None:
        return redirect(_announcement(found, meeting))
    form = GatheringForm(sent(request), on=meeting.on, initial=_as_before(last))
    if request.method == "POST" and last is not None and form.is_valid():
        now = "publish" in request.POST
        told = {**form.cleaned_data, "publish_now": now, "by": request.user}
        made = copying.again(activity=last, on=meeting.on, **told)
        messages.success(request, _("已经发布，大家都看得到。") if now else _("已经存为草稿。"))
        return redirect(made)
    context: dict[str, Any] = {
        "unit": found,
        "meeting": meeting,
        "last": last,
        "there": there,
        "form": form,
    }
    context["after"] = month_of(meeting.month).end + timedelta(days=1)
    status = 422 if form.errors else 200
    return render(request, "activities/gathering.html", context, status=status)


@require_http_methods(["GET", "POST"])
@insiders_only
def gatherings(request: Request) -> HttpResponse:
    """Who has prepared the gathering day; drafts for those that have not, by one button.

    Whoever enters the work of one site only comes straight to that one's page.
    """
    may_enter(request.user, request.town).enforce()
    meeting = _meeting(request)
    sites = list(recordable_units(request.user, request.town).filter(kind__in=Unit.SITES))
    if len(sites) == 1:
        return redirect("activities:gathering", sites[0].code)
    form = CommonForm(sent(request), town=request.town, on=meeting.on)
    if request.method == "POST" and form.is_valid():
        chosen = [unit for unit in sites if unit.code in request.POST.getlist("units")]
        made = copying.prepare(units=chosen, on=meeting.on, common=form.common(), by=request.user)
        messages.success(request, _prepared(len(made)))
        return redirect(f"{request.path}?month={meeting.month:%Y-%m}")
    there, last = on_the_day(request.town, meeting.on), last_gatherings(request.town, meeting.on)
    rows = [(unit, last.get(unit.pk), there.get(unit.pk)) for unit in sites]
    still = sum(nothing is None for *_, nothing in rows)
    context: dict[str, Any] = {"meeting": meeting, "rows": rows, "form": form, "open": still}
    context["after"] = month_of(meeting.month).end + timedelta(days=1)
    status = 422 if form.errors else 200
    return render(request, "activities/gatherings.html", context, status=status)


@require_http_methods(["GET", "POST"])
@insiders_only
def activity_repeating(request: Request, pk: int) -> HttpResponse:
    """The same every week or month: a draft for each time."""
    seen = Activity.objects.of(request.town).select_related("unit", "campaign")
    activity = get_object_or_404(seen, pk=pk)
    may_repeat(request.user, activity).enforce()
    form = RepeatForm(sent(request))
    if request.method == "POST" and form.is_valid():
        days = form.days(activity)
        made = copying.repeat(activity=activity, days=days, by=request.user)
        messages.success(request, _prepared(len(made)))
        return redirect(activity)
    context = {"activity": activity, "form": form}
    status = 422 if form.errors else 200
    return render(request, "activities/repeating.html", context, status=status)


def _meeting(request: Request) -> Meeting:
    """The next one, or `?month=2026-12`."""
    month = month_written(request.GET.get("month", ""))
    meeting = towns_gathering(request.town, clock.today(), month)
    if meeting is None or meeting.on < clock.today():
        raise Http404
    return meeting


def _as_before(last: Activity | None) -> dict[str, object]:
    if last is None:
        return {}
    shift = last.shifts.first()
    begins = said_of(shift)["begins"] if shift else MORNING
    return {"title": last.title, "begins": begins, "place": last.place}


def _announcement(unit: Unit, meeting: Meeting) -> str:
    known = urlencode({"unit": unit.code, "on": meeting.on.isoformat()})
    return f"{reverse('activities:announcement-add')}?{known}"


def _prepared(number: int) -> str:
    if not number:
        return _("没有新的草稿：都已经有了，或者没有可以照着写的。")
    said = ngettext("起草了 %(number)d 份公告。", "起草了 %(number)d 份公告。", number)
    return said % {"number": number}

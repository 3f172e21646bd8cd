"""What the desk does with an activity beyond the register's own doors, stage by stage."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from wenming.accounts.models import User
from wenming.activities.actions import activities, announcing
from wenming.activities.drafts import report_of
from wenming.activities.forms import CallOffForm, CloseForm, ReportForm
from wenming.activities.models import Activity, Photo
from wenming.activities.notices import lacks
from wenming.activities.permissions import (
    may_call_off,
    may_change_announcement,
    may_close,
    may_open,
    may_publish_announcement,
    may_report,
)
from wenming.base.decisions import Decision
from wenming.base.errors import Impossible
from wenming.organisation.access import insiders_only
from wenming.organisation.http import Request, sent

__all__ = [
    "activity_calling_off",
    "activity_closing",
    "activity_opening",
    "activity_publishing",
    "activity_report",
    "photo_removal",
    "stage_of",
]

Stage = Activity.Stage
# What may be done at each stage, by the name under which the page knows it.
STEPS: Final[Mapping[str, Mapping[str, Callable[[User, Activity], Decision]]]] = {
    Stage.DRAFT: {"publishing": may_publish_announcement},
    Stage.PUBLISHED: {"opening": may_open, "closing": may_close, "calling_off": may_call_off},
    Stage.RUNNING: {"closing": may_close, "calling_off": may_call_off},
    Stage.HELD: {"reporting": may_report},
}
# While people may still ask.
LACKING: Final = (Stage.DRAFT, Stage.PUBLISHED)
SAID: Final[Mapping[str, Promise]] = {
    Stage.PUBLISHED: gettext_lazy("已经发布，大家都看得到。"),
    Stage.RUNNING: gettext_lazy("活动开始了。"),
    Stage.HELD: gettext_lazy("已经记为举行。"),
    Stage.REPORTED: gettext_lazy("总结已经写好。"),
    Stage.CALLED_OFF: gettext_lazy("活动已经取消，会通知报名的人。"),
}


def stage_of(activity: Activity, user: User) -> Mapping[str, object]:
    """Shifts, copies, photos, what the announcement lacks and what can be done next, for its page."""
    shifts = list(activity.shifts.all())
    steps = STEPS.get(activity.stage, {}) if activity.withdrawn_at is None else {}
    return {
        "photos": list(activity.photos.all()),
        "shifts": shifts,
        "copies": list(activity.copies.standing()),
        "lacks": lacks(activity, shifts) if activity.stage in LACKING else [],
        "arranging": may_change_announcement(user, activity),
        **{name: may(user, activity) for name, may in steps.items()},
    }


@require_POST
@insiders_only
def activity_publishing(request: Request, pk: int) -> HttpResponse:
    """Let all see it."""
    activity = _find(request, pk)
    announcing.publish(activity=activity, by=request.user)
    return _done(request, activity)


@require_POST
@insiders_only
def activity_opening(request: Request, pk: int) -> HttpResponse:
    """It begins, by hand."""
    activity = _find(request, pk)
    announcing.open_now(activity=activity, by=request.user)
    return _done(request, activity)


@require_http_methods(["GET", "POST"])
@insiders_only
def activity_closing(request: Request, pk: int) -> HttpResponse:
    """How many came."""
    activity = _find(request, pk)
    may_close(request.user, activity).enforce()
    form = CloseForm(sent(request))
    if request.method == "POST" and form.is_valid():
        activities.close(activity=activity, by=request.user, **form.cleaned_data)
        return _done(request, activity)
    return _asked(request, "closing", activity, form)


@require_http_methods(["GET", "POST"])
@insiders_only
def activity_report(request: Request, pk: int) -> HttpResponse:
    """What came of it, drafted from the records, put in order by a person."""
    activity = _find(request, pk)
    may_report(request.user, activity).enforce()
    draft = report_of(activity, request)
    form = ReportForm(sent(request), request.FILES or None, initial={"results": draft})
    if request.method == "POST" and form.is_valid():
        try:
            activities.report(activity=activity, by=request.user, **form.cleaned_data)
        except Impossible as error:
            form.refuse(error)
        else:
            return _done(request, activity)
    return _asked(request, "report", activity, form)


@require_http_methods(["GET", "POST"])
@insiders_only
def activity_calling_off(request: Request, pk: int) -> HttpResponse:
    """It will not take place, and why."""
    activity = _find(request, pk)
    may_call_off(request.user, activity).enforce()
    form = CallOffForm(sent(request))
    if request.method == "POST" and form.is_valid():
        announcing.call_off(activity=activity, by=request.user, **form.cleaned_data)
        return _done(request, activity)
    return _asked(request, "calling_off", activity, form)


@require_POST
@insiders_only
def photo_removal(request: Request, pk: int) -> HttpResponse:
    """Take a photo away for good."""
    seen = Photo.objects.filter(activity__town=request.town).select_related("activity__unit")
    photo = get_object_or_404(seen, pk=pk)
    activities.remove_photo(photo=photo, by=request.user)
    return redirect(photo.activity)


def _find(request: Request, pk: int) -> Activity:
    return get_object_or_404(Activity.objects.of(request.town).select_related("unit"), pk=pk)


def _done(request: Request, activity: Activity) -> HttpResponse:
    messages.success(request, str(SAID[activity.stage]))
    return redirect(activity)


def _asked(request: Request, step: str, activity: Activity, form: object) -> HttpResponse:
    context = {"activity": activity, "form": form}
    status = 422 if getattr(form, "errors", None) else 200
    return render(request, f"activities/{step}.html", context, status=status)

"""Who leads an activity closes its attendance: who came, who did not, confirm all in one go."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from wenming.activities.actions import activities
from wenming.activities.models import Activity, Shift
from wenming.activities.permissions import may_close
from wenming.base.errors import Impossible, Overtaken
from wenming.hours.actions import back_entries, confirming, objections
from wenming.hours.actions.confirming import Left
from wenming.hours.forms import (
    AnswerForm,
    BackForm,
    CloseForm,
    CorrectionForm,
    RestoreForm,
    StrikeForm,
)
from wenming.hours.models import Objection
from wenming.hours.permissions import may_answer, may_correct, may_note, may_restore
from wenming.hours.queries import heads_of, rolls_of, struck_of, walk_in
from wenming.hours.rules import due_on
from wenming.hours.views.own import find, presence_page
from wenming.organisation.access import in_a_town
from wenming.organisation.http import Request, sent

__all__ = ["answer", "attendance", "back_entry", "closing", "correction", "restoring", "striking"]


@require_GET
@never_cache
@in_a_town
def attendance(request: Request, pk: int) -> HttpResponse:
    """Everybody of every shift, and the one button."""
    return _page(request, _activity(request, pk), CloseForm())


@require_POST
@in_a_town
def closing(request: Request, pk: int) -> HttpResponse:
    """Confirm whoever came and left; the activity was held, with so many people."""
    activity, form = _activity(request, pk), CloseForm(request.POST)
    if not form.is_valid():
        return _page(request, activity, form)
    waiting = [one for roll in rolls_of(activity) for one in roll.to_confirm]
    left = confirming.confirm(activity=activity, presences=waiting, by=request.user)
    _tell(request, len(waiting) - len(left), left)
    if may_close(request.user, activity):
        people = heads_of(activity) + (form.cleaned_data["others"] or 0)
        activities.close(activity=activity, people=people, by=request.user)
    return redirect("hours:attendance", activity.pk)


@require_http_methods(["GET", "POST"])
@never_cache
@in_a_town
def back_entry(request: Request, pk: int) -> HttpResponse:
    """Who was there though nobody noted it down at the time."""
    activity, form = _activity(request, pk), BackForm(sent(request))
    if request.method == "POST" and form.is_valid():
        told = dict(form.cleaned_data)
        try:
            people = [walk_in(request.town, name) for name in told.pop("who")]
            left = back_entries.enter(
                activity=activity,
                people=people,
                by=request.user,
                shift=_shift(activity, form),
                **told,
            )
        except Impossible as error:
            form.refuse(error)
        else:
            _tell(request, len(people) - len(left), left)
            return redirect("hours:attendance", activity.pk)
    status = 422 if form.errors else 200
    context = {"activity": activity, "form": form}
    return render(request, "hours/back_entry.html", context, status=status)


@require_http_methods(["GET", "POST"])
@never_cache
@in_a_town
def correction(request: Request, pk: int) -> HttpResponse:
    """Put the times right; where an objection said so, it is answered thereby."""
    found = find(request, pk)
    may_correct(request.user, found).enforce()
    start = {"came_at": found.came_at, "left_at": found.left_at or found.said_left_at}
    form = CorrectionForm(sent(request), initial=start)
    said = found.objections.filter(stage=Objection.Stage.OPEN).first()
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        times = {"came_at": told["came_at"], "left_at": told["left_at"]}
        try:
            if said is not None and may_answer(request.user, said):
                said.presence = found
                objections.put_right(objection=said, words=told["why"], by=request.user, **times)
            else:
                confirming.correct(presence=found, why=told["why"], by=request.user, **times)
        except (Impossible, Overtaken) as error:
            form.refuse(error)
        else:
            messages.success(request, _("已经更正。"))
            return redirect(found)
    context = {"presence": found, "form": form, "said": said}
    return render(request, "hours/correction.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@never_cache
@in_a_town
def striking(request: Request, pk: int) -> HttpResponse:
    """It does not count, and why."""
    found, form = find(request, pk), StrikeForm(sent(request))
    may_correct(request.user, found).enforce()
    if request.method == "POST" and form.is_valid():
        confirming.strike(presence=found, why=form.cleaned_data["why"], by=request.user)
        messages.success(request, _("已经改为不计。"))
        return redirect("hours:attendance", found.shift.activity_id)
    context = {"presence": found, "form": form}
    return render(request, "hours/striking.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@never_cache
@in_a_town
def restoring(request: Request, pk: int) -> HttpResponse:
    """It was struck by mistake, and why."""
    found, form = find(request, pk), RestoreForm(sent(request))
    may_restore(request.user, found).enforce()
    if request.method == "POST" and form.is_valid():
        try:
            confirming.restore(presence=found, why=form.cleaned_data["why"], by=request.user)
        except Impossible as error:
            form.refuse(error)
        else:
            messages.success(request, _("已经恢复。要计时长，请再确认。"))
            return redirect("hours:attendance", found.shift.activity_id)
    context = {"presence": found, "form": form}
    return render(request, "hours/restoring.html", context, status=422 if form.errors else 200)


@require_POST
@in_a_town
def answer(request: Request, pk: int) -> HttpResponse:
    """The record stays as it is, and this is why."""
    seen = Objection.objects.filter(presence__shift__activity__town=request.town)
    objection = get_object_or_404(seen, pk=pk)
    objection.presence = find(request, objection.presence_id)
    may_answer(request.user, objection).enforce()
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return presence_page(request, objection.presence, answer=form)
    objections.answer(objection=objection, words=form.cleaned_data["words"], by=request.user)
    messages.success(request, _("已经答复。"))
    return redirect(objection.presence)


def _activity(request: Request, pk: int) -> Activity:
    seen = Activity.objects.standing().of(request.town).select_related("unit__town", "town")
    activity = get_object_or_404(seen, pk=pk)
    may_note(request.user, activity).enforce()
    return activity


def _shift(activity: Activity, form: BackForm) -> Shift | None:
    """The announced shift that shares most with what is told, if there is any."""
    came_at, left_at = form.cleaned_data["came_at"], form.cleaned_data["left_at"]
    meant = [s for s in activity.shifts.all() if s.starts_at < left_at and s.ends_at > came_at]
    return max(
        meant, key=lambda s: min(s.ends_at, left_at) - max(s.starts_at, came_at), default=None
    )


def _page(request: Request, activity: Activity, form: CloseForm) -> HttpResponse:
    rolls = rolls_of(activity)
    context = {
        "activity": activity,
        "rolls": rolls,
        "struck": struck_of(activity),
        "heads": heads_of(activity),
        "waiting": sum(len(roll.to_confirm) for roll in rolls),
        "closing": may_close(request.user, activity),
        "due": due_on(activity.held_on),
        "form": form,
    }
    return render(request, "hours/attendance.html", context, status=422 if form.errors else 200)


def _tell(request: Request, number: int, left: list[Left]) -> None:
    if number:
        words = ngettext("确认了 %(n)d 人的时长。", "确认了 %(n)d 人的时长。", number)
        messages.success(request, words % {"n": number})
    for one in left:
        words = _("%(name)s没有确认：%(why)s") % {"name": one.presence.user.name, "why": one.why}
        messages.warning(request, words)

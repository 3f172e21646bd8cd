"""One's own hours: every record with its evidence; object, say when one left, rate."""

from __future__ import annotations

from datetime import datetime

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.dateparse import parse_datetime
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from wenming.base.errors import Impossible
from wenming.base.models import Entry
from wenming.hours.actions import confirming, objections, ratings
from wenming.hours.forms import AnswerForm, LeavingForm, ObjectionForm, RatingForm, shift_time
from wenming.hours.models import Presence
from wenming.hours.permissions import (
    may_correct,
    may_lead,
    may_object,
    may_propose,
    may_rate,
    may_restore,
)
from wenming.hours.queries import hours_in, own_presences, totals, years
from wenming.organisation.access import in_a_town
from wenming.organisation.forms import Refusable
from wenming.organisation.http import Request
from wenming.organisation.permissions import is_insider

__all__ = ["find", "leaving", "mine", "objection", "presence", "presence_page", "rating"]

TIMES = {"came_at": gettext_lazy("签到时间"), "left_at": gettext_lazy("签退时间")}
DEEDS = {
    "presence.confirmed": gettext_lazy("确认"),
    "presence.corrected": gettext_lazy("更正"),
    "presence.struck": gettext_lazy("不计"),
    "presence.restored": gettext_lazy("恢复"),
    "presence.leaving-proposed": gettext_lazy("本人说明离开的时间"),
    "presence.leaving-settled": gettext_lazy("写明离开的时间"),
    "presence.entered-afterwards": gettext_lazy("补录"),
    "presence.rated": gettext_lazy("评价"),
}


@require_GET
@never_cache
@in_a_town
def mine(request: Request) -> HttpResponse:
    """All my hours, by year."""
    found = list(own_presences(request.user, request.town))
    return render(request, "hours/mine.html", {"years": years(found), "totals": totals(found)})


@require_GET
@never_cache
@in_a_town
def presence(request: Request, pk: int) -> HttpResponse:
    """One record, with what it rests upon and what was done to it."""
    return presence_page(request, find(request, pk))


@require_POST
@in_a_town
def objection(request: Request, pk: int) -> HttpResponse:
    """Something is not right."""
    found, form = find(request, pk), ObjectionForm(request.POST)
    may_object(request.user, found).enforce()
    if form.is_valid():
        try:
            objections.raise_objection(
                presence=found, text=form.cleaned_data["text"], by=request.user
            )
        except Impossible as error:
            form.refuse(error)
        else:
            messages.success(request, _("已经提出，主办单位会答复您。"))
            return redirect(found)
    return presence_page(request, found, objection=form)


@require_POST
@in_a_town
def leaving(request: Request, pk: int) -> HttpResponse:
    """I forgot to sign out: this is when I left. Said by who leads, it is settled."""
    found, form = find(request, pk), LeavingForm(request.POST)
    own = found.user_id == request.user.pk
    (may_propose if own else may_correct)(request.user, found).enforce()
    if form.is_valid():
        left_at = shift_time(found.shift, form.cleaned_data["left_at"])
        try:
            say = confirming.propose if own else confirming.settle
            say(presence=found, left_at=left_at, by=request.user)
        except Impossible as error:
            form.refuse(error)
        else:
            messages.success(request, _("已经记下，等主办单位确认。") if own else _("已经记下。"))
            return redirect(found) if own else redirect("hours:attendance", found.shift.activity_id)
    return presence_page(request, found, leaving=form)


@require_POST
@in_a_town
def rating(request: Request, pk: int) -> HttpResponse:
    """How it was."""
    found, form = find(request, pk), RatingForm(request.POST)
    may_rate(request.user, found).enforce()
    if form.is_valid():
        ratings.rate(presence=found, by=request.user, **form.cleaned_data)
        messages.success(request, _("谢谢您的评价。"))
        return redirect(found)
    return presence_page(request, found, rating=form)


def find(request: Request, pk: int) -> Presence:
    """One's own, or of this town for who works in it; else there is none."""
    seen = Presence.objects.filter(shift__activity__town=request.town)
    with_them = seen.select_related(
        "shift__activity__unit__town", "user", "entered_by", "confirmed_by"
    )
    found = get_object_or_404(with_them, pk=pk)
    own = found.user_id == request.user.pk
    leads = own or may_lead(request.user, found.shift.activity)
    if not leads and not is_insider(request.user, request.town):
        raise Http404
    return found


def presence_page(request: Request, found: Presence, **forms: Refusable) -> HttpResponse:
    """The record; a form that was refused stands in it with what was typed."""
    own, leads = found.user_id == request.user.pk, may_correct(request.user, found)
    restoring = may_restore(request.user, found)
    context = {
        "presence": found,
        "activity": found.shift.activity,
        "hours": hours_in(found.minutes or 0),
        "own": own,
        "leads": leads,
        "restoring": restoring,
        "named": own or leads or restoring,
        "objections": list(found.objections.select_related("answered_by")),
        "taps": list(found.taps.select_related("by")),
        "deeds": [_deed(entry) for entry in Entry.objects.of(found)],
        "objecting": may_object(request.user, found) if own else None,
        "leaving": forms.get("leaving") or _leaving_form(found),
        "proposing": own and may_propose(request.user, found),
        "objection_form": forms.get("objection") or ObjectionForm(),
        "rating_form": _rating_form(request, found, forms.get("rating"), own=own),
        "answer_form": forms.get("answer") or AnswerForm(),
    }
    status = 422 if any(form.errors for form in forms.values()) else 200
    return render(request, "hours/presence.html", context, status=status)


def _leaving_form(found: Presence) -> LeavingForm:
    said = found.said_left_at
    return LeavingForm(initial={"left_at": localtime(said).time()} if said else {})


def _rating_form(
    request: Request, found: Presence, refused: Refusable | None, *, own: bool
) -> Refusable | None:
    if refused is not None:
        return refused
    if not own or not may_rate(request.user, found):
        return None
    given = getattr(found, "rating", None)
    return RatingForm(initial={"stars": given.stars, "words": given.words} if given else {})


def _deed(entry: Entry) -> dict[str, object]:
    words = [str(DEEDS.get(entry.verb, entry.verb)), *_changes(entry), entry.details.get("why", "")]
    what = _("；").join(word for word in words if word)
    return {"at": entry.at, "what": what, "who": entry.by_name}


def _changes(entry: Entry) -> list[str]:
    told = entry.details.get("changes", {})
    words = _("%(name)s：%(old)s → %(new)s")
    return [
        words % {"name": TIMES[name], "old": _time(old), "new": _time(new)}
        for name, (old, new) in told.items()
    ]


def _time(told: str | None) -> str:
    moment: datetime | None = parse_datetime(told) if told else None
    return date_format(localtime(moment), "SHORT_DATETIME_FORMAT") if moment else "—"

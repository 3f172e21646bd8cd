"""A round of a project at the desk: one page, each thing on it a small form of its own (5.4-b)."""

from __future__ import annotations

from collections.abc import Mapping

from django.contrib import messages
from django.db.models import prefetch_related_objects
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from wenming.accounts.models import User
from wenming.base.errors import Impossible, Overtaken
from wenming.base.models import Entry
from wenming.organisation.access import insiders_only
from wenming.organisation.forms import Refusable
from wenming.organisation.http import Request, sent
from wenming.projects.actions import rounds
from wenming.projects.forms import AttachForm, BackForm, MeasureForm, TellForm
from wenming.projects.heard import heard_of_rounds
from wenming.projects.loop import lacks, members
from wenming.projects.models import Measure, Project, Round, RoundActivity
from wenming.projects.permissions import (
    may_begin,
    may_go_back,
    may_go_on,
    may_remind,
    may_tell,
)
from wenming.projects.queries import brought, money_of, needs_of, rounds_of, works_of
from wenming.projects.wording import deeds, step_back_words, step_words, steps

__all__ = [
    "activity_attaching",
    "activity_detaching",
    "measure_dropping",
    "measure_taking",
    "raters_reminding",
    "round_beginning",
    "round_going_back",
    "round_going_on",
    "round_page",
    "rounds_for",
]


def rounds_for(project: Project, user: User) -> Mapping[str, object]:
    """What the project's page is given besides: its rounds side by side, its needs, its money."""
    return {
        "project": project,
        "rounds": rounds_of(project),
        "beginning": may_begin(user, project),
        "needs": needs_of(user, project),
        "money": money_of(project),
    }


@require_POST
@insiders_only
def round_beginning(request: Request, pk: int) -> HttpResponse:
    """The first round, or the next."""
    seen = Project.objects.standing().of(request.town).select_related("unit__town")
    made = rounds.begin(project=get_object_or_404(seen, pk=pk), by=request.user)
    messages.success(request, _("新的一轮开始了。"))
    return redirect(made)


@require_http_methods(["GET", "POST"])
@insiders_only
def round_page(request: Request, pk: int) -> HttpResponse:
    """Where the round stands, what it lacks; POST keeps what is told of it."""
    found = _find(request, pk)
    form = TellForm(sent(request), instance=_find(request, pk))
    if request.method == "POST" and form.is_valid():
        try:
            rounds.tell(row=found, by=request.user, **form.cleaned_data)
        except Overtaken as error:
            form.refuse(error)
        else:
            messages.success(request, _("已经保存。"))
            return redirect(found)
    return _page(request, _find(request, pk), tell=form)


@require_POST
@insiders_only
def round_going_on(request: Request, pk: int) -> HttpResponse:
    """To the next stage."""
    found = _find(request, pk)
    rounds.go_on(row=found, by=request.user)
    return redirect(found)


@require_POST
@insiders_only
def round_going_back(request: Request, pk: int) -> HttpResponse:
    """A step too early."""
    found, form = _find(request, pk), BackForm(request.POST)
    may_go_back(request.user, found).enforce()
    if form.is_valid():
        rounds.go_back(row=found, why=form.cleaned_data["why"], by=request.user)
        return redirect(found)
    return _page(request, found, back=form)


@require_POST
@insiders_only
def raters_reminding(request: Request, pk: int) -> HttpResponse:
    """Those who were there are asked what they thought of it."""
    found = _find(request, pk)
    number = rounds.remind(row=found, by=request.user)
    messages.success(request, _("已经提醒 %(number)d 人评价。") % {"number": number})
    return redirect(found)


@require_POST
@insiders_only
def measure_taking(request: Request, pk: int) -> HttpResponse:
    """Take a measure, or put it right."""
    found, form = _find(request, pk), MeasureForm(request.POST)
    may_tell(request.user, found).enforce()
    if form.is_valid():
        rounds.measure(row=found, by=request.user, **form.told())
        return redirect(found)
    return _page(request, found, measure=form)


@require_POST
@insiders_only
def measure_dropping(request: Request, pk: int) -> HttpResponse:
    """A measure that was a mistake."""
    seen = Measure.objects.filter(round__in=Round.objects.of(request.town))
    found = get_object_or_404(seen.select_related("round__project__unit__town"), pk=pk)
    rounds.drop(found=found, by=request.user)
    return redirect(found.round)


@require_POST
@insiders_only
def activity_attaching(request: Request, pk: int) -> HttpResponse:
    """An activity carries the round out."""
    found = _find(request, pk)
    may_tell(request.user, found).enforce()
    form = AttachForm(request.POST, found=found)
    if form.is_valid():
        try:
            rounds.attach(row=found, activity=form.cleaned_data["activity"], by=request.user)
        except Impossible as error:
            form.refuse(error)
        else:
            return redirect(found)
    return _page(request, found, attach=form)


@require_POST
@insiders_only
def activity_detaching(request: Request, pk: int) -> HttpResponse:
    """It does not belong here after all."""
    seen = RoundActivity.objects.filter(round__in=Round.objects.of(request.town))
    link = get_object_or_404(seen.select_related("round__project__unit__town"), pk=pk)
    rounds.detach(link=link, by=request.user)
    return redirect(link.round)


def _find(request: Request, pk: int) -> Round:
    seen = Round.objects.of(request.town).select_related("project__unit__town")
    return get_object_or_404(seen, pk=pk)


def _page(request: Request, found: Round, **forms: Refusable) -> HttpResponse:
    prefetch_related_objects([found], "measures", "activity_links__activity__unit")
    context = {
        "round": found,
        "project": found.project,
        "steps": steps(found),
        "lacks": lacks(found),
        "brought": brought(found, heard_of_rounds(found.project).get(found.pk)),
        "works": works_of(request.user, found),
        "needs": needs_of(request.user, found.project),
        "money": money_of(found.project),
        "reminding": may_remind(request.user, found),
        "members": members(found.project),
        "telling": may_tell(request.user, found),
        "going_on": may_go_on(request.user, found),
        "going_back": may_go_back(request.user, found),
        "on_words": step_words(found),
        "back_words": step_back_words(found),
        "deeds": deeds(Entry.objects.of(found)),
        "tell": forms.get("tell") or TellForm(instance=found),
        "measure": forms.get("measure") or MeasureForm(),
        "attach": forms.get("attach") or AttachForm(found=found),
        "back": forms.get("back") or BackForm(),
    }
    status = 422 if any(form.errors for form in forms.values()) else 200
    return render(request, "projects/round.html", context, status=status)

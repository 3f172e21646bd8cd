"""What I am asked to do, on my own page: yes or no, when, done, somebody else instead (5.3-d)."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from wenming.base.errors import Impossible
from wenming.needs.actions import dispatching
from wenming.needs.actions.dispatching import ASKED
from wenming.needs.forms import FinishForm, RescheduleForm, WhyForm
from wenming.needs.models import Dispatch
from wenming.needs.permissions import may_respond, serves
from wenming.needs.plan import FOCUS, KINDS
from wenming.needs.queries import members_of, times_of
from wenming.organisation.access import in_a_town
from wenming.organisation.http import Request
from wenming.organisation.permissions import is_office
from wenming.organisation.queries import words
from wenming.volunteers.forms import NumberForm
from wenming.volunteers.models import Volunteer
from wenming.volunteers.queries import numbered

__all__ = [
    "acceptance",
    "dispatch",
    "finishing",
    "giving_back",
    "handing_over",
    "refusal",
    "rescheduling",
]


@require_GET
@never_cache
@in_a_town
def dispatch(request: Request, pk: int) -> HttpResponse:
    """One thing that I am asked to do; whom it is about only once I have said yes."""
    return _page(request, _find(request, pk))


@require_POST
@in_a_town
def acceptance(request: Request, pk: int) -> HttpResponse:
    """Yes."""
    found = _find(request, pk)
    dispatching.accept(dispatch=found, by=request.user)
    messages.success(request, _("已经接单，谢谢您。联系方式在下面。"))
    return redirect(found)


@require_POST
@in_a_town
def refusal(request: Request, pk: int) -> HttpResponse:
    """No, and why."""
    found, form = _find(request, pk), WhyForm(request.POST)
    may_respond(request.user, found).enforce()
    if not form.is_valid():
        return _page(request, found, refusing=form)
    dispatching.decline(dispatch=found, why=form.cleaned_data["why"], by=request.user)
    messages.success(request, _("知道了，会另外安排人。"))
    return redirect(found)


@require_POST
@in_a_town
def giving_back(request: Request, pk: int) -> HttpResponse:
    """I cannot go after all."""
    found, form = _find(request, pk), WhyForm(request.POST)
    may_respond(request.user, found).enforce()
    if not form.is_valid():
        return _page(request, found, refusing=form)
    dispatching.give_back(dispatch=found, why=form.cleaned_data["why"], by=request.user)
    messages.success(request, _("已经退回，会另外安排人。"))
    return redirect(found)


@require_POST
@in_a_town
def rescheduling(request: Request, pk: int) -> HttpResponse:
    """Another time."""
    found, form = _find(request, pk), RescheduleForm(request.POST)
    may_respond(request.user, found).enforce()
    if form.is_valid():
        try:
            dispatching.reschedule(dispatch=found, planned_at=form.moment(), by=request.user)
        except Impossible as error:
            form.add_error("day", str(error))
        else:
            messages.success(request, _("时间已经约定，求助人会知道。"))
            return redirect(found)
    return _page(request, found, scheduling=form)


@require_POST
@in_a_town
def handing_over(request: Request, pk: int) -> HttpResponse:
    """Somebody is asked to stand in."""
    found, form = _find(request, pk), NumberForm(request.POST)
    may_respond(request.user, found).enforce()
    if form.is_valid():
        try:
            to = numbered(request.town, form.cleaned_data["number"])
            dispatching.hand_over(dispatch=found, to=to, by=request.user)
        except Impossible as error:
            form.refuse(error)
        else:
            messages.success(request, _("已经请这位志愿者接手，答应以前还是由您去。"))
            return redirect(found)
    return _page(request, found, handing=form)


@require_POST
@in_a_town
def finishing(request: Request, pk: int) -> HttpResponse:
    """It is done."""
    found = _find(request, pk)
    may_respond(request.user, found).enforce()
    members = members_of(found)
    form = FinishForm(request.POST, members=[(one.pk, str(one)) for one in members])
    if form.is_valid():
        told = dict(form.cleaned_data)
        went = Volunteer.objects.filter(pk__in=told.pop("volunteers", []))
        try:
            dispatching.finish(dispatch=found, volunteers=went, **told, by=request.user)
        except Impossible as error:
            form.refuse(error)
        else:
            messages.success(request, _("已经登记，谢谢您。"))
            return redirect(found)
    return _page(request, found, finishing_form=form)


def _find(request: Request, pk: int) -> Dispatch:
    """Asked of me, or, for an office, of a group that it speaks for; others do not exist."""
    for_partners = is_office(request.user, request.town)
    mine = Dispatch.objects.to(request.user, for_partners=for_partners)
    mine = mine.filter(need__town=request.town)
    related = ("need__unit__town", "need__asker", "need__service", "instead_of", *ASKED)
    return get_object_or_404(mine.select_related(*related).distinct(), pk=pk)


def _asked_instead(found: Dispatch) -> list[Dispatch]:
    rows = found.stand_ins.offered()
    return list(rows.select_related("team", "partner", "volunteer__user"))


def _page(
    request: Request,
    found: Dispatch,
    *,
    refusing: WhyForm | None = None,
    scheduling: RescheduleForm | None = None,
    finishing_form: FinishForm | None = None,
    handing: NumberForm | None = None,
) -> HttpResponse:
    need, serving = found.need, serves(request.user, found)
    members = members_of(found) if serving else []
    context = {
        "dispatch": found,
        "need": need,
        "kind": words(request.town, KINDS).get(need.kind, ""),
        "focus": words(request.town, FOCUS).get(need.focus, "") if serving else "",
        "times": times_of(need),
        "serving": serving,
        "stand_ins": _asked_instead(found) if serving else [],
        # Before a yes, a protected need says no more than what kind of thing it is.
        "words": need.words if serving or not need.is_protected else "",
        "remarks": list(need.remarks.all()) if serving else [],
        "refusing": refusing or WhyForm(),
        "scheduling": scheduling or RescheduleForm(),
        "finishing": finishing_form
        or FinishForm(members=[(one.pk, str(one)) for one in members], planned_at=found.planned_at),
        "handing": handing or NumberForm(),
    }
    shown = (refusing, scheduling, finishing_form, handing)
    status = 422 if any(form and form.errors for form in shown) else 200
    return render(request, "needs/dispatch.html", context, status=status)

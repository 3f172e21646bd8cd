"""One's own: ask for a neighbour, offer to be one, look in."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from wenming.base import clock
from wenming.base.errors import Impossible
from wenming.base.offline import kept
from wenming.neighbours.actions import look_ins, pairings, postings
from wenming.neighbours.forms import AskForm, CloseForm, LookInForm, PauseForm, SettleForm
from wenming.neighbours.models import LookIn, Pairing, Posting
from wenming.neighbours.models.posting import WATCHES
from wenming.neighbours.permissions import may_pair, may_see, may_serve, may_tend
from wenming.neighbours.queries import Watch, offered_to, tallies, visits_of
from wenming.organisation.access import in_a_town, public
from wenming.organisation.http import Request, sent
from wenming.organisation.queries import words
from wenming.volunteers.forms import NumberForm
from wenming.volunteers.queries import numbered, volunteer_of

__all__ = [
    "acceptance",
    "asking",
    "ending",
    "handing_over",
    "home",
    "look_in",
    "offer",
    "pair",
    "pause",
    "refusal",
    "request_ending",
    "settlement",
    "wanted",
]

# Of requests; of visits at which nothing is left to do.
SHOWN = 50
LATEST = 12


@public
def home(request: Request) -> HttpResponse:
    """What neighbours do for each other, in numbers, and how to join. Nobody is named."""
    found = tallies(request.town)
    context = {
        "tallies": found,
        "kinds": words(request.town, WATCHES).values(),
        "pairs": sum(tally.pairs for tally in found),
        "visits": sum(tally.visits for tally in found),
        "year": clock.today().year,
    }
    return render(request, "neighbours/home.html", context)


# Asking ------------------------------------------------------------------------------------------


@require_http_methods(["GET", "POST"])
@never_cache
@in_a_town
def asking(request: Request) -> HttpResponse:
    """Ask a neighbour to look in, for oneself or a relative."""
    form = AskForm(sent(request), town=request.town, user=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            postings.ask(
                unit=form.cleaned_data["unit"],
                told=form.told(),
                consent=form.how(),
                person=request.user if form.is_own else None,
                ticket=form.cleaned_data["ticket"],
                by=request.user,
            )
        except Impossible as error:
            form.refuse(error)
        else:
            messages.success(request, _("已经收到，村（社区）会和本人联系。"))
            return redirect("accounts:mine")
    status = 422 if form.errors else 200
    return render(request, "neighbours/asking.html", {"form": form}, status=status)


@require_http_methods(["GET", "POST"])
@never_cache
@in_a_town
def request_ending(request: Request, pk: int) -> HttpResponse:
    """It is no longer needed, or the consent is taken back."""
    seen = Posting.objects.of(request.town).asked_by(request.user)
    found = get_object_or_404(seen.select_related("unit__town"), pk=pk)
    form = CloseForm(sent(request))
    if request.method == "POST" and form.is_valid():
        postings.close(posting=found, why=form.cleaned_data["why"], by=request.user)
        messages.success(request, _("已经结束，登记的姓名、电话和住址已经删除。"))
        return redirect("accounts:mine")
    context = {"posting": found, "form": form}
    status = 422 if form.errors else 200
    return render(request, "neighbours/ending.html", context, status=status)


# Offering ----------------------------------------------------------------------------------------


@require_GET
@never_cache
@in_a_town
def wanted(request: Request) -> HttpResponse:
    """Who waits for a neighbour: what is wanted and where, nobody's name."""
    volunteer = volunteer_of(request.user, request.town)
    found = list(offered_to(request.town)[:SHOWN]) if volunteer else []
    taken = set(volunteer.pairings.live().values_list("posting", flat=True)) if volunteer else set()
    kinds = words(request.town, WATCHES)
    lines = [
        (row, kinds.get(row.watch, ""), may_pair(volunteer, row), row.pk in taken) for row in found
    ]
    return render(request, "neighbours/wanted.html", {"volunteer": volunteer, "lines": lines})


@require_POST
@in_a_town
def offer(request: Request, pk: int) -> HttpResponse:
    """I would like to look in."""
    found = get_object_or_404(offered_to(request.town).select_related("unit__town"), pk=pk)
    volunteer = volunteer_of(request.user, request.town)
    may_pair(volunteer, found).enforce()
    assert volunteer is not None
    pairings.offer(posting=found, volunteer=volunteer, by=request.user)
    messages.success(request, _("谢谢您！村（社区）问过本人以后答复您。"))
    return redirect("accounts:mine")


# A pair ------------------------------------------------------------------------------------------


@require_GET
@never_cache
@in_a_town
def pair(request: Request, pk: int) -> HttpResponse:
    """One's own pair, or of one's unit: for whom, when, what was seen.

    The phone of who looks in keeps it for where there is no network.
    """
    found = _pairing(request, pk)
    answer = _page(request, found)
    return kept(answer) if may_serve(request.user, found) else answer


@require_POST
@in_a_town
def acceptance(request: Request, pk: int) -> HttpResponse:
    """Yes, to an invitation or an offer."""
    found = _pairing(request, pk)
    pairings.accept(pairing=found, by=request.user)
    messages.success(request, _("结对开始了。"))
    return redirect(found)


@require_POST
@in_a_town
def refusal(request: Request, pk: int) -> HttpResponse:
    """No, to an invitation or an offer; or one's own offer is taken back."""
    found = _pairing(request, pk)
    pairings.decline(pairing=found, by=request.user)
    messages.success(request, _("已经答复。"))
    return _back(request, found)


@require_POST
@in_a_town
def look_in(request: Request, pk: int) -> HttpResponse:
    """I was there: one tap says that all was well; words, that something is to be followed up."""
    found, form = _pairing(request, pk), LookInForm(request.POST)
    if form.is_valid():
        told = form.cleaned_data["words"]
        try:
            look_ins.note(pairing=found, on=form.day(), words=told, by=request.user)
        except Impossible as error:
            form.refuse(error)
        else:
            messages.success(request, _("记好了，谢谢您。"))
            return redirect(found)
    return _page(request, found, look_in=form)


@require_POST
@in_a_town
def pause(request: Request, pk: int) -> HttpResponse:
    """Away until a day; or back."""
    found, form = _pairing(request, pk), PauseForm(request.POST)
    if form.is_valid():
        try:
            pairings.pause(pairing=found, until=form.cleaned_data["until"], by=request.user)
        except Impossible as error:
            form.refuse(error)
        else:
            messages.success(request, _("已经记下。"))
            return redirect(found)
    return _page(request, found, pausing=form)


@require_POST
@in_a_town
def handing_over(request: Request, pk: int) -> HttpResponse:
    """Ask another volunteer to take over."""
    found, form = _pairing(request, pk), NumberForm(request.POST)
    if form.is_valid():
        try:
            volunteer = numbered(request.town, form.cleaned_data["number"])
            pairings.hand_over(pairing=found, volunteer=volunteer, by=request.user)
        except Impossible as error:
            form.refuse(error)
        else:
            messages.success(request, _("已经请对方接手，对方答应以前照旧由您探望。"))
            return redirect(found)
    return _page(request, found, handing=form)


@require_POST
@in_a_town
def ending(request: Request, pk: int) -> HttpResponse:
    """I can no longer look in."""
    found = _pairing(request, pk)
    pairings.end(pairing=found, by=request.user)
    messages.success(request, _("结对已经结束。"))
    return _back(request, found)


@require_POST
@in_a_town
def settlement(request: Request, pk: int) -> HttpResponse:
    """What came up is done."""
    seen = LookIn.objects.of(request.town).select_related(*(f"pairing__{one}" for one in RELATED))
    found, form = get_object_or_404(seen, pk=pk), SettleForm(request.POST)
    if not may_see(request.user, found.pairing):
        raise Http404
    if form.is_valid():
        look_ins.settle(look_in=found, outcome=form.cleaned_data["outcome"], by=request.user)
        messages.success(request, _("已经办结。"))
        return redirect(found)
    return _page(request, _pairing(request, found.pairing_id), settling=(found.pk, form))


RELATED = ("posting__unit__town", "volunteer__user", "follows__volunteer__user")


def _pairing(request: Request, pk: int) -> Pairing:
    """One's own, or of one's unit; others do not exist."""
    found = get_object_or_404(
        Pairing.objects.of(request.town).select_related(*RELATED).with_last(), pk=pk
    )
    own = found.volunteer.user_id == request.user.pk
    if not own and not may_tend(request.user, found.posting.unit):
        raise Http404
    return found


def _back(request: Request, found: Pairing) -> HttpResponse:
    """To where whoever answered came from."""
    own = found.volunteer.user_id == request.user.pk
    return redirect("accounts:mine") if own else redirect(found.posting)


def _page(
    request: Request,
    found: Pairing,
    *,
    look_in: LookInForm | None = None,
    pausing: PauseForm | None = None,
    handing: NumberForm | None = None,
    settling: tuple[int, SettleForm] | None = None,
) -> HttpResponse:
    seeing, active = may_see(request.user, found), found.stage == Pairing.Stage.ACTIVE
    last_on = found.last_on
    today = clock.today()
    context = {
        "pairing": found,
        "posting": found.posting,
        "watch": words(request.town, WATCHES).get(found.posting.watch, ""),
        "due": Watch(found, last_on, found.due_on(last_on), today) if active else None,
        "seeing": seeing,
        "serving": may_serve(request.user, found),
        "visits": _visits(found, settling) if seeing else [],
        "own": found.volunteer.user_id == request.user.pk,
        "today": today,
        "was_there": last_on == today,
        "look_in": look_in or LookInForm(initial={"on": today}),
        "pausing": pausing or PauseForm(initial={"until": found.paused_until}),
        "handing": handing or NumberForm(),
        "successor": found.successors.filter(stage=Pairing.Stage.INVITED)
        .select_related("volunteer__user")
        .first(),
    }
    faulty = any(form and form.errors for form in (look_in, pausing, handing)) or settling
    return render(request, "neighbours/pair.html", context, status=422 if faulty else 200)


def _visits(
    found: Pairing, settling: tuple[int, SettleForm] | None
) -> list[tuple[LookIn, forms.BaseForm | None]]:
    """What is left to do, each with the form by which it is settled; then the latest others."""
    visits = visits_of([found])
    opened = list(visits.unsettled())
    settled = [(visit, None) for visit in visits.settled()[:LATEST]]
    return [*((visit, _form(visit, settling)) for visit in opened), *settled]


def _form(visit: LookIn, settling: tuple[int, SettleForm] | None) -> forms.BaseForm:
    if settling is not None and settling[0] == visit.pk:
        return settling[1]
    return SettleForm(auto_id=f"id_{visit.pk}_%s")

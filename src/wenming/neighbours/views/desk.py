"""Neighbourly watch at the desk: requests and pairs of one's unit; the offices see numbers."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from wenming.accounts import phones
from wenming.base.errors import Impossible
from wenming.neighbours.actions import pairings, postings
from wenming.neighbours.forms import CloseForm, CorrectionForm, EntryForm, LookForm
from wenming.neighbours.models import Pairing, Posting
from wenming.neighbours.models.posting import FOCUS, WATCHES
from wenming.neighbours.queries import readable, tended_units, visits_of, watches
from wenming.organisation.access import insiders_only
from wenming.organisation.http import Request, sent
from wenming.organisation.queries import words
from wenming.volunteers.forms import NumberForm
from wenming.volunteers.queries import numbered

__all__ = [
    "posting",
    "posting_add",
    "posting_closing",
    "posting_confirming",
    "posting_correction",
    "posting_invitation",
    "posting_list",
    "posting_looking",
]

PAGE = 50
LATEST = 12


@require_GET
@never_cache
@insiders_only
def posting_list(request: Request) -> HttpResponse:
    """Who waits, who is looked in on and when; names only for one's own unit."""
    over = request.GET.get("over") == "1"
    found = readable(request.user, request.town)
    shown = found.filter(stage=Posting.Stage.CLOSED) if over else found.exclude(stage="closed")
    page = Paginator(shown.order_by("unit__place", "stage", "pk"), PAGE).get_page(
        request.GET.get("page")
    )
    going_on = watches(Pairing.objects.filter(posting__in=[row.pk for row in page]))
    pairs = {watch.pairing.posting_id: watch for watch in going_on}
    tended = {unit.pk for unit in tended_units(request.user, request.town)}
    kinds = words(request.town, WATCHES)
    lines = [
        (row, kinds.get(row.watch, ""), pairs.get(row.pk), row.unit_id in tended) for row in page
    ]
    context = {"page": page, "lines": lines, "over": over, "tends": bool(tended)}
    return render(request, "neighbours/posting_list.html", context)


@require_http_methods(["GET", "POST"])
@never_cache
@insiders_only
def posting_add(request: Request) -> HttpResponse:
    """Enter what an elder asked for, who agreed."""
    form = EntryForm(sent(request), town=request.town, user=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            made = postings.ask(
                unit=form.cleaned_data["unit"],
                told=form.told(),
                consent=form.cleaned_data["how"],
                consented_on=form.cleaned_data["consented_on"],
                ticket=form.cleaned_data["ticket"],
                by=request.user,
            )
        except Impossible as error:
            form.refuse(error)
        else:
            messages.success(request, _("已经登记。"))
            return redirect(made)
    return _form(request, form)


@require_GET
@never_cache
@insiders_only
def posting(request: Request, pk: int) -> HttpResponse:
    """One request whole, its pairs and visits; the number masked."""
    return _page(request, _find(request, pk))


@require_http_methods(["GET", "POST"])
@never_cache
@insiders_only
def posting_correction(request: Request, pk: int) -> HttpResponse:
    """Put right what was told."""
    found = _find(request, pk)
    form = CorrectionForm(sent(request), town=request.town, posting=found)
    if request.method == "POST" and form.is_valid():
        try:
            postings.correct(posting=found, told=form.told(), by=request.user)
        except Impossible as error:
            form.refuse(error)
        else:
            messages.success(request, _("已经更正。"))
            return redirect(found)
    return _form(request, form, found)


@require_POST
@insiders_only
def posting_confirming(request: Request, pk: int) -> HttpResponse:
    """The unit has spoken with whom it is for."""
    found = _find(request, pk)
    postings.confirm(posting=found, by=request.user)
    messages.success(request, _("已经核实，志愿者看得到了。"))
    return redirect(found)


@require_http_methods(["GET", "POST"])
@never_cache
@insiders_only
def posting_closing(request: Request, pk: int) -> HttpResponse:
    """It is over: moved, died, no longer needed."""
    found, form = _find(request, pk), CloseForm(sent(request))
    if request.method == "POST" and form.is_valid():
        postings.close(posting=found, why=form.cleaned_data["why"], by=request.user)
        messages.success(request, _("已经结束，登记的姓名、电话和住址已经删除。"))
        return redirect(found)
    context = {"posting": found, "form": form}
    status = 422 if form.errors else 200
    return render(request, "neighbours/ending.html", context, status=status)


@require_POST
@insiders_only
def posting_invitation(request: Request, pk: int) -> HttpResponse:
    """Ask a volunteer, who decides."""
    found, form = _find(request, pk), NumberForm(request.POST)
    if form.is_valid():
        try:
            volunteer = numbered(request.town, form.cleaned_data["number"])
            pairings.invite(posting=found, volunteer=volunteer, by=request.user)
        except Impossible as error:
            form.refuse(error)
        else:
            messages.success(request, _("已经邀请，由本人决定。"))
            return redirect(found)
    return _page(request, found, inviting=form)


@require_POST
@never_cache
@insiders_only
def posting_looking(request: Request, pk: int) -> HttpResponse:
    """The number in full, once, for a reason."""
    found, form = _find(request, pk), LookForm(request.POST)
    if not form.is_valid():
        return _page(request, found, looking=form)
    full = postings.look(posting=found, why=form.cleaned_data["why"], by=request.user)
    return _page(request, found, full=full)


def _find(request: Request, pk: int) -> Posting:
    """Of one's own unit; for all others, the offices too, it does not exist."""
    seen = Posting.objects.filter(unit__in=tended_units(request.user, request.town).values("pk"))
    return get_object_or_404(seen.select_related("unit__town", "asked_by"), pk=pk)


def _form(
    request: Request, form: EntryForm | CorrectionForm, found: Posting | None = None
) -> HttpResponse:
    context = {"form": form, "posting": found}
    status = 422 if form.errors else 200
    return render(request, "neighbours/posting_form.html", context, status=status)


def _page(
    request: Request,
    found: Posting,
    *,
    inviting: NumberForm | None = None,
    looking: LookForm | None = None,
    full: str | None = None,
) -> HttpResponse:
    pairs = list(found.pairings.select_related("volunteer__user", "posting__unit"))
    going_on = watches(Pairing.objects.filter(posting=found))
    context = {
        "posting": found,
        "watch": words(request.town, WATCHES).get(found.watch, ""),
        "focus": words(request.town, FOCUS).get(found.focus, ""),
        "phone": phones.masked(found.phone or ""),
        "pairs": pairs,
        "going_on": going_on[0] if going_on else None,
        "visits": visits_of(pairs)[:LATEST],
        "inviting": inviting or NumberForm(),
        "looking": looking or LookForm(),
        "full": full,
    }
    faulty = any(form and form.errors for form in (inviting, looking))
    return render(request, "neighbours/posting.html", context, status=422 if faulty else 200)

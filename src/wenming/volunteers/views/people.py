"""Volunteers at the desk: found, entered, put right; numbers in full only with a reason."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from wenming.base.errors import Impossible
from wenming.organisation.access import insiders_only
from wenming.organisation.http import Request, sent
from wenming.organisation.models import Unit
from wenming.organisation.permissions import may_enter
from wenming.organisation.queries import recordable_units, words
from wenming.volunteers.actions import volunteers
from wenming.volunteers.handing import SharingForm
from wenming.volunteers.models import Offer, Volunteer
from wenming.volunteers.models.volunteer import TALENTS
from wenming.volunteers.permissions import may_attend_to, may_give_out, may_look, may_note_award
from wenming.volunteers.queries import Search, certificates, offered, volunteers_found
from wenming.volunteers.registration import EntryForm, LookForm, ProfileForm, SearchForm

__all__ = [
    "volunteer",
    "volunteer_add",
    "volunteer_correction",
    "volunteer_list",
    "volunteer_looking",
    "volunteer_withdrawal",
]

PAGE = 50


@require_GET
@never_cache
@insiders_only
def volunteer_list(request: Request) -> HttpResponse:
    """Those of one's units, by unit, talent, service, skill, name or number; numbers masked."""
    units = list(recordable_units(request.user, request.town).filter(kind__in=Unit.SITES))
    form = SearchForm(request.GET, town=request.town, units=units)
    found = volunteers_found(request.user, request.town, _search(form))
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    known = words(request.town, TALENTS)
    context = {
        "form": form,
        "page": page,
        "lines": [(row, _talents(row, known)) for row in page],
        "is_search": any(form.data.get(name) for name in form.fields),
        "adding": may_enter(request.user, request.town),
        "giving_out": may_give_out(request.user, request.town),
    }
    return render(request, "volunteers/volunteer_list.html", context)


@require_http_methods(["GET", "POST"])
@never_cache
@insiders_only
def volunteer_add(request: Request) -> HttpResponse:
    """Enter somebody who agreed, such as a person without a phone."""
    may_enter(request.user, request.town).enforce()
    form = EntryForm(sent(request), town=request.town, user=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            made = volunteers.register(
                person=form.person(),
                profile=form.profile(),
                agreement=form.agreement(),
                by=request.user,
            )
        except Impossible as error:
            form.refuse(error)
        else:
            messages.success(request, _("已经登记。"))
            return redirect(made)
    status = 422 if form.errors else 200
    return render(request, "volunteers/volunteer_form.html", {"form": form}, status=status)


@require_GET
@never_cache
@insiders_only
def volunteer(request: Request, pk: int) -> HttpResponse:
    """One volunteer, numbers masked."""
    return _page(request, _find(request, pk), LookForm())


@require_POST
@never_cache
@insiders_only
def volunteer_looking(request: Request, pk: int) -> HttpResponse:
    """The numbers in full, once, for a reason that the volunteer can read."""
    found, form = _find(request, pk), LookForm(request.POST)
    may_look(request.user, found).enforce()
    if not form.is_valid():
        return _page(request, found, form)
    full = volunteers.look(volunteer=found, why=form.cleaned_data["why"], by=request.user)
    return _page(request, found, LookForm(), full)


@require_http_methods(["GET", "POST"])
@never_cache
@insiders_only
def volunteer_correction(request: Request, pk: int) -> HttpResponse:
    """Put right what a volunteer asked to have put right."""
    found = _find(request, pk)
    form = ProfileForm(sent(request), town=request.town, user=request.user, volunteer=found)
    if request.method == "POST" and form.is_valid():
        try:
            volunteers.correct(volunteer=found, profile=form.profile(), by=request.user)
        except Impossible as error:
            form.refuse(error)
        else:
            messages.success(request, _("已经更正。"))
            return redirect(found)
    context = {"form": form, "volunteer": found}
    status = 422 if form.errors else 200
    return render(request, "volunteers/volunteer_form.html", context, status=status)


@require_http_methods(["GET", "POST"])
@never_cache
@insiders_only
def volunteer_withdrawal(request: Request, pk: int) -> HttpResponse:
    """Somebody without a phone takes the consent back."""
    found = _find(request, pk)
    if request.method == "GET":
        return render(request, "volunteers/volunteer_withdrawal.html", {"volunteer": found})
    volunteers.withdraw(volunteer=found, by=request.user)
    messages.success(request, _("已经退出，登记的资料已经删除。"))
    return redirect("volunteers:volunteer-list")


def _find(request: Request, pk: int) -> Volunteer:
    seen = Volunteer.objects.registered().visible_to(request.user, request.town)
    return get_object_or_404(seen.select_related("user", "unit__town"), pk=pk)


def _page(
    request: Request, found: Volunteer, form: LookForm, full: volunteers.InFull | None = None
) -> HttpResponse:
    context = {
        "volunteer": found,
        "offered": offered(request.town, found),
        "sharing": found.sharings.filter(withdrawn_on__isnull=True).first(),
        "sharing_form": SharingForm(),
        "consent": found.consents.select_related("noted_by").first(),
        "certificates": certificates(
            found.qualifications.select_related("volunteer__unit__town", "checked_by"),
            request.town,
            request.user,
        ),
        "awards": list(found.awards.standing()),
        "awarding": may_note_award(request.user, found),
        "memberships": list(found.memberships.open().select_related("team")),
        "attending": may_attend_to(request.user, found),
        "looking": may_look(request.user, found),
        "form": form,
        "full": full,
    }
    status = 422 if form.errors else 200
    return render(request, "volunteers/volunteer.html", context, status=status)


def _search(form: SearchForm) -> Search:
    """What is not on offer is not looked for."""
    told = form.cleaned_data if form.is_valid() else {}
    return Search(
        unit=form.units.get(told.get("unit", "")),
        talent=told.get("talent", ""),
        service=told.get("service", ""),
        text=told.get("text", ""),
    )


def _talents(row: Volunteer, known: object) -> list[str]:
    assert isinstance(known, dict)
    return [
        str(known.get(offer.code, offer.code))
        for offer in row.offers.all()
        if offer.kind == Offer.Kind.TALENT
    ]

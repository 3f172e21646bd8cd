"""Volunteers' data given out, with the log of it; and one's consent to that."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from wenming.base import clock
from wenming.base.errors import Impossible
from wenming.base.papers import file_answer
from wenming.organisation.access import in_a_town, insiders_only
from wenming.organisation.http import Request, sent
from wenming.volunteers import recording
from wenming.volunteers.actions import handovers
from wenming.volunteers.actions import sharing as consents
from wenming.volunteers.handing import HandoverForm, SharingForm
from wenming.volunteers.models import Handover, Volunteer
from wenming.volunteers.permissions import may_give_out
from wenming.volunteers.queries import volunteer_of

__all__ = [
    "handover_add",
    "handover_list",
    "sharing",
    "sharing_withdrawal",
    "volunteer_sharing",
    "volunteer_sharing_withdrawal",
]

PAGE = 50


@require_GET
@never_cache
@insiders_only
def handover_list(request: Request) -> HttpResponse:
    """The log: what was given to whom, when, by whom, what for."""
    may_give_out(request.user, request.town).enforce()
    made = Handover.objects.filter(town=request.town).select_related("by").order_by("-at", "-pk")
    counted = made.annotate(count=Count("people"))
    page = Paginator(counted, PAGE).get_page(request.GET.get("page"))
    known = recording.fields()
    lines = [(row, [known[code].label for code in row.fields if code in known]) for row in page]
    return render(request, "volunteers/handover_list.html", {"page": page, "lines": lines})


@require_http_methods(["GET", "POST"])
@never_cache
@insiders_only
def handover_add(request: Request) -> HttpResponse:
    """Give out the data of those who agreed; the answer is the file."""
    may_give_out(request.user, request.town).enforce()
    form = HandoverForm(sent(request), request.FILES or None, town=request.town)
    if request.method == "POST" and form.is_valid():
        try:
            given = handovers.give_out(town=request.town, order=form.order(), by=request.user)
        except Impossible as error:
            form.refuse(error)
        else:
            name = f"{given.handover.recipient} {clock.today():%Y-%m-%d}"
            return file_answer(given.file, name, form.cleaned_data["form"])
    status = 422 if form.errors else 200
    return render(request, "volunteers/handover_form.html", {"form": form}, status=status)


@require_POST
@in_a_town
def sharing(request: Request) -> HttpResponse:
    """I agree that my data may be given to another handler."""
    return _agree(request, _mine(request), "self")


@require_POST
@in_a_town
def sharing_withdrawal(request: Request) -> HttpResponse:
    """I take that back."""
    return _take_back(request, _mine(request))


@require_POST
@insiders_only
def volunteer_sharing(request: Request, pk: int) -> HttpResponse:
    """A worker notes that somebody agreed."""
    found, form = _find(request, pk), SharingForm(request.POST)
    return _agree(request, found, form.data.get("how", ""))


@require_POST
@insiders_only
def volunteer_sharing_withdrawal(request: Request, pk: int) -> HttpResponse:
    """A worker notes that somebody took it back."""
    return _take_back(request, _find(request, pk))


def _agree(request: Request, volunteer: Volunteer, how: str) -> HttpResponse:
    try:
        consents.agree(volunteer=volunteer, how=how, by=request.user)
    except Impossible as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("已经记下同意，随时可以撤回。"))
    return _back(request, volunteer)


def _take_back(request: Request, volunteer: Volunteer) -> HttpResponse:
    consents.end(volunteer=volunteer, by=request.user)
    messages.success(request, _("已经撤回，以后不再提供。"))
    return _back(request, volunteer)


def _back(request: Request, volunteer: Volunteer) -> HttpResponse:
    own = volunteer.user_id == request.user.pk
    return redirect("volunteers_own:volunteer") if own else redirect(volunteer)


def _mine(request: Request) -> Volunteer:
    found = volunteer_of(request.user, request.town)
    if found is None:
        raise Http404
    return found


def _find(request: Request, pk: int) -> Volunteer:
    seen = Volunteer.objects.registered().visible_to(request.user, request.town)
    return get_object_or_404(seen.select_related("user", "unit__town"), pk=pk)

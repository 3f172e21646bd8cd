"""One's own pages as a volunteer: register in one page, put right, take the consent back."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from wenming.base.errors import Impossible
from wenming.organisation.access import in_a_town
from wenming.organisation.http import Request, sent
from wenming.volunteers.actions import volunteers
from wenming.volunteers.models import Volunteer
from wenming.volunteers.queries import certificates, offered, volunteer_of
from wenming.volunteers.registration import OwnForm, ProfileForm

__all__ = ["correction", "volunteer", "withdrawal"]


@require_http_methods(["GET", "POST"])
@never_cache
@in_a_town
def volunteer(request: Request) -> HttpResponse:
    """What I told and where I serve; or, before that, the one page by which I register."""
    mine = volunteer_of(request.user, request.town)
    if mine is not None:
        return _own_page(request, mine)
    form = OwnForm(sent(request), town=request.town, user=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            volunteers.register(
                person=request.user,
                profile=form.profile(),
                agreement=form.agreement(),
                by=request.user,
            )
        except Impossible as error:
            form.refuse(error)
        else:
            messages.success(request, _("登记好了，欢迎您！"))
            return redirect("volunteers_own:volunteer")
    status = 422 if form.errors else 200
    return render(request, "volunteers/own_registration.html", {"form": form}, status=status)


@require_http_methods(["GET", "POST"])
@never_cache
@in_a_town
def correction(request: Request) -> HttpResponse:
    """Put right what I told."""
    mine = _mine(request)
    form = ProfileForm(sent(request), town=request.town, user=request.user, volunteer=mine)
    if request.method == "POST" and form.is_valid():
        try:
            volunteers.correct(volunteer=mine, profile=form.profile(), by=request.user)
        except Impossible as error:
            form.refuse(error)
        else:
            messages.success(request, _("已经更正。"))
            return redirect("volunteers_own:volunteer")
    status = 422 if form.errors else 200
    return render(request, "volunteers/own_correction.html", {"form": form}, status=status)


@require_http_methods(["GET", "POST"])
@never_cache
@in_a_town
def withdrawal(request: Request) -> HttpResponse:
    """Take my consent back, after being told what that means."""
    mine = _mine(request)
    if request.method == "GET":
        return render(request, "volunteers/own_withdrawal.html", {"volunteer": mine})
    volunteers.withdraw(volunteer=mine, by=request.user)
    messages.success(request, _("您已经退出志愿者登记，登记的资料已经删除。"))
    return redirect("accounts:mine")


def _mine(request: Request) -> Volunteer:
    found = volunteer_of(request.user, request.town)
    if found is None:
        raise Http404
    return found


def _own_page(request: Request, mine: Volunteer) -> HttpResponse:
    context = {
        "volunteer": mine,
        "offered": offered(request.town, mine),
        "sharing": mine.sharings.filter(withdrawn_on__isnull=True).first(),
        "consent": mine.consents.select_related("noted_by").first(),
        "certificates": certificates(
            mine.qualifications.select_related("volunteer__unit__town"), request.town, request.user
        ),
        "awards": list(mine.awards.standing()),
        "memberships": list(mine.memberships.open().select_related("team__unit")),
        "household": mine.households.filter(until_on=None).select_related("household").first(),
    }
    return render(request, "volunteers/own.html", context)

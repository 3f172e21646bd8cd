"""Certificates: told and put right by their holder or a worker, checked at the desk."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from wenming.base import clock
from wenming.base.errors import Impossible
from wenming.organisation.access import in_a_town, insiders_only
from wenming.organisation.http import Request, sent
from wenming.volunteers.actions import qualifications
from wenming.volunteers.forms import QualificationForm
from wenming.volunteers.models import Qualification, Volunteer
from wenming.volunteers.models.qualification import SOON
from wenming.volunteers.permissions import may_attend_to
from wenming.volunteers.queries import certificates, volunteer_of

__all__ = [
    "own_qualification_add",
    "qualification",
    "qualification_add",
    "qualification_checking",
    "qualification_list",
    "qualification_removal",
    "qualification_unchecking",
]

PAGE = 50
RELATED = ("volunteer__user", "volunteer__unit__town", "volunteer__town", "checked_by")


@require_http_methods(["GET", "POST"])
@never_cache
@in_a_town
def own_qualification_add(request: Request) -> HttpResponse:
    """I have a certificate."""
    mine = volunteer_of(request.user, request.town)
    if mine is None:
        raise Http404
    return _add(request, mine)


@require_http_methods(["GET", "POST"])
@never_cache
@insiders_only
def qualification_add(request: Request, pk: int) -> HttpResponse:
    """A worker notes the certificate of somebody without a phone."""
    seen = Volunteer.objects.registered().visible_to(request.user, request.town)
    found = get_object_or_404(seen.select_related("user", "unit__town"), pk=pk)
    may_attend_to(request.user, found).enforce()
    return _add(request, found)


@require_http_methods(["GET", "POST"])
@never_cache
@in_a_town
def qualification(request: Request, pk: int) -> HttpResponse:
    """Put a certificate right, or renew it."""
    found = _find(request, pk)
    form = QualificationForm(sent(request), instance=found, town=request.town)
    if request.method == "POST" and form.is_valid():
        try:
            qualifications.correct(
                qualification=_find(request, pk), told=form.told(), by=request.user
            )
        except Impossible as error:
            form.refuse(error)
        else:
            messages.success(request, _("已经更正，等工作人员核对。"))
            return _back(request, found.volunteer)
    return _page(request, form, found.volunteer, found)


@require_POST
@in_a_town
def qualification_removal(request: Request, pk: int) -> HttpResponse:
    """It is not kept any longer."""
    found = _find(request, pk)
    qualifications.remove(qualification=found, by=request.user)
    messages.success(request, _("已经删去。"))
    return _back(request, found.volunteer)


@require_GET
@never_cache
@insiders_only
def qualification_list(request: Request) -> HttpResponse:
    """What is to be checked, and what ends within sixty days or has ended."""
    seen = Qualification.objects.visible_to(request.user, request.town).select_related(*RELATED)
    ending = request.GET.get("which") == "ending"
    by_end = seen.ending_by(clock.today() + SOON).order_by("valid_until", "pk")
    found = by_end if ending else seen.unchecked().order_by("told_at", "pk")
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "ending": ending,
        "certificates": certificates(page, request.town, request.user),
    }
    return render(request, "volunteers/qualification_list.html", context)


@require_POST
@insiders_only
def qualification_checking(request: Request, pk: int) -> HttpResponse:
    """I have seen the certificate."""
    found = _at_the_desk(request, pk)
    try:
        qualifications.check(
            qualification=found, seen=request.POST.get("seen", ""), by=request.user
        )
    except Impossible as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("已经核对。"))
    return redirect(found.volunteer)


@require_POST
@insiders_only
def qualification_unchecking(request: Request, pk: int) -> HttpResponse:
    """The check was a mistake."""
    found = _at_the_desk(request, pk)
    qualifications.uncheck(qualification=found, by=request.user)
    messages.success(request, _("已经取消核对。"))
    return redirect(found.volunteer)


def _add(request: Request, volunteer: Volunteer) -> HttpResponse:
    form = QualificationForm(sent(request), town=request.town)
    if request.method == "POST" and form.is_valid():
        try:
            qualifications.tell(volunteer=volunteer, told=form.told(), by=request.user)
        except Impossible as error:
            form.refuse(error)
        else:
            messages.success(request, _("已经登记，等工作人员核对。"))
            return _back(request, volunteer)
    return _page(request, form, volunteer)


def _find(request: Request, pk: int) -> Qualification:
    """One's own, or of somebody whom one may attend to; others do not exist."""
    seen = Qualification.objects.filter(volunteer__town=request.town).select_related(*RELATED)
    found = get_object_or_404(seen, pk=pk)
    if not may_attend_to(request.user, found.volunteer):
        raise Http404
    return found


def _at_the_desk(request: Request, pk: int) -> Qualification:
    seen = Qualification.objects.visible_to(request.user, request.town)
    return get_object_or_404(seen.select_related(*RELATED), pk=pk)


def _back(request: Request, volunteer: Volunteer) -> HttpResponse:
    own = volunteer.user_id == request.user.pk
    return redirect("volunteers_own:volunteer") if own else redirect(volunteer)


def _page(
    request: Request,
    form: QualificationForm,
    volunteer: Volunteer,
    found: Qualification | None = None,
) -> HttpResponse:
    context = {
        "form": form,
        "qualification": found,
        "volunteer": volunteer,
        "is_own": volunteer.user_id == request.user.pk,
    }
    status = 422 if form.errors else 200
    return render(request, "volunteers/qualification_form.html", context, status=status)

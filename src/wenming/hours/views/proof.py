"""Certificates: mine, as a paper, and the page on which anybody checks one."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from wenming.base import clock
from wenming.base.errors import Impossible
from wenming.base.papers import pdf_answer
from wenming.base.slots import fills
from wenming.hours.actions import certificates
from wenming.hours.forms import SpanForm, StrikeForm
from wenming.hours.masking import masked_name
from wenming.hours.models import Certificate
from wenming.hours.models.certificate import as_written
from wenming.hours.papers import certificate_paper
from wenming.hours.permissions import may_withdraw_certificate
from wenming.organisation.access import in_a_town, public
from wenming.organisation.http import Request, sent
from wenming.organisation.permissions import is_office

__all__ = ["certificate", "certificate_list", "check", "check_form", "paper", "withdrawal"]


@require_http_methods(["GET", "POST"])
@never_cache
@in_a_town
def certificate_list(request: Request) -> HttpResponse:
    """Mine, and a new one over the days I choose."""
    today = clock.today()
    start = {"from_on": today.replace(month=1, day=1), "until_on": today}
    form = SpanForm(sent(request), initial=start)
    if request.method == "POST" and form.is_valid():
        try:
            made = certificates.issue(
                user=request.user, town=request.town, by=request.user, **form.cleaned_data
            )
        except Impossible as error:
            form.refuse(error)
        else:
            messages.success(request, _("证明开好了。"))
            return redirect(made)
    mine = Certificate.objects.of(request.town).filter(user=request.user)
    context = {"form": form, "certificates": list(mine)}
    status = 422 if form.errors else 200
    return render(request, "hours/certificates.html", context, status=status)


@require_GET
@never_cache
@in_a_town
def certificate(request: Request, pk: int) -> HttpResponse:
    """One of mine; the offices see them all."""
    return _page(request, _find(request, pk), StrikeForm())


@require_GET
@never_cache
@in_a_town
def paper(request: Request, pk: int) -> HttpResponse:
    """To print, to hand in."""
    found = _find(request, pk)
    address = request.build_absolute_uri(reverse("hours:check", args=[found.number]))
    return pdf_answer(certificate_paper(found, address), f"certificate-{found.written}")


@require_POST
@in_a_town
def withdrawal(request: Request, pk: int) -> HttpResponse:
    """An office takes it back."""
    found, form = _find(request, pk), StrikeForm(request.POST)
    may_withdraw_certificate(request.user, found).enforce()
    if not form.is_valid():
        return _page(request, found, form)
    certificates.withdraw(certificate=found, why=form.cleaned_data["why"], by=request.user)
    messages.success(request, _("证明已经撤销。"))
    return redirect(found)


@public
def check_form(request: Request) -> HttpResponse:
    """Type the number of a certificate."""
    told = as_written(request.GET.get("number", ""))
    if told:
        return redirect("hours:check", told[:40])
    return render(request, "hours/check.html", {})


@public
def check(request: Request, number: str) -> HttpResponse:
    """Is it ours, and does it hold? No more about the person than that takes."""
    told = as_written(number)
    found = Certificate.objects.of(request.town).filter(number=told).select_related("user").first()
    # Not of hours; then of whatever else is certified here.
    other = None if found else next(fills("certificate-check", request, told), None)
    context = {
        **(other.context if other else {}),
        "number": number,
        "certificate": found,
        "name": masked_name(found.user.name) if found else "",
        "asked": True,
        "other": other,
    }
    status = 200 if found or other else 404
    response = render(request, "hours/check.html", context, status=status)
    response["X-Robots-Tag"] = "noindex"
    return response


def _find(request: Request, pk: int) -> Certificate:
    seen = Certificate.objects.of(request.town).select_related("user", "town")
    found = get_object_or_404(seen, pk=pk)
    if found.user_id != request.user.pk and not is_office(request.user, request.town):
        raise Http404
    return found


def _page(request: Request, found: Certificate, form: StrikeForm) -> HttpResponse:
    context = {
        "certificate": found,
        "withdrawing": may_withdraw_certificate(request.user, found),
        "form": form,
    }
    return render(request, "hours/certificate.html", context, status=422 if form.errors else 200)

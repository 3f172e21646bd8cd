"""Signs of bought hours, for a person of the office to look at."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from wenming.hours.actions import looks
from wenming.hours.forms import NoteForm
from wenming.hours.models import Look
from wenming.hours.queries import Strange, strange_records
from wenming.organisation.access import insiders_only
from wenming.organisation.http import Request
from wenming.organisation.permissions import is_office, may_govern

__all__ = ["looking", "sign_list"]

LOOKS = 50


@require_GET
@never_cache
@insiders_only
def sign_list(request: Request) -> HttpResponse:
    """What nobody has looked at yet, and what was said of the others."""
    may_govern(request.user, request.town).enforce()
    return _page(request, NoteForm())


@require_POST
@insiders_only
def looking(request: Request) -> HttpResponse:
    """Looked at, with a note."""
    if not is_office(request.user, request.town):
        raise Http404
    form = NoteForm(request.POST)
    if not form.is_valid():
        return _page(request, form)
    looks.look(town=request.town, by=request.user, **form.cleaned_data)
    messages.success(request, _("已经记下。"))
    return redirect("hours:sign-list")


def _page(request: Request, form: NoteForm) -> HttpResponse:
    seen = Look.objects.filter(town=request.town).select_related("by")
    known = {look.sign for look in seen}
    found: list[Strange] = [one for one in strange_records(request.town) if one.key not in known]
    context = {"signs": found, "looks": list(seen[:LOOKS]), "form": form}
    return render(request, "hours/signs.html", context, status=422 if form.errors else 200)

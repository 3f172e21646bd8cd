"""Awards of a volunteer, noted at the desk (Decree 67, article 9)."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from wenming.base.errors import Impossible
from wenming.organisation.access import insiders_only
from wenming.organisation.http import Request, sent
from wenming.volunteers.actions import awards
from wenming.volunteers.forms import AwardForm
from wenming.volunteers.models import Award, Volunteer
from wenming.volunteers.permissions import may_note_award

__all__ = ["award_add", "award_removal"]


@require_http_methods(["GET", "POST"])
@never_cache
@insiders_only
def award_add(request: Request, pk: int) -> HttpResponse:
    """A worker notes what somebody was given."""
    seen = Volunteer.objects.registered().visible_to(request.user, request.town)
    found = get_object_or_404(seen.select_related("user", "unit__town"), pk=pk)
    may_note_award(request.user, found).enforce()
    form = AwardForm(sent(request))
    if request.method == "POST" and form.is_valid():
        try:
            awards.note(volunteer=found, **form.cleaned_data, by=request.user)
        except Impossible as error:
            form.refuse(error)
        else:
            messages.success(request, _("已经登记。"))
            return redirect(found)
    status = 422 if form.errors else 200
    context = {"form": form, "volunteer": found}
    return render(request, "volunteers/award_form.html", context, status=status)


@require_POST
@insiders_only
def award_removal(request: Request, pk: int) -> HttpResponse:
    """It was noted by mistake."""
    seen = Award.objects.visible_to(request.user, request.town)
    found = get_object_or_404(
        seen.select_related("volunteer__user", "volunteer__unit__town"), pk=pk
    )
    awards.strike(award=found, by=request.user)
    messages.success(request, _("已经删去。"))
    return redirect(found.volunteer)

"""What is done with a team beside entering, correcting and withdrawing it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from wenming.base.errors import Impossible
from wenming.organisation.access import insiders_only
from wenming.organisation.http import Request, sent
from wenming.volunteers.actions import teams
from wenming.volunteers.forms import HeadForm
from wenming.volunteers.models import Team
from wenming.volunteers.permissions import may_hand_over

__all__ = ["team_head"]


@require_http_methods(["GET", "POST"])
@insiders_only
def team_head(request: Request, pk: int) -> HttpResponse:
    """The team gets another head."""
    seen = Team.objects.of(request.town).select_related("unit__town", "head")
    team = get_object_or_404(seen, pk=pk)
    may_hand_over(request.user, team).enforce()
    form = HeadForm(sent(request), team=team)
    if request.method == "POST" and form.is_valid():
        try:
            teams.hand_over(team=team, head=form.entered(), by=request.user)
        except Impossible as error:
            form.refuse(error)
        else:
            messages.success(request, _("队长已经更换。"))
            return redirect(team)
    status = 422 if form.errors else 200
    return render(request, "volunteers/team_head.html", {"team": team, "form": form}, status=status)

"""Who is in a household that serves as one."""

from __future__ import annotations

from collections.abc import Mapping

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from wenming.accounts.models import User
from wenming.base.errors import Impossible
from wenming.organisation.access import in_a_town, insiders_only
from wenming.organisation.http import Request
from wenming.organisation.permissions import is_insider, may_change
from wenming.volunteers.actions import households
from wenming.volunteers.forms import NumberForm
from wenming.volunteers.models import Household, HouseholdMember
from wenming.volunteers.queries import numbered

__all__ = ["household_members", "member_leaving", "members_of"]


def members_of(household: Household, _user: User) -> Mapping[str, object]:
    """What the household's page is given besides."""
    members = household.members.filter(until_on__isnull=True)
    return {"members": list(members.select_related("volunteer__user")), "form": NumberForm()}


@require_POST
@insiders_only
def household_members(request: Request, pk: int) -> HttpResponse:
    """One more volunteer belongs to it."""
    seen = Household.objects.standing().of(request.town).select_related("unit__town")
    household, form = get_object_or_404(seen, pk=pk), NumberForm(request.POST)
    may_change(request.user, household).enforce()
    try:
        found = numbered(request.town, form.data.get("number", ""))
        households.add_member(household=household, volunteer=found, by=request.user)
    except Impossible as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("已经加入志愿家庭。"))
    return redirect(household)


@require_POST
@in_a_town
def member_leaving(request: Request, pk: int) -> HttpResponse:
    """Somebody leaves the household."""
    related = ("household__unit__town", "volunteer__user", "volunteer__unit__town")
    seen = HouseholdMember.objects.filter(household__town=request.town, until_on__isnull=True)
    if not is_insider(request.user, request.town):
        seen = seen.filter(volunteer__user=request.user.pk)
    member = get_object_or_404(seen.select_related(*related), pk=pk)
    households.leave(member=member, by=request.user)
    messages.success(request, _("已经退出志愿家庭。"))
    own = member.volunteer.user_id == request.user.pk
    return redirect("volunteers_own:volunteer") if own else redirect(member.household)

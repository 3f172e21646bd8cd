"""A team as everybody may see it, and who is in it as its members may."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from wenming.base.errors import Impossible
from wenming.organisation.access import in_a_town, public
from wenming.organisation.http import Request
from wenming.organisation.models import Unit
from wenming.organisation.queries import words
from wenming.volunteers.actions import memberships
from wenming.volunteers.forms import NumberForm
from wenming.volunteers.models import Membership, Team
from wenming.volunteers.models.team import SHAPES, SORTS
from wenming.volunteers.permissions import may_join, may_lead
from wenming.volunteers.queries import numbered, public_teams, roster, volunteer_of

__all__ = [
    "acceptance",
    "admission",
    "invitation",
    "joining",
    "leaving",
    "refusal",
    "team",
    "team_list",
]

PAGE = 50
Stage = Membership.Stage


@public
def team_list(request: Request) -> HttpResponse:
    """The teams of the town, or of one unit, each with how many are in it."""
    chosen = request.GET.get("unit", "")
    teams = public_teams(request.town)
    if chosen:
        teams = teams.filter(unit__code=chosen)
    page = Paginator(teams, PAGE).get_page(request.GET.get("page"))
    shapes, sorts = words(request.town, SHAPES), words(request.town, SORTS)
    context = {
        "page": page,
        "lines": [(row, shapes.get(row.shape, ""), sorts.get(row.kind, "")) for row in page],
        "units": Unit.objects.filter(town=request.town),
        "chosen": chosen,
    }
    return render(request, "volunteers/team_list.html", context)


@public
def team(request: Request, pk: int) -> HttpResponse:
    """A team: for everybody how many are in it, for its members who."""
    return _page(request, _team(request, pk), NumberForm())


@require_POST
@in_a_town
def joining(request: Request, pk: int) -> HttpResponse:
    """I would like to join."""
    found, volunteer = _team(request, pk), volunteer_of(request.user, request.town)
    may_join(volunteer, found).enforce()
    assert volunteer is not None
    made = memberships.ask(team=found, volunteer=volunteer, by=request.user)
    joined = made.stage == Stage.JOINED
    messages.success(request, _("已经加入。") if joined else _("已经申请，等队长答复。"))
    return redirect("volunteers_public:team", found.pk)


@require_POST
@in_a_town
def invitation(request: Request, pk: int) -> HttpResponse:
    """The team would like to have somebody."""
    found, form = _team(request, pk), NumberForm(request.POST)
    may_lead(request.user, found).enforce()
    if form.is_valid():
        try:
            volunteer = numbered(request.town, form.cleaned_data["number"])
            memberships.invite(team=found, volunteer=volunteer, by=request.user)
        except Impossible as error:
            form.refuse(error)
        else:
            messages.success(request, _("已经邀请，由本人决定。"))
            return redirect("volunteers_public:team", found.pk)
    return _page(request, found, form)


@require_POST
@in_a_town
def acceptance(request: Request, pk: int) -> HttpResponse:
    """Yes, to a request or an invitation."""
    found = _membership(request, pk)
    memberships.accept(membership=found, by=request.user)
    messages.success(request, _("已经加入。"))
    return redirect("volunteers_public:team", found.team_id)


@require_POST
@in_a_town
def admission(request: Request, pk: int) -> HttpResponse:
    """Yes, to everybody who has asked."""
    number = memberships.accept_all(team=_team(request, pk), by=request.user)
    words = ngettext("%(number)d 人已经加入。", "%(number)d 人已经加入。", number)
    messages.success(request, words % {"number": number})
    return redirect("volunteers_public:team", pk)


@require_POST
@in_a_town
def refusal(request: Request, pk: int) -> HttpResponse:
    """No, to a request or an invitation; or one's own request is taken back."""
    found = _membership(request, pk)
    memberships.decline(membership=found, by=request.user)
    messages.success(request, _("已经答复。"))
    return redirect("volunteers_public:team", found.team_id)


@require_POST
@in_a_town
def leaving(request: Request, pk: int) -> HttpResponse:
    """A member leaves."""
    found = _membership(request, pk)
    memberships.leave(membership=found, by=request.user)
    messages.success(request, _("已经退出队伍。"))
    return redirect("volunteers_public:team", found.team_id)


def _team(request: Request, pk: int) -> Team:
    return get_object_or_404(public_teams(request.town), pk=pk)


def _membership(request: Request, pk: int) -> Membership:
    """One's own, or of a team that one leads; others do not exist."""
    related = ("team__unit__town", "team__head", "volunteer__user", "volunteer__unit__town")
    seen = Membership.objects.filter(team__town=request.town).select_related(*related)
    found = get_object_or_404(seen, pk=pk)
    own = found.volunteer.user_id == request.user.pk
    if not own and not may_lead(request.user, found.team):
        raise Http404
    return found


def _page(request: Request, found: Team, form: NumberForm) -> HttpResponse:
    volunteer = volunteer_of(request.user, request.town)
    leading = bool(request.user.is_authenticated and may_lead(request.user, found))
    listed = roster(found)
    mine = listed.filter(volunteer=volunteer).first() if volunteer else None
    inside = leading or (mine is not None and mine.stage == Stage.JOINED)
    members = Paginator(listed.filter(stage=Stage.JOINED), PAGE)
    context = {
        "team": found,
        "shape": words(request.town, SHAPES).get(found.shape, ""),
        "kind": words(request.town, SORTS).get(found.kind, ""),
        "head": found.public_head,
        "mine": mine,
        "joining": may_join(volunteer, found),
        "leading": leading,
        "members": members.get_page(request.GET.get("page")) if inside else None,
        "asked": list(listed.filter(stage=Stage.ASKED)[:PAGE]) if leading else [],
        "invited": list(listed.filter(stage=Stage.INVITED)[:PAGE]) if leading else [],
        "form": form,
    }
    status = 422 if form.errors else 200
    return render(request, "volunteers/public_team.html", context, status=status)

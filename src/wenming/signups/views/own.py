"""What somebody does about their own places: sign up, confirm, give up, answer an invitation."""

from __future__ import annotations

from urllib.parse import urlencode

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from wenming.activities.models import Activity, Shift
from wenming.base.errors import DomainError
from wenming.organisation.access import in_a_town
from wenming.organisation.http import Request
from wenming.signups.actions import cover, giving_up, interests, joining, line
from wenming.signups.actions.admission import Answer
from wenming.signups.models import Invitation, SignUp
from wenming.signups.queries import household_of

__all__ = [
    "confirmation",
    "giving_up_page",
    "interest",
    "interest_removal",
    "invitation_acceptance",
    "invitation_refusal",
    "joining_page",
]

WHOLE = "shift__activity__unit__town"


@require_POST
@in_a_town
def joining_page(request: Request, pk: int) -> HttpResponse:
    """I would like to come, with these of my household and so many children."""
    ticked = {int(number) for number in request.POST.getlist("members") if number.isdecimal()}
    told = request.POST.get("companions", "0")
    shift, asked = None, {}
    try:
        household = household_of(request.user, request.town) if ticked else []
        answer = joining.join(
            shift_id=pk,
            town=request.town,
            members=[user for user in household if user.pk in ticked],
            companions=int(told) if told.isdecimal() else 0,
            by=request.user,
        )
    except Shift.DoesNotExist as error:
        raise Http404 from error
    except DomainError as error:
        messages.error(request, str(error))
        asked = {"shift": pk, "members": sorted(ticked), "companions": told}
    else:
        _say(request, answer)
        shift = answer.shift
    if shift is None:
        here = Shift.objects.public().filter(activity__town=request.town)
        shift = get_object_or_404(here, pk=pk)
    page = reverse("activities_public:activity", args=[shift.activity_id])
    # Whom one wanted to bring is still chosen, beside what stood in the way.
    return redirect(f"{page}?{urlencode(asked, doseq=True)}" if asked else page)


@require_POST
@in_a_town
def confirmation(request: Request, pk: int) -> HttpResponse:
    """Yes, I take the place that became free."""
    row = get_object_or_404(_rows(request), pk=pk)
    line.confirm(row=row, by=request.user)
    messages.success(request, _("已经确认，到时见。"))
    return _back(request, row.shift)


@require_POST
@in_a_town
def giving_up_page(request: Request, pk: int) -> HttpResponse:
    """I cannot come, or none of us can."""
    row = get_object_or_404(_rows(request), pk=pk)
    giving_up.give_up(row=row, with_party="party" in request.POST, by=request.user)
    messages.success(request, _("已经取消，谢谢您早说。空出的名额会让给别人。"))
    return _back(request, row.shift)


@require_POST
@in_a_town
def invitation_acceptance(request: Request, pk: int) -> HttpResponse:
    """I can step in."""
    invitation = get_object_or_404(_invitations(request), pk=pk)
    try:
        _say(request, cover.accept(invitation=invitation, by=request.user))
    except DomainError as error:
        messages.error(request, str(error))
    return redirect("activities_public:activity", invitation.shift.activity_id)


@require_POST
@in_a_town
def invitation_refusal(request: Request, pk: int) -> HttpResponse:
    """Not this time."""
    invitation = get_object_or_404(_invitations(request), pk=pk)
    cover.decline(invitation=invitation, by=request.user)
    messages.success(request, _("好的，谢谢您答复。"))
    return redirect("accounts:mine")


@require_POST
@in_a_town
def interest(request: Request, pk: int) -> HttpResponse:
    """Let me know when places come or the date changes."""
    activity = get_object_or_404(Activity.objects.public().of(request.town), pk=pk)
    interests.keep(activity=activity, by=request.user)
    messages.success(request, _("已经关注。有空位或者改期时告诉您。"))
    return redirect("activities_public:activity", pk)


@require_POST
@in_a_town
def interest_removal(request: Request, pk: int) -> HttpResponse:
    """No longer."""
    activity = get_object_or_404(Activity.objects.public().of(request.town), pk=pk)
    interests.drop(activity=activity, by=request.user)
    messages.success(request, _("已经取消关注。"))
    return redirect("activities_public:activity", pk)


def _say(request: Request, answer: Answer) -> None:
    """What became of a press."""
    if not answer.is_new:
        messages.info(request, _("您已经报过名了。"))
    elif answer.stage == SignUp.Stage.WAITING:
        words = _("名额已满，您在候补名单上。有空位时按先后通知您，到时请确认。")
        messages.info(request, words)
    else:
        messages.success(request, _("报上名了，到时见。"))


def _rows(request: Request) -> QuerySet[SignUp]:
    """One's own sign-ups, and those of the same party."""
    own = SignUp.objects.live().filter(user=request.user.pk)
    party = own.filter(party__isnull=False).values("party")
    rows = SignUp.objects.filter(user=request.user.pk) | SignUp.objects.filter(party__in=party)
    seen = rows.filter(shift__activity__town=request.town)
    return seen.select_related("user", WHOLE)


def _invitations(request: Request) -> QuerySet[Invitation]:
    mine = Invitation.objects.filter(user=request.user.pk, shift__activity__town=request.town)
    return mine.select_related("user", WHOLE)


def _back(request: Request, shift: Shift) -> HttpResponse:
    """To the page where the button was."""
    back = request.POST.get("next", "")
    if url_has_allowed_host_and_scheme(back, allowed_hosts=None):
        return redirect(back)
    return redirect("activities_public:activity", shift.activity_id)

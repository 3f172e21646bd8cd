"""Campaigns: for everybody, and which units have joined one, for the desk (5.1-b)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from wenming.accounts.models import User
from wenming.activities.models import Campaign
from wenming.activities.queries import Turnout, coming, turnout
from wenming.base import clock
from wenming.organisation.access import public
from wenming.organisation.http import Request

__all__ = ["campaign", "campaign_list", "joined"]

PAGE: Final = 30
SHOWN: Final = 20


@public
def campaign_list(request: Request) -> HttpResponse:
    """What is going on, and what went on."""
    found = Campaign.objects.standing().of(request.town).select_related("unit")
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "today": clock.today()}
    return render(request, "activities/public_campaigns.html", context)


@public
def campaign(request: Request, pk: int) -> HttpResponse:
    """One of them: what is coming, and what was done; every figure opens its records."""
    seen = Campaign.objects.standing().of(request.town).select_related("unit")
    found = get_object_or_404(seen, pk=pk)
    ahead = coming(request.town, clock.today()).filter(campaign=found).select_related("unit")
    context = {
        "campaign": found,
        "coming": ahead[:SHOWN],
        "turnout": turnout(found),
        "is_over": found.until_on < clock.today(),
    }
    return render(request, "activities/public_campaign.html", context)


def joined(found: Campaign, _user: User) -> Mapping[str, Turnout]:
    """Who has joined and who has not, for its page at the desk."""
    return {"turnout": turnout(found)}

"""One's own dates: on a page, and as a feed for the phone's calendar."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from wenming.activities import feeds
from wenming.organisation.access import in_a_town
from wenming.organisation.http import Request
from wenming.signups.actions import calendars
from wenming.signups.models import CalendarKey
from wenming.signups.queries import at_hand, in_my_calendar

__all__ = ["calendar", "feed", "key", "key_removal"]


@require_GET
@never_cache
@in_a_town
def calendar(request: Request) -> HttpResponse:
    """When and where I serve or attend, and the address of the feed."""
    mine = CalendarKey.objects.filter(user=request.user.pk).first()
    rows = at_hand(request.user).filter(shift__activity__town=request.town)
    context = {"rows": rows, "feed": _address(request, mine) if mine else ""}
    return render(request, "signups/calendar.html", context)


@login_not_required
@require_GET
def feed(_request: HttpRequest, secret: str) -> HttpResponse:
    """For a calendar that knows the secret; it says nothing of anybody else."""
    mine = get_object_or_404(CalendarKey.objects.select_related("user"), secret=secret)
    text = feeds.calendar(in_my_calendar(mine.user))
    response = HttpResponse(text, content_type="text/calendar; charset=utf-8")
    response["Cache-Control"] = "private, max-age=900"
    return response


@require_POST
@in_a_town
def key(request: Request) -> HttpResponse:
    """A new secret address."""
    calendars.open_anew(by=request.user)
    messages.success(request, _("日历订阅开通了。以前的地址不再有效。"))
    return redirect("signups:calendar")


@require_POST
@in_a_town
def key_removal(request: Request) -> HttpResponse:
    """No address any more."""
    calendars.close(by=request.user)
    messages.success(request, _("日历订阅已经停用。"))
    return redirect("signups:calendar")


def _address(request: Request, mine: CalendarKey) -> str:
    return request.build_absolute_uri(reverse("signups:feed", args=[mine.secret]))

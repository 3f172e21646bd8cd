"""On the spot: the list with one tap a person, and the code on the organiser's phone."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from wenming.accounts.models import User
from wenming.activities.models import Shift
from wenming.base import clock
from wenming.base.errors import Impossible
from wenming.base.offline import kept
from wenming.hours import codes
from wenming.hours.actions import taps
from wenming.hours.forms import TapForm
from wenming.hours.models import Presence, Tap
from wenming.hours.permissions import may_note
from wenming.hours.queries import roll_of, walk_in
from wenming.organisation.access import in_a_town
from wenming.organisation.http import Request

__all__ = ["code", "poster", "shift_of", "tap", "tap_list"]


@require_GET
@never_cache
@in_a_town
def tap_list(request: Request, pk: int) -> HttpResponse:
    """Everybody who is expected or came; the phone keeps this page for where there is no network."""
    shift = _led(request, pk)
    return kept(render(request, "hours/list.html", {"shift": shift, "roll": roll_of(shift)}))


@require_POST
@in_a_town
def tap(request: Request, pk: int) -> HttpResponse:
    """One tap, be it from the page or, later, from the outbox of the phone."""
    shift, form = _led(request, pk), TapForm(request.POST)
    if not form.is_valid():
        raise Impossible(_("这一下没有看懂，请刷新名单再点。"))
    what, person = form.cleaned_data["what"], _person(request, form.cleaned_data["who"])
    told = {**form.tapped(), "shift": shift, "person": person, "how": Tap.How.LIST}
    if what == Tap.What.IN:
        taps.come(**told, by=request.user)
    elif what == Tap.What.OUT:
        taps.go(**told, by=request.user)
    else:
        told.pop("age"), told.pop("how")
        taps.undo(**told, what=what, by=request.user)
    return redirect("hours:list", shift.pk)


@require_GET
@never_cache
@in_a_town
def code(request: Request, pk: int) -> HttpResponse:
    """The code of this half minute, large; the page renews itself."""
    shift = _led(request, pk)
    figures = codes.changing(shift, clock.now())
    came = Presence.objects.live().filter(shift=shift)
    context = {
        "shift": shift,
        "figures": figures,
        "drawn": codes.drawn(_address(request, shift, figures)),
        "came": came.count(),
        "here": came.filter(stage=Presence.Stage.HERE).count(),
    }
    return render(request, "hours/code.html", context)


@require_GET
@never_cache
@in_a_town
def poster(request: Request, pk: int) -> HttpResponse:
    """A code for the wall, to be printed: who scans it is confirmed by the organiser."""
    shift = _led(request, pk)
    drawn = codes.drawn(_address(request, shift, codes.printed(shift)))
    return render(request, "hours/poster.html", {"shift": shift, "drawn": drawn})


def shift_of(request: Request, pk: int) -> Shift:
    """A shift of this town whose activity stands."""
    seen = Shift.objects.filter(
        activity__town=request.town, activity__withdrawn_at__isnull=True
    ).exclude(activity__stage="draft")
    return get_object_or_404(seen.select_related("activity__unit__town"), pk=pk)


def _led(request: Request, pk: int) -> Shift:
    shift = shift_of(request, pk)
    may_note(request.user, shift.activity).enforce()
    return shift


def _address(request: Request, shift: Shift, figures: str) -> str:
    return request.build_absolute_uri(reverse("hours:scan", args=[shift.pk, figures]))


def _person(request: Request, who: str) -> User:
    """Somebody on the list by their number, or a walk-in by number or name."""
    known = User.objects.get_queryset().filter(number=who.strip(), is_active=True)
    listed = known.filter(sign_ups__shift__activity__town=request.town).first()
    return listed or walk_in(request.town, who)

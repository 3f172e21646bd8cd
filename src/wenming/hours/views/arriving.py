"""A volunteer scans the code, or types its six figures: “I am here”, “I am leaving”."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.cache import cache
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from wenming.activities.models import Shift
from wenming.base import clock
from wenming.base.errors import Impossible
from wenming.hours import codes
from wenming.hours.actions import taps
from wenming.hours.models import Presence, Tap
from wenming.hours.rules import LATE
from wenming.hours.views.tapping import shift_of
from wenming.organisation.access import in_a_town
from wenming.organisation.http import Request
from wenming.signups.models import SignUp

__all__ = ["here", "scan"]

# How long after scanning one may sign in to the site first, and then say so.
HOLDS: Final = timedelta(minutes=15)
# Guesses at the figures: ten in ten minutes.
TRIES, TRIES_WITHIN = 10, 600
KEPT_AS: Final = "hours.here"


@login_not_required
@require_GET
@never_cache
@in_a_town
def scan(request: Request, pk: int, code: str) -> HttpResponse:
    """The phone's camera opened this: it was at the place in this moment. Then one signs in."""
    shift = shift_of(request, pk)
    how = codes.proved_by(shift, code, clock.now())
    if how:
        request.session[KEPT_AS] = {"shift": shift.pk, "how": how, "at": clock.now().isoformat()}
    else:
        messages.warning(request, _("这个码已经换了，请再扫一次，或者输入屏幕上的六位数字。"))
    return redirect("hours:here", shift.pk)


@require_http_methods(["GET", "POST"])
@never_cache
@in_a_town
def here(request: Request, pk: int) -> HttpResponse:
    """Say that one is here, or leaves; without a scan the figures are asked for."""
    shift = shift_of(request, pk)
    shown = _pass(request, shift)
    if request.method == "POST":
        if not shown:
            shown = _typed(request, shift)
        _say(request, shift, shown)
        return redirect("hours:here", shift.pk)
    mine = Presence.objects.live().filter(shift=shift, user=request.user).first()
    over = clock.now() > shift.ends_at + LATE
    context = {"shift": shift, "shown": shown, "mine": mine, "over": over}
    return render(request, "hours/here.html", context)


def _pass(request: Request, shift: Shift) -> tuple[str, datetime] | None:
    """How and when this browser scanned the code of this shift, if it did so lately."""
    kept = request.session.get(KEPT_AS, {})
    if kept.get("shift") != shift.pk:
        return None
    at = datetime.fromisoformat(kept["at"])
    return (kept["how"], at) if clock.now() - at <= HOLDS else None


def _typed(request: Request, shift: Shift) -> tuple[str, datetime]:
    """The figures that were read off the screen."""
    _count(request)
    code = "".join(request.POST.get("code", "").split())
    if codes.proved_by(shift, code, clock.now()) != Tap.How.CODE:
        raise Impossible(_("数字不对，或者已经换了。请看主办人手机上现在的六位数字。"))
    return Tap.How.CODE, clock.now()


def _count(request: Request) -> None:
    key = f"hours.tries:{request.user.pk}"
    cache.add(key, 0, TRIES_WITHIN)
    if cache.incr(key) > TRIES:
        raise Impossible(_("试的次数太多了，请过十分钟再试，或者请主办的人在名单上点一下。"))


def _say(request: Request, shift: Shift, shown: tuple[str, datetime]) -> None:
    how, at = shown
    user, age = request.user, clock.now() - at
    if request.POST.get("what") == Tap.What.OUT:
        taps.go(shift=shift, person=user, how=how, age=age, by=user)
        messages.success(request, _("已经签退，辛苦了！"))
    else:
        row = shift.sign_ups.filter(user=user, stage=SignUp.Stage.ADMITTED).first()
        children = row.companions if row else 0
        taps.come(shift=shift, person=user, how=how, age=age, companions=children, by=user)
        messages.success(request, _("已经签到。"))
    request.session.pop(KEPT_AS, None)

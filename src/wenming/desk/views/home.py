"""What I must do, sorted by day, each with the one button that does it."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from wenming.base import clock
from wenming.desk.registers import REGISTERS
from wenming.desk.todos import SOON, my_subjects, todos
from wenming.desk.wording import DEEDS
from wenming.obligations.matrix import late, tally
from wenming.obligations.queries import board
from wenming.organisation.access import insiders_only
from wenming.organisation.http import Request
from wenming.organisation.models import Post
from wenming.organisation.permissions import is_office

__all__ = ["home"]


@require_GET
@insiders_only
def home(request: Request) -> HttpResponse:
    """My open duties, and below them the registers."""
    now = board(request.town)
    if now is None:
        return render(request, "desk/no_plan.html")
    ahead = board(request.town, clock.today() + SOON)
    assert ahead is not None
    mine = my_subjects(ahead, request.user, request.town)
    standings = [standing for standing in now.now() if standing.subject in mine]
    context = {
        "todos": todos(now, ahead, mine),
        "posts": _posts(request),
        "verdicts": tally(standings),
        "late": len(late(now)) if is_office(request.user, request.town) else None,
        "board": now,
        "registers": REGISTERS,
        "deeds": DEEDS,
    }
    return render(request, "desk/home.html", context)


def _posts(request: Request) -> list[Post]:
    held = Post.objects.on(clock.today()).filter(holder=request.user.pk)
    return list(held.filter(unit__town=request.town).select_related("unit"))

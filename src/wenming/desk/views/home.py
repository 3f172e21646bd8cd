"""What I must do, sorted by day, each with the one button that does it."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from wenming.activities.queries import left_open, waiting
from wenming.base import clock
from wenming.desk.answering import told
from wenming.desk.registers import REGISTERS
from wenming.desk.todos import SOON, Todo, my_subjects, todos
from wenming.desk.wording import DEEDS
from wenming.engines.obligations import Verdict
from wenming.liaison.models import Pair
from wenming.liaison.permissions import SENDERS
from wenming.obligations.matrix import late, tally
from wenming.obligations.queries import ahead_of, board
from wenming.organisation.access import insiders_only
from wenming.organisation.http import Request, desks
from wenming.organisation.models import Post, Unit
from wenming.organisation.permissions import is_office
from wenming.organisation.queries import recordable_units

__all__ = ["home", "standing_list"]

REPORT = "report.sent"
# Of what is left lying, so many are named.
MOST = 10


@require_GET
@insiders_only
def home(request: Request) -> HttpResponse:
    """My open duties, and below them the registers."""
    now = board(request.town)
    if now is None:
        return render(request, "desk/no_plan.html")
    ahead = ahead_of(now, now.today + SOON)
    mine = my_subjects(ahead, request.user, request.town)
    posts = _posts(request)
    context = {
        **_unfinished(request),
        "todos": _mine_to_do(posts, todos(request.town, now, ahead, mine)),
        "reads_only": not mine,
        "posts": posts,
        "units": _units(request, posts),
        "elsewhere": desks(request.user, without=request.town),
        "verdicts": tally(one for one in now.now() if one.subject in mine),
        "late": len(late(now)) if _sees_all(request, posts) else None,
        "board": now,
        "registers": REGISTERS,
        "deeds": DEEDS,
    }
    return render(request, "desk/home.html", context)


@require_GET
@insiders_only
def standing_list(request: Request) -> HttpResponse:
    """Where my units stand: all of it, or what is in one state."""
    found = board(request.town)
    if found is None:
        return render(request, "desk/no_plan.html")
    mine = my_subjects(found, request.user, request.town)
    chosen = request.GET.get("state", "")
    if chosen and chosen not in set(Verdict):
        raise Http404
    shown = (one for one in found.now() if one.subject in mine)
    rows = [told(found, one) for one in shown if chosen in ("", one.verdict.value)]
    context = {"board": found, "chosen": chosen, "rows": rows}
    return render(request, "desk/my_standings.html", context)


def _unfinished(request: Request) -> dict[str, object]:
    """Announced, over, and nobody said how it went; drafted for soon, and nobody can see it."""
    units = recordable_units(request.user, request.town)
    over = left_open(request.town, clock.now()).filter(unit__in=units).select_related("unit")
    drafts = waiting(request.town, units, clock.today() + SOON)
    return {"left_open": list(over[:MOST]), "waiting": list(drafts[:MOST])}


def _mine_to_do(posts: list[Post], found: list[Todo]) -> list[Todo]:
    """Without the reports that somebody else in the unit has to send."""
    reporting = {post.unit.code for post in posts if post.role in SENDERS}
    return [one for one in found if one.kind != REPORT or one.subject.unit in reporting]


def _units(request: Request, posts: list[Post]) -> list[Unit]:
    """The sites of my posts, and those tied to me as a leader, each once."""
    tied = Pair.objects.on(clock.today()).filter(leader__user=request.user.pk)
    pairs = tied.filter(unit__town=request.town).select_related("unit").order_by("unit__place")
    own = [post.unit for post in posts if post.unit.kind in Unit.SITES]
    return list(dict.fromkeys([*own, *(pair.unit for pair in pairs)]))


def _sees_all(request: Request, posts: list[Post]) -> bool:
    """Offices follow up what is late in the town (A.3-c); auditors came to read it."""
    auditing = any(post.role == Post.Role.AUDITOR for post in posts)
    return auditing or is_office(request.user, request.town)


def _posts(request: Request) -> list[Post]:
    held = Post.objects.on(clock.today()).filter(holder=request.user.pk)
    return list(held.filter(unit__town=request.town).select_related("unit"))

"""What I must do, sorted by day, each with the one button that does it."""

from __future__ import annotations

from datetime import date

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from wenming.activities.models import Activity
from wenming.activities.queries import left_open, waiting
from wenming.base import clock
from wenming.base.together import Answers, Questions, question, together
from wenming.desk.answering import told
from wenming.desk.registers import REGISTERS
from wenming.desk.todos import SOON, Todo, my_subjects, todos, whose
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
    found = together({**whose(request.user, request.town), **_unfinished(request)})
    mine, posts = my_subjects(ahead, request.town, found), _posts(found)
    context = {
        "left_open": sorted(found["left_open"], key=_day),
        "waiting": sorted(found["waiting"], key=_day),
        "todos": _mine_to_do(posts, todos(request.town, now, ahead, mine)),
        "reads_only": not mine,
        "posts": posts,
        "units": _units(posts, found["pairs"]),
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
    mine = my_subjects(found, request.town, together(whose(request.user, request.town)))
    chosen = request.GET.get("state", "")
    if chosen and chosen not in set(Verdict):
        raise Http404
    shown = (one for one in found.now() if one.subject in mine)
    rows = [told(found, one) for one in shown if chosen in ("", one.verdict.value)]
    context = {"board": found, "chosen": chosen, "rows": rows}
    return render(request, "desk/my_standings.html", context)


def _unfinished(request: Request) -> Questions:
    """Announced, over, and nobody said how it went; drafted for soon, and nobody can see it."""
    units = recordable_units(request.user, request.town)
    over = left_open(request.town, clock.now()).filter(unit__in=units)
    drafts = waiting(request.town, units, clock.today() + SOON)
    about = ("title", "held_on", "unit__name", "unit__name_en")
    return {
        "left_open": question(over[:MOST], *about),
        "waiting": question(drafts[:MOST], *about),
    }


def _day(activity: Activity) -> tuple[date, int]:
    return activity.held_on, activity.pk


def _mine_to_do(posts: list[Post], found: list[Todo]) -> list[Todo]:
    """Without the reports that somebody else in the unit has to send."""
    reporting = {post.unit.code for post in posts if post.role in SENDERS}
    return [one for one in found if one.kind != REPORT or one.subject.unit in reporting]


def _units(posts: list[Post], pairs: list[Pair]) -> list[Unit]:
    """The sites of my posts, and those tied to me as a leader, each once."""
    own = [post.unit for post in posts if post.unit.kind in Unit.SITES]
    tied = sorted((pair.unit for pair in pairs), key=lambda unit: unit.place)
    return list(dict.fromkeys([*own, *tied]))


def _sees_all(request: Request, posts: list[Post]) -> bool:
    """Offices follow up what is late in the town (A.3-c); auditors came to read it."""
    auditing = any(post.role == Post.Role.AUDITOR for post in posts)
    return auditing or is_office(request.user, request.town)


def _posts(found: Answers) -> list[Post]:
    return sorted(found["posts"], key=_in_order)


def _in_order(post: Post) -> tuple[int, int, str, date]:
    return post.unit.place, post.unit_id, post.role, post.from_on

"""For everybody: the menu of lectures, and what can be read online."""

from __future__ import annotations

import hashlib
import hmac
import re

from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from wenming.base import clock
from wenming.learning.actions import readings
from wenming.learning.models.lecture import TASKS
from wenming.learning.queries.lectures import menu, pieces
from wenming.organisation.access import public
from wenming.organisation.http import Request
from wenming.organisation.permissions import is_insider
from wenming.organisation.queries import words

__all__ = ["lecture_list", "piece", "piece_list"]

PAGE = 50
MACHINE = re.compile(r"bot|crawl|spider|slurp|preview|monitor|curl|wget|python", re.IGNORECASE)


@public
def lecture_list(request: Request) -> HttpResponse:
    """What can be ordered, by task, with who speaks."""
    tasks = words(request.town, TASKS)
    page = Paginator(menu(request.town), PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "lines": [(row, tasks.get(row.task, "")) for row in page],
        "ordering": request.user.is_authenticated and is_insider(request.user, request.town),
    }
    return render(request, "learning/lecture_list.html", context)


@public
def piece_list(request: Request) -> HttpResponse:
    """What can be read or watched, each with how often it was opened."""
    page = Paginator(pieces(request.town), PAGE).get_page(request.GET.get("page"))
    return render(request, "learning/piece_list.html", {"page": page})


@public
def piece(request: Request, pk: int) -> HttpResponse:
    """One piece; that it was opened counts once a reader and day."""
    found = get_object_or_404(pieces(request.town), pk=pk)
    if not MACHINE.search(request.headers.get("User-Agent", "")):
        readings.note(piece=found, mark=_mark(request))
    context = {"piece": found, "task": words(request.town, TASKS).get(found.task, "")}
    return render(request, "learning/piece.html", context)


def _mark(request: Request) -> str:
    """A reader, on this day alone: from it nobody can be told, nor found again tomorrow."""
    who = str(request.user.pk) if request.user.is_authenticated else request.META["REMOTE_ADDR"]
    seen = f"{clock.today()} {who} {request.headers.get('User-Agent', '')}"
    return hmac.new(settings.BLIND_INDEX_KEY, seen.encode(), hashlib.sha256).hexdigest()

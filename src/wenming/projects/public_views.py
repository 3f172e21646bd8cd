"""Projects as everybody may see them: for whom, what, who carries them, what the rounds brought."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from wenming.organisation.access import public
from wenming.organisation.http import Request
from wenming.organisation.models import Unit
from wenming.organisation.queries import words
from wenming.projects.models import Project
from wenming.projects.queries import projects_running, rounds_of
from wenming.projects.wording import steps

__all__ = ["project", "project_list"]

PAGE: Final = 50


@public
def project_list(request: Request) -> HttpResponse:
    """The projects that run, brands first, or those of one unit."""
    chosen = request.GET.get("unit", "")
    found = projects_running(request.town)
    if chosen:
        found = found.filter(unit__code=chosen)
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    known = words(request.town, "focus_groups")
    context = {
        "page": page,
        "lines": [(row, _focus(row, known)) for row in page],
        "units": Unit.objects.filter(town=request.town).sites(),
        "chosen": chosen,
    }
    return render(request, "projects/public_list.html", context)


@public
def project(request: Request, pk: int) -> HttpResponse:
    """One project with its rounds."""
    seen = Project.objects.standing().of(request.town).select_related("unit")
    found = get_object_or_404(seen, pk=pk)
    rounds = rounds_of(found)
    context = {
        "project": found,
        "focus": _focus(found, words(request.town, "focus_groups")),
        "teams": list(found.teams.filter(withdrawn_at__isnull=True)),
        "rounds": rounds,
        "steps": steps(rounds[-1].round) if rounds else [],
    }
    return render(request, "projects/public_project.html", context)


def _focus(row: Project, known: Mapping[str, str]) -> str:

    return _("、").join(str(known.get(code, code)) for code in row.focus) or _("全体群众")

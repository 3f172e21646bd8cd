"""The team tree, for everybody; whoever enters work is offered the forms for what is lacking."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from wenming.organisation.access import public
from wenming.organisation.http import Request
from wenming.organisation.permissions import may_enter
from wenming.volunteers.tree import tree

__all__ = ["team_tree"]


@public
def team_tree(request: Request) -> HttpResponse:
    """Branch, corps, brigades and their teams, and what the plan's shape lacks."""
    inside = bool(request.user.is_authenticated and may_enter(request.user, request.town))
    context = {"tree": tree(request.town), "inside": inside}
    return render(request, "volunteers/team_tree.html", context)

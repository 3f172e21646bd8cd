"""What activities show in pages of packages below: a team's."""

from __future__ import annotations

from typing import cast

from django.http import HttpRequest

from wenming.activities.models import Activity
from wenming.activities.queries import coming
from wenming.base import clock
from wenming.base.slots import Fill
from wenming.volunteers.models import Team

__all__ = ["team"]

# So many are named; the rest is in the team's calendar.
SHOWN = 5


def team(_request: HttpRequest, subject: object) -> Fill | None:
    """What the team does next, and how much it did this year; of that in the branch's name (3.1-c)."""
    shown, today = cast("Team", subject), clock.today()
    ahead = list(coming(shown.town, today).filter(teams=shown)[:SHOWN])
    held = Activity.objects.held().filter(teams=shown, held_on__year=today.year).order_by()
    kept = list(held.values_list("in_branch_name", flat=True))
    if not ahead and not kept:
        return None
    told = {"team": shown, "ahead": ahead, "year": today.year, "held": len(kept)}
    return Fill("activities/parts/on_team.html", told | {"in_branch_name": sum(kept)})

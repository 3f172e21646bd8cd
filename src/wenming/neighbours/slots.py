"""What this package shows in pages of packages below: my page, the desk, a unit's page."""

from __future__ import annotations

from typing import cast

from django.http import HttpRequest

from wenming.accounts.models import User
from wenming.base.prepared import Prepared
from wenming.base.slots import Asking, Fill
from wenming.neighbours.models import Pairing
from wenming.neighbours.permissions import tends
from wenming.neighbours.queries import about_me, watched, work_for, work_of
from wenming.organisation.http import Request
from wenming.organisation.models import Unit

__all__ = ["desk", "my", "unit"]


def my(request: HttpRequest, subject: object) -> Asking:
    """My pairs, each with one tap; who asks me; what I asked for."""
    town, user = cast("Request", request).town, cast("User", subject)
    if town is None:
        return None
    found = yield Prepared(about_me, user, town)
    active = [one for one in found["own"] if one.stage == Pairing.Stage.ACTIVE]
    waiting = [one for one in found["own"] if one.stage != Pairing.Stage.ACTIVE]
    asked = sorted(found["asked"], key=lambda one: (one.asked_at, one.pk), reverse=True)
    for one in asked:
        one.going_on = [pair for pair in found["coming"] if pair.posting_id == one.pk]
    waiting.sort(key=lambda one: (one.since_on, one.pk), reverse=True)
    context = {"watching": watched(active), "waiting": waiting, "asked": asked}
    return Fill("neighbours/parts/my.html", context)


def desk(request: HttpRequest, subject: object) -> Asking:
    """What waits for my unit."""
    town, user = cast("Request", request).town, cast("User", subject)
    if not tends(user, town):
        return None
    work = work_of((yield work_for(user, town)))
    return Fill("neighbours/parts/desk.html", {"work": work}) if work else None


def unit(_request: HttpRequest, subject: object) -> Fill | None:
    """Where people live, the way to ask for a neighbour and to be one."""
    is_home = cast("Unit", subject).kind in Unit.SITES
    return Fill("neighbours/parts/unit.html") if is_home else None

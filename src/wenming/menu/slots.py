"""What this package shows in pages of packages below: my page, the desk, a team, a unit."""

from __future__ import annotations

from typing import cast

from django.http import HttpRequest

from wenming.accounts.models import User
from wenming.base.prepared import Prepared
from wenming.base.slots import Asking, Fill
from wenming.menu.queries import SHOWN, menu, offering, waiting
from wenming.organisation.http import Request
from wenming.organisation.models import Unit
from wenming.organisation.permissions import is_office
from wenming.volunteers.models import Team

__all__ = ["desk", "my", "team", "unit"]


def my(request: HttpRequest, subject: object) -> Asking:
    """What I offer; who heads a team or answers for a group may propose something."""
    town, user = cast("Request", request).town, cast("User", subject)
    if town is None:
        return None
    found = yield Prepared(offering, user, town)
    if not (found["teams"] or found["partners"]):
        return None
    services = sorted(found["services"], key=lambda one: (bool(one.withdrawn_at), one.title))
    return Fill("menu/parts/my.html", {"services": services})


def desk(request: HttpRequest, subject: object) -> Asking:
    """For the offices: how many proposals wait."""
    town, user = cast("Request", request).town, cast("User", subject)
    if not is_office(user, town):
        return None
    found = yield waiting(town)
    number = sum(one["number"] for one in found["waiting"])
    return Fill("menu/parts/desk.html", {"number": number}) if number else None


def team(_request: HttpRequest, subject: object) -> Fill | None:
    """What can be ordered of this team."""
    shown = cast("Team", subject)
    found = menu(shown.town).filter(team=shown)[:SHOWN]
    return Fill("menu/parts/team.html", {"services": found}) if found else None


def unit(_request: HttpRequest, subject: object) -> Fill | None:
    """Where people live: what can be ordered there."""
    shown = cast("Unit", subject)
    if shown.kind not in Unit.SITES:
        return None
    found = list(menu(shown.town, shown).prefetch_related(None)[: SHOWN + 1])
    told = {"unit": shown, "services": found[:SHOWN], "more": len(found) > SHOWN}
    return Fill("menu/parts/unit.html", told) if found else None

"""What this package shows in pages of packages below: my page, the desk, a lecture's page."""

from __future__ import annotations

from typing import cast

from django.http import HttpRequest

from wenming.accounts.models import User
from wenming.activities.models import Activity
from wenming.base.slots import Fill
from wenming.learning.models import Order
from wenming.learning.queries import ABOUT, LECTURE, orders_for, proposals_for
from wenming.organisation.http import Request
from wenming.organisation.models import Unit

__all__ = ["activity", "desk", "my", "unit"]


def my(request: HttpRequest, subject: object) -> Fill | None:
    """Who asks me to speak, and where I speak next."""
    town = cast("Request", request).town
    found = orders_for(cast("User", subject), town) if town else []
    return Fill("learning/parts/my.html", {"orders": found}) if found else None


def desk(request: HttpRequest, subject: object) -> Fill | None:
    """Lecturers who proposed another time to my unit."""
    found = proposals_for(cast("User", subject), cast("Request", request).town)
    return Fill("learning/parts/desk.html", {"orders": found}) if found else None


def activity(_request: HttpRequest, subject: object) -> Fill | None:
    """Who speaks, if it is a lecture that was ordered."""
    shown = cast("Activity", subject)
    if shown.kind != LECTURE:
        return None
    order = Order.objects.filter(activity=shown).select_related(*ABOUT).first()
    return Fill("learning/parts/lecturer.html", {"order": order}) if order else None


def unit(_request: HttpRequest, subject: object) -> Fill | None:
    """Where people live, the way to the menu and to what can be read online."""
    is_home = cast("Unit", subject).kind in Unit.SITES
    return Fill("learning/parts/unit.html") if is_home else None

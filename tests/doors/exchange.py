"""The interface: private without a token is not there, public is there for all; tokens at the desk."""

from __future__ import annotations

from datetime import timedelta

from tests.doors import VISITORS, Cast
from tests.doors.organisation import READ
from wenming.base import clock
from wenming.exchange.actions import tokens
from wenming.exchange.models import Access

OPEN = dict.fromkeys(VISITORS, 200)
# Whoever is signed in has no token either.
NOWHERE = dict.fromkeys(VISITORS, 404)


def an_access(cast: Cast) -> tuple[object, ...]:
    made, _token = tokens.issue(
        town=cast.village.town,
        name="示例云平台",
        scopes=Access.Scope.values,
        until_on=clock.today() + timedelta(days=30),
        by=None,
    )
    return (made.pk,)


# The villages see who is let in; the office lets in.
REFUSED = READ | {"other": 403, "insider": 403}

ROWS = [
    ("exchange:openapi", (), OPEN),
    ("exchange:units", (), OPEN),
    ("exchange:activities", (), OPEN),
    ("exchange:figures", (2022,), OPEN),
    ("exchange:needs", (), NOWHERE, "post"),
    ("exchange:batch", (), NOWHERE, "post"),
    ("exchange:need", ("1",), NOWHERE),
    ("exchange_desk:access-list", (), READ),
    ("exchange_desk:access-list", (), REFUSED, "post"),
    ("exchange_desk:access-revoking", an_access, REFUSED, "post"),
]

"""What volunteers give to pages of packages below."""

from __future__ import annotations

from typing import cast

from django.http import HttpRequest

from wenming.accounts.models import User
from wenming.base.prepared import Prepared
from wenming.base.slots import Asking, Fill
from wenming.volunteers.queries import handovers_of, labelled

__all__ = ["my"]


def my(_request: HttpRequest, subject: object) -> Asking:
    """To whom my data were given."""
    found = yield Prepared(handovers_of, cast("User", subject))
    given = labelled(found["given"])
    return Fill("volunteers/parts/given_out.html", {"given": given}) if given else None

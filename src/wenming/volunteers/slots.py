"""What volunteers give to pages of packages below."""

from __future__ import annotations

from django.http import HttpRequest

from wenming.accounts.models import User
from wenming.base.slots import Fill
from wenming.volunteers.queries import given_out

__all__ = ["my"]


def my(_request: HttpRequest, subject: object) -> Fill | None:
    """To whom my data were given."""
    assert isinstance(subject, User)
    given = given_out(subject)
    return Fill("volunteers/parts/given_out.html", {"given": given}) if given else None

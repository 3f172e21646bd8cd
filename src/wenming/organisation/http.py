"""A request after the middleware: who is there, in which town, in which edition."""

from __future__ import annotations

from django.http import HttpRequest, QueryDict
from django_htmx.middleware import HtmxDetails

from wenming.accounts.models import User
from wenming.organisation.models import Town

__all__ = ["Request", "sent"]


class Request(HttpRequest):
    """`user` is somebody; views open to all look at `is_authenticated` first."""

    user: User
    htmx: HtmxDetails
    town: Town
    edition: str


def sent(request: Request) -> QueryDict | None:
    """What was posted, be it nothing; None where a form is only looked at."""
    return request.POST if request.method == "POST" else None

"""A request after the middleware: who is there, in which town, in which edition."""

from __future__ import annotations

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from wenming.accounts.models import User
from wenming.organisation.models import Town

__all__ = ["Request"]


class Request(HttpRequest):
    """`user` is somebody; views open to all look at `is_authenticated` first."""

    user: User
    htmx: HtmxDetails
    town: Town
    edition: str

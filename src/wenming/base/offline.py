"""Pages that a phone keeps for where there is no network, and what it sends later (docs/look.md)."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from django.http import HttpRequest, HttpResponse, HttpResponseBase

__all__ = ["KEPT", "kept", "outbox"]

KEPT = "Offline-Page"
Answer = Callable[[HttpRequest], HttpResponseBase]
R = TypeVar("R", bound=HttpResponse)


def outbox(answer: Answer) -> Answer:
    """To a phone's outbox a redirection says that all went well, and where it would have led."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        response = answer(request)
        if not (request.headers.get("Outbox") and 300 <= response.status_code < 400):
            return response
        told = HttpResponse(status=204, headers={"Outbox-Location": response["Location"]})
        told.cookies = response.cookies
        return told

    return middleware


def kept(response: R) -> R:
    """Let the browser's worker keep this page; it is wiped when the person signs out."""
    response[KEPT] = "keep"
    return response

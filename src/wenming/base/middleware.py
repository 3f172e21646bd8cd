"""What happens around every request: the edition, the words for a no, compression."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.middleware.gzip import GZipMiddleware
from django.shortcuts import render

from wenming.base.errors import DomainError

__all__ = ["EDITIONS", "Compressed", "edition", "privacy", "problems"]

Answer = Callable[[HttpRequest], HttpResponseBase]

EDITIONS = ("standard", "elder")
# Photos and papers are compressed in themselves.
TEXT = ("text/", "application/json", "image/svg+xml")


def edition(answer: Answer) -> Answer:
    """Standard or elder edition (长辈版), from the cookie that the switch sets."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        wanted = request.COOKIES.get("edition", "")
        setattr(request, "edition", wanted if wanted in EDITIONS else EDITIONS[0])  # noqa: B010
        return answer(request)

    return middleware


def privacy(answer: Answer) -> Answer:
    """What somebody signed in has seen stays in no cache, not of a shared computer's browser either."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        response = answer(request)
        user = getattr(request, "user", None)
        if user is not None and user.is_authenticated and "Cache-Control" not in response:
            response["Cache-Control"] = "private, no-store"
        return response

    return middleware


class Problems:
    """Shows a `DomainError` as a page, or to htmx as a message, with its status."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.answer(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if not isinstance(error, DomainError):
            return None
        return problem(request, error.status, str(error))


def problem(request: HttpRequest, status: int, words: str = "") -> HttpResponse:
    """The page that says what went wrong and what can be done next."""
    context = {"status": HTTPStatus(status), "reason": words}
    return render(request, "base/problem.html", context, status=status)


problems = Problems


class Compressed(GZipMiddleware):
    """Text goes over the wire compressed, with a random length added (docs/adr/0009)."""

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        if not response.headers.get("Content-Type", "").startswith(TEXT):
            return response
        return super().process_response(request, response)

"""allauth raises when a message is asked for too soon after the last; the person is told to wait."""

from __future__ import annotations

from collections.abc import Callable

from allauth.core.exceptions import RateLimited
from django.http import HttpRequest, HttpResponse, HttpResponseBase

from wenming.accounts import lockout

__all__ = ["TooSoon"]


class TooSoon:
    """Answers 429 with the words of every other wait."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.answer(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        return lockout.waiting(request) if isinstance(error, RateLimited) else None

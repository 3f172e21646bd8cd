"""Around every request: who is there, and the words for who asks for a message too soon."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

from allauth.core.exceptions import RateLimited
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.auth import middleware as auth
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.crypto import constant_time_compare
from django.utils.functional import SimpleLazyObject

from wenming.accounts import lockout
from wenming.accounts.models import User
from wenming.accounts.sessions import SessionStore

__all__ = ["Recognition", "TooSoon"]


class Recognition(auth.AuthenticationMiddleware):
    """Django's, which reads the session and then its user; ours come in one statement.

    Where anything is not exactly as it was at the sign-in, Django has the word: it ends a session
    whose password was changed, knows old secrets, and whom it does not let in stays outside.
    """

    def process_request(self, request: HttpRequest) -> None:
        super().process_request(request)
        session = cast("SessionStore", request.session)
        known = SimpleLazyObject(lambda: _known(session) or auth.get_user(request))
        request.user = cast("User | AnonymousUser", known)


def _known(session: SessionStore) -> User | None:
    """The user who was read with the session, if it is theirs and nothing has changed."""
    if session.get(BACKEND_SESSION_KEY) not in settings.AUTHENTICATION_BACKENDS:
        return None
    user = session.user
    if user is None or not user.is_active or str(user.pk) != session[SESSION_KEY]:
        return None
    signed = constant_time_compare(session.get(HASH_SESSION_KEY, ""), user.get_session_auth_hash())
    return user if signed else None


class TooSoon:
    """allauth raises when a message is asked for too soon after the last: answers 429 with the
    words of every other wait."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.answer(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        return lockout.waiting(request) if isinstance(error, RateLimited) else None

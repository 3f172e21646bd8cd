"""Sessions in the database, closed: between two pages of a sign-in they hold a number and a code."""

from __future__ import annotations

from typing import Any

from django.contrib.sessions.backends import db

from wenming.accounts import secrecy

__all__ = ["SessionStore"]


class SessionStore(db.SessionStore):
    """Django's own, with its text encrypted."""

    def encode(self, session_dict: dict[str, Any]) -> str:
        return secrecy.closed(super().encode(session_dict))

    def decode(self, session_data: bytes | str) -> dict[str, Any]:
        text = session_data.decode() if isinstance(session_data, bytes) else session_data
        try:
            return super().decode(secrecy.opened(text))
        except secrecy.Unreadable:
            return {}

"""Sessions in the database, closed: between two pages of a sign-in they hold a number and a code."""

from __future__ import annotations

from typing import Any, cast

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends import db

from wenming.accounts import secrecy
from wenming.accounts.models import Session, User

__all__ = ["SessionStore", "tidy"]


class SessionStore(db.SessionStore):
    """Django's own, with its text encrypted, and with whose session it is."""

    # As read together with the session; whether they are still signed in is another question.
    user: User | None = None

    @classmethod
    def get_model_class(cls) -> type[Session]:
        return Session

    def load(self) -> dict[str, Any]:
        row: Session | None = self._get_session_from_db()  # type: ignore[attr-defined]  # not in stubs
        self.user = row.user if row else None
        return self.decode(row.session_data) if row else {}

    def create_model_instance(self, data: dict[str, Any]) -> Session:
        row = cast("Session", super().create_model_instance(data))
        row.user_id = data.get(SESSION_KEY)
        return row

    def encode(self, session_dict: dict[str, Any]) -> str:
        return secrecy.closed(super().encode(session_dict))

    def decode(self, session_data: bytes | str) -> dict[str, Any]:
        text = session_data.decode() if isinstance(session_data, bytes) else session_data
        try:
            return super().decode(secrecy.opened(text))
        except secrecy.Unreadable:
            return {}


def tidy() -> None:
    """What ran out would stay in the table for ever."""
    SessionStore.clear_expired()

"""What must not be read from a copy of the database, beyond encrypted columns: sessions, TOTP keys."""

from __future__ import annotations

from functools import cache

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from encrypted_fields.fields import EncryptedTextField

__all__ = ["Unreadable", "closed", "opened"]


class Unreadable(Exception):
    """Not ours, or written with another key."""


def closed(text: str) -> str:
    """The text as it may be kept."""
    return _lock().encrypt(text.encode()).decode()


def opened(token: str) -> str:
    """The text again; `Unreadable` if it was not closed here."""
    try:
        return _lock().decrypt(token.encode()).decode()
    except InvalidToken as error:
        raise Unreadable from error


@cache
def _lock() -> Fernet | MultiFernet:
    """The key of the encrypted columns, so that there is one secret to keep. Slow to derive."""
    lock: Fernet | MultiFernet = EncryptedTextField().f
    return lock

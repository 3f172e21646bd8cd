"""What the journal says about signing in and out. It never holds a number in clear."""

from __future__ import annotations

from wenming.accounts import phones
from wenming.accounts.models import User
from wenming.base.models import record

__all__ = ["failed", "means_changed", "signed_in", "signed_out"]

# Stands in the journal where no user is known by the number that was tried.
NOBODY = 0


def signed_in(*, means: str, address: str, by: User) -> None:
    """Somebody is in; `means` is password, code, mfa or demo."""
    record(by, "user.signed-in", by, town=None, means=means, address=address)


def signed_out(*, by: User) -> None:
    """Somebody left."""
    record(by, "user.signed-out", by, town=None)


def failed(*, user: User | None, means: str, address: str, phone: str = "") -> None:
    """Somebody tried to be `user` and was not let in."""
    tried = {"digest": phones.blind(phone)[:16]} if phone and not user else {}
    subject = user or User(pk=NOBODY)
    record(None, "user.sign-in-failed", subject, town=None, means=means, address=address, **tried)


def means_changed(*, verb: str, user: User, by: User | None, **details: object) -> None:
    """A password, passkey or second factor came, changed or went."""
    record(by, f"user.{verb}", user, town=None, **details)

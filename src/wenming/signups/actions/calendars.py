"""One's own calendar on one's own phone: a secret address, which can be ended."""

from __future__ import annotations

from django.db import transaction

from wenming.accounts.models import User
from wenming.base import clock
from wenming.base.models import record
from wenming.signups.models import CalendarKey

__all__ = ["close", "open_anew"]


@transaction.atomic
def open_anew(*, by: User) -> CalendarKey:
    """A new address; the old one, if there was one, leads nowhere from now on."""
    CalendarKey.objects.filter(user=by.pk).delete()
    key = CalendarKey.objects.create(user_id=by.pk, made_at=clock.now())
    record(by, "calendar.opened", key, town=None)
    return key


@transaction.atomic
def close(*, by: User) -> None:
    """Nobody reads it any more."""
    key = CalendarKey.objects.filter(user=by.pk).first()
    if key is not None:
        record(by, "calendar.closed", key, town=None)
        key.delete()

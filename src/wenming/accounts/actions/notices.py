"""People are told what concerns them: on their own page, and by short message if they have a phone."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import translation

from wenming.accounts.actions import messages
from wenming.accounts.models import Notice, User
from wenming.base import clock

__all__ = ["forget", "read", "tell", "tell_all", "tidy"]

KEPT = timedelta(days=365)


@transaction.atomic
def tell(
    *,
    user: User,
    key: str,
    text: str,
    url: str = "",
    by_phone: bool = True,
    within: timedelta = timedelta(hours=12),
    **about: object,
) -> None:
    """Tell `user` once for this `key`, however often it is said.

    `text` is marked by `gettext_noop` where it stands, with placeholders such as `%(activity)s` for
    `about`; a moment is told in the reader's own way. A short message is worth sending `within`
    that time and no later. Closed accounts are told nothing.
    """
    tell_all(users=[user], key=key, text=text, url=url, by_phone=by_phone, within=within, **about)


@transaction.atomic
def tell_all(
    *,
    users: Iterable[User],
    key: str,
    text: str,
    url: str = "",
    by_phone: bool = True,
    within: timedelta = timedelta(hours=12),
    **about: object,
) -> None:
    """The same to each of them, as `tell` does it."""
    told = {
        "key": key,
        "text": text,
        "about": {name: _plain(value) for name, value in about.items()},
        "url": url,
        "written_at": clock.now(),
    }
    told_to = [user for user in users if user.is_active]
    called = [user for user in told_to if by_phone and user.phone]
    written = [user for user in told_to if user not in called]
    Notice.objects.bulk_create([Notice(user=u, **told) for u in written], ignore_conflicts=True)
    for user in called:
        _call(user, told, within)


@transaction.atomic
def read(*, user: User) -> None:
    """`user` has seen what there is."""
    Notice.objects.of(user).unread().update(read_at=clock.now())


@transaction.atomic
def forget(*, user: User) -> None:
    """Whoever closes the account is told nothing more, and nothing is kept of it."""
    Notice.objects.filter(user=user).delete()


@transaction.atomic
def tidy() -> None:
    """What was told a year ago has had its use."""
    Notice.objects.filter(written_at__lt=clock.now() - KEPT).delete()


def _call(user: User, told: dict[str, Any], within: timedelta) -> None:
    """Whoever has read it on paper or heard it is not sent it a second time."""
    about = {name: value for name, value in told.items() if name != "key"}
    notice, is_new = Notice.objects.get_or_create(user=user, key=told["key"], defaults=about)
    if is_new and user.phone:
        with translation.override(settings.LANGUAGE_CODE):
            messages.send(phone=user.phone, text=str(notice), within=within)


def _plain(value: object) -> object:
    if isinstance(value, datetime):
        return {"at": value.isoformat()}
    return value if isinstance(value, int) else str(value)

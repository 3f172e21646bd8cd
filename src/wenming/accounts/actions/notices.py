"""People are told what concerns them: on their own page, and by short message if they have a phone."""

from __future__ import annotations

from django.conf import settings
from django.db import transaction
from django.utils import translation

from wenming.accounts.actions import messages
from wenming.accounts.models import Notice, User
from wenming.base import clock

__all__ = ["read", "tell"]


@transaction.atomic
def tell(
    *,
    user: User,
    key: str,
    text: str,
    url: str = "",
    by_phone: bool = True,
    **about: object,
) -> None:
    """Tell `user` once for this `key`, however often it is said.

    `text` is marked by `gettext_noop` where it stands, with placeholders such as `%(activity)s` for
    `about`. Closed accounts are told nothing.
    """
    if not user.is_active:
        return
    plain = {name: value if isinstance(value, int) else str(value) for name, value in about.items()}
    told = {"text": text, "about": plain, "url": url, "written_at": clock.now()}
    notice, is_new = Notice.objects.get_or_create(user=user, key=key, defaults=told)
    if is_new and by_phone and user.phone:
        with translation.override(settings.LANGUAGE_CODE):
            messages.send(phone=user.phone, text=str(notice))


@transaction.atomic
def read(*, user: User) -> None:
    """`user` has seen what there is."""
    Notice.objects.of(user).unread().update(read_at=clock.now())

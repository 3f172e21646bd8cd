"""Tokens of upper platforms: shown once, kept as a keyed digest, revoked at any time (5.3-c)."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Final

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from wenming.accounts.models import User
from wenming.base import clock
from wenming.base.errors import Impossible, Overtaken
from wenming.base.models import record
from wenming.exchange.models import Access
from wenming.exchange.permissions import may_let_in, may_revoke
from wenming.organisation.models import Town

__all__ = ["issue", "known", "note_use", "revoke"]

LONGEST: Final = timedelta(days=2 * 366)
OFTEN: Final = timedelta(hours=1)


@transaction.atomic
def issue(
    *, town: Town, name: str, scopes: Iterable[str], until_on: date, by: User | None
) -> tuple[Access, str]:
    """A token for a platform, and the token itself, which nobody sees again."""
    may_let_in(by, town).enforce()
    if not name.strip():
        raise Impossible(_("请写平台的名称。"), field="name")
    if not (wanted := sorted(set(scopes) & set(Access.Scope.values))):
        raise Impossible(_("请选至少一项。"), field="scopes")
    if not clock.today() < until_on <= clock.today() + LONGEST:
        raise Impossible(_("有效期要在明天到两年之内。"), field="until_on")
    token = f"wm_{secrets.token_urlsafe(32)}"
    made = Access.objects.create(
        town=town,
        name=name.strip(),
        digest=_digest(token),
        ending=token[-4:],
        scopes=wanted,
        until_on=until_on,
        issued_at=clock.now(),
        issued_by=by,
    )
    record(by, "access.issued", made, town=town.pk, scopes=wanted, until=until_on)
    return made, token


@transaction.atomic
def revoke(*, access: Access, by: User | None) -> None:
    """From now on it opens nothing."""
    may_revoke(by, access).enforce()
    now = clock.now()
    if not Access.objects.filter(pk=access.pk, revoked_at__isnull=True).update(revoked_at=now):
        raise Overtaken(_("这个令牌刚刚已经停用。"))
    access.revoked_at = now
    record(by, "access.revoked", access, town=access.town_id)


def known(town: Town, token: str) -> Access | None:
    """Whose token it is, valid or not."""
    return Access.objects.of(town).filter(digest=_digest(token)).first()


def note_use(access: Access) -> None:
    """When it was used last, to the hour."""
    long_ago = Q(used_at__isnull=True) | Q(used_at__lt=clock.now() - OFTEN)
    Access.objects.filter(long_ago, pk=access.pk).update(used_at=clock.now())


def _digest(token: str) -> str:
    said = f"exchange:{token}".encode()
    return hmac.new(settings.BLIND_INDEX_KEY, said, hashlib.sha256).hexdigest()

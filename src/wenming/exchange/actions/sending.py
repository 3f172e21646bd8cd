"""A platform sends a need under a number of its own; the same number again is the same need (5.3-c)."""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Mapping
from typing import Any, Final
from uuid import UUID, uuid5

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from wenming.base import clock
from wenming.base.errors import DomainError
from wenming.base.models import record
from wenming.exchange.models import Access, Sending
from wenming.exchange.permissions import may_use
from wenming.needs.actions import asking
from wenming.needs.actions.asking import Asked

__all__ = ["Another", "send"]

TICKETS: Final = UUID("5d8f8f4e-6a43-4e0b-9f6e-9c1c5e0d4b7a")


class Another(DomainError):
    """The number is known, and what it meant was something else."""

    status = 409
    code = "another-content"


@transaction.atomic
def send(
    *, access: Access, number: str, asked: Asked, told: Mapping[str, Any]
) -> tuple[Sending, bool]:
    """The need under this number, and whether it is new. `told` is what was sent, as it was sent.

    Raises `Another` if the number was used for something else, `Impossible` with the field at fault.
    """
    may_use(access, Access.Scope.SEND).enforce()
    content = _digest(told)
    if (before := _before(access, number)) is not None:
        return _same(before, content), False
    try:
        with transaction.atomic():
            return _new(access, number, asked, content), True
    except IntegrityError:
        # The same a moment before.
        first = _before(access, number)
        assert first is not None
        return _same(first, content), False


def _new(access: Access, number: str, asked: Asked, content: str) -> Sending:
    ticket = uuid5(TICKETS, f"{access.town_id}/{access.name}/{number}")
    need = asking.ask(asked=asked, channel="online", ticket=ticket, by=None)
    made = Sending.objects.create(
        town=access.town,
        platform=access.name,
        number=number,
        content=content,
        need=need,
        sent_at=clock.now(),
    )
    record(None, "need.sent-in", need, town=access.town_id, platform=access.name)
    return made


def _before(access: Access, number: str) -> Sending | None:
    sent = Sending.objects.from_platform(access.town, access.name)
    return sent.filter(number=number).select_related("need").first()


def _same(before: Sending, content: str) -> Sending:
    if hmac.compare_digest(before.content, content):
        return before
    raise Another(
        _("编号“%(number)s”已经报送过，内容不一样。要改请联系镇里；另一件事请用新的编号。")
        % {"number": before.number},
        field="number",
    )


def _digest(told: Mapping[str, Any]) -> str:
    said = json.dumps(told, sort_keys=True, ensure_ascii=False).encode()
    return hmac.new(settings.BLIND_INDEX_KEY, said, hashlib.sha256).hexdigest()

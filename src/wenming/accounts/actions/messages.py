"""A short message is written down with the deed and sent by the worker."""

from __future__ import annotations

import logging
from datetime import timedelta

from django.db import transaction

from wenming.accounts import senders
from wenming.accounts.models import Message
from wenming.base import clock
from wenming.base.later import later

__all__ = ["deliver", "send"]

# A code that comes later than this is of no use to anybody.
STALE = timedelta(minutes=10)

log = logging.getLogger("wenming.sms")


@transaction.atomic
def send(*, phone: str, text: str) -> None:
    """Have `text` sent; the page does not wait for the gateway."""
    message = Message.objects.create(phone=phone, text=text, written_at=clock.now())
    later(deliver, message_id=message.pk)


def deliver(message_id: int) -> None:
    """Hand the message to the gateway, at least once; the row goes with it."""
    message = Message.objects.filter(pk=message_id).first()
    if message is None:
        return
    if clock.now() - message.written_at > STALE:
        log.error("SMS %s not sent: it waited too long for a worker", message_id)
    else:
        senders.sender()(message.phone, message.text)
    message.delete()

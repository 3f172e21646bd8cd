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
CODE = timedelta(minutes=10)

log = logging.getLogger("wenming.sms")


@transaction.atomic
def send(*, phone: str, text: str, within: timedelta = CODE) -> None:
    """Have `text` sent while it is of use; the page does not wait for the gateway."""
    message = Message.objects.create(phone=phone, text=text, of_use_until=clock.now() + within)
    later(deliver, message_id=message.pk)


def deliver(message_id: int) -> None:
    """Hand the message to the gateway, at least once; the row goes with it."""
    message = Message.objects.filter(pk=message_id).first()
    if message is None:
        return
    if clock.now() > message.of_use_until:
        log.error("SMS %s not sent: it waited too long for a worker", message_id)
    else:
        senders.sender()(message.phone, message.text)
    message.delete()

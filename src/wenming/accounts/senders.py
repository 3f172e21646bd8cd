"""Ways for a short message to reach a phone. `settings.SMS_SENDER` names the one in use.

A sender is a function of the number and the text; it raises if the gateway refuses, and the
worker tries again. A town plugs in its gateway by writing such a function.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import cast

from django.conf import settings
from django.utils.module_loading import import_string

from wenming.accounts import phones

__all__ = ["Sender", "console", "sender"]

Sender = Callable[[str, str], None]

log = logging.getLogger("wenming.sms")


def console(phone: str, text: str) -> None:
    """No gateway: the operator reads the message in the log and tells the person."""
    log.warning("SMS 短信 (WENMING_SMS not set) → %s: %s", phones.masked(phone), text)


def sender() -> Sender:
    """The sender in use."""
    return cast("Sender", import_string(settings.SMS_SENDER))

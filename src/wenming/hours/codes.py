"""The code on the organiser's phone: it changes every half minute; the one on the wall does not."""

from __future__ import annotations

import hmac
from datetime import datetime
from hashlib import sha256
from typing import Final

from django.conf import settings
from django.utils.safestring import SafeString, mark_safe

from wenming.activities.models import Shift
from wenming.engines.papers import code_svg
from wenming.hours.models import Tap

__all__ = ["STEP", "changing", "drawn", "printed", "proved_by"]

# Seconds for which a code is shown. It is taken one step longer, for whoever scans slowly.
STEP: Final = 30
FIGURES: Final = 6


def changing(shift: Shift, moment: datetime) -> str:
    """Six figures that only the shift's own page knows, of this half minute."""
    return _figures(shift, str(_step(moment)))


def printed(shift: Shift) -> str:
    """Letters for a sheet on the wall: they prove less, the organiser confirms."""
    return f"p{_digest(shift, 'printed').hex()[:10]}"


def proved_by(shift: Shift, code: str, moment: datetime) -> str:
    """How who shows this code was there; empty if it is none, or too old."""
    if _same(code, printed(shift)):
        return Tap.How.PRINT
    now = _step(moment)
    steps = (now - 1, now, now + 1)
    return Tap.How.CODE if any(_same(code, _figures(shift, str(n))) for n in steps) else ""


def drawn(address: str) -> SafeString:
    """The address as a QR code, drawn as lines."""
    return mark_safe(code_svg(address, scale=8, border=4).decode())  # noqa: S308  (drawn here)


def _step(moment: datetime) -> int:
    return int(moment.timestamp()) // STEP


def _figures(shift: Shift, step: str) -> str:
    number = int.from_bytes(_digest(shift, step)[:8], "big") % 10**FIGURES
    return f"{number:0{FIGURES}d}"


def _digest(shift: Shift, said: str) -> bytes:
    words = f"hours.code:{shift.pk}:{said}".encode()
    return hmac.new(settings.SECRET_KEY.encode(), words, sha256).digest()


def _same(one: str, other: str) -> bool:
    return hmac.compare_digest(one.encode(), other.encode())

"""In the night the model says of new needs what they mean; of those that are gone it is forgotten (5.3-b)."""

from __future__ import annotations

from typing import Final

from wenming.engines import likeness
from wenming.groups.drawing import sorted_needs
from wenming.groups.models import Sense
from wenming.groups.senses import digest

__all__ = ["read"]

# Some two minutes of the worker; the others follow the next night.
AT_ONCE: Final = 800
GONE_AT_ONCE: Final = 500


def read() -> None:
    """Nothing, where the extra is not installed."""
    if not likeness.has_meaning():
        return
    meaning = likeness.Meaning()
    words = sorted_needs().order_by().values_list("words", flat=True).distinct()
    wanted = {digest(text): text for text in (*meaning.landmarks, *words)}
    there = set(Sense.objects.values_list("digest", flat=True))
    _forget(sorted(there - wanted.keys()))
    new = [(key, text) for key, text in wanted.items() if key not in there][:AT_ONCE]
    for key, text in new:
        sense = meaning.sense(text)
        Sense.objects.bulk_create(
            [Sense(digest=key, vector=meaning.packed(sense))], ignore_conflicts=True
        )


def _forget(gone: list[str]) -> None:
    for start in range(0, len(gone), GONE_AT_ONCE):
        Sense.objects.filter(digest__in=gone[start : start + GONE_AT_ONCE]).delete()

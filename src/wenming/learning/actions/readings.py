"""A piece was opened: counted once a reader and day, and never by hand (5.1-c)."""

from __future__ import annotations

from django.db import transaction

from wenming.base import clock
from wenming.learning.models import Piece, Reading

__all__ = ["note"]


@transaction.atomic
def note(*, piece: Piece, mark: str) -> None:
    """`mark` stands for the reader on this day alone; the same again counts nothing."""
    # No entry in the journal: a reading is counted, not known.
    Reading.objects.bulk_create(
        [Reading(piece=piece, on=clock.today(), mark=mark)], ignore_conflicts=True
    )

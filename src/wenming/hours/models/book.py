"""A book: the one place through which a person's hours are credited, one after the other."""

from __future__ import annotations

from django.conf import settings
from django.db import models

__all__ = ["Book"]


class Book(models.Model):
    """Whoever credits hours to a person, changes or certifies them turns a page here first.

    Two transactions that would credit the same time, or certify what the other corrects, meet on
    this row: the second waits, and then sees what the first has written.
    """

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    page = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.user_id}: {self.page}"

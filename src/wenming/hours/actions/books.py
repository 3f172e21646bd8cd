"""One after the other: who credits a person's hours, takes them back, or certifies them."""

from __future__ import annotations

from django.db.models import F

from wenming.hours.models import Book

__all__ = ["turn_page"]


def turn_page(user: int) -> None:
    """From here on, whoever else has to do with this person's hours waits for us.

    Turned before any presence is changed, so that nobody waits in a circle.
    """
    if not Book.objects.filter(user=user).update(page=F("page") + 1):
        Book.objects.get_or_create(user_id=user)
        Book.objects.filter(user=user).update(page=F("page") + 1)

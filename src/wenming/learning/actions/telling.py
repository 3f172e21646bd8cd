"""Who promised to speak, and who asked for it, are told what became of it."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from wenming.accounts.actions import notices
from wenming.accounts.models import User
from wenming.learning.models import Order

__all__ = ["tell_lecturer", "tell_unit"]


def tell_lecturer(order: Order, what: str, text: str, **about: object) -> None:
    """Who has an account reads it on their own page."""
    url = reverse("learning_own:order", args=[order.pk])
    _tell(order.lecture.lecturer.user, order, what, text, url=url, **about)


def tell_unit(order: Order, what: str, text: str, url: str = "", **about: object) -> None:
    """Who ordered it, with the way to the order."""
    _tell(order.recorded_by, order, what, text, url=url or order.get_absolute_url(), **about)


def _tell(user: User | None, order: Order, what: str, text: str, **about: Any) -> None:
    if user is not None:
        key, lecture = f"learning.{what}:{order.pk}", order.lecture
        notices.tell(user=user, key=key, text=text, unit=order.unit, lecture=lecture, **about)

"""Whoever must follow what becomes of an announced activity is told of it, after the deed.

`settings.ACTIVITY_FOLLOWERS` names tasks `(activity_id, what)` of packages above; they run in the
worker, once the transaction is committed, and may run twice without harm.
"""

from __future__ import annotations

from enum import StrEnum

from django.conf import settings
from django.utils.module_loading import import_string

from wenming.activities.models import Activity
from wenming.base.later import later

__all__ = ["What", "tell_followers"]


class What(StrEnum):
    """What became of it."""

    CALLED_OFF = "called-off"
    # Its record was taken out of every count.
    WITHDRAWN = "withdrawn"
    # Time or place of a shift is another.
    RESCHEDULED = "rescheduled"
    # There are more places than before.
    PLACES = "places"


def tell_followers(activity: Activity, what: What) -> None:
    """Let each of them know, later."""
    for dotted in settings.ACTIVITY_FOLLOWERS:
        later(import_string(dotted), activity_id=activity.pk, what=str(what))

"""Who was there says how it was (Decree 67, article 10)."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from wenming.accounts.models import User
from wenming.base import clock
from wenming.base.errors import Impossible
from wenming.base.models import record
from wenming.hours.models import Presence, Rating
from wenming.hours.models.rating import MOST
from wenming.hours.permissions import may_rate

__all__ = ["rate"]


@transaction.atomic
def rate(*, presence: Presence, stars: int, words: str = "", by: User | None) -> Rating:
    """Once a person and shift; said again, it replaces what was said before."""
    may_rate(by, presence).enforce()
    if not 1 <= stars <= MOST:
        raise Impossible(_("请选一到五颗星。"), field="stars")
    told = {"stars": stars, "words": words.strip(), "rated_at": clock.now()}
    made, _is_new = Rating.objects.update_or_create(presence=presence, defaults=told)
    record(by, "presence.rated", presence, town=presence.shift.activity.town_id, stars=stars)
    return made

"""Reading teams."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from wenming.accounts.models import User
from wenming.organisation.models import Unit
from wenming.organisation.queries import people_of

__all__ = ["possible_heads"]


def possible_heads(*units: Unit) -> QuerySet[User]:
    """The people of these units and of the town itself, and who heads a team of theirs."""
    posted = people_of(*units).values("pk")
    known = Q(pk__in=posted) | Q(teams_headed__unit__in=units)
    return User.objects.get_queryset().filter(known, is_active=True).distinct()

"""Who was at a project's activities, and what they thought of it; drawn from attendance (5.4-b)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from django.db.models import Avg, Count, Q, QuerySet, Sum

from wenming.accounts.models import Notice
from wenming.base import clock
from wenming.hours.models import Presence
from wenming.hours.queries import FEWEST_RATED, hours_in
from wenming.hours.rules import rules_of
from wenming.projects.models import Project, Round

__all__ = ["Heard", "heard_of_activities", "heard_of_rounds", "reminder_key", "still_to_rate"]

SERVED: Final = Q(stage=Presence.Stage.CONFIRMED, credit=Presence.Credit.SERVICE)


@dataclass(frozen=True, slots=True)
class Heard:
    """People who were there and who rated, each once; confirmed minutes of service; mean of stars."""

    came: int = 0
    rated: int = 0
    minutes: int = 0
    mean: float = 0

    @property
    def hours(self) -> float:
        return hours_in(self.minutes)

    @property
    def is_public(self) -> bool:
        """Enough have rated that nobody's stars are told."""
        return self.rated >= FEWEST_RATED


def heard_of_rounds(project: Project) -> Mapping[int, Heard]:
    """Round → who was there and what they thought; nothing for rounds at which nobody was."""
    here = _presences().filter(shift__activity__project_link__round__project=project)
    return _heard(here, "shift__activity__project_link__round")


def heard_of_activities(found: Round) -> Mapping[int, Heard]:
    """The same of each activity of one round."""
    return _heard(_of_round(found), "shift__activity")


def still_to_rate(found: Round) -> list[Presence]:
    """One presence each of those who may still rate, have not, and were not yet reminded."""
    now = clock.now()
    since = clock.today() - timedelta(days=rules_of(found.project.town).rating_days)
    told = Notice.objects.filter(key=reminder_key(found)).values("user")
    rows = _of_round(found).filter(
        rating__isnull=True, user__is_active=True, shift__ends_at__lte=now
    )
    rows = rows.filter(shift__ends_at__date__gte=since).exclude(user__in=told)
    last_first = rows.select_related("user", "shift__activity").order_by("shift__ends_at", "pk")
    return list({one.user_id: one for one in last_first}.values())


def reminder_key(found: Round) -> str:
    """Under which a notice asks for a rating: once a person and round."""
    return f"projects.round:{found.pk}:rate"


def _presences() -> QuerySet[Presence]:
    return Presence.objects.live().filter(shift__activity__withdrawn_at__isnull=True)


def _of_round(found: Round) -> QuerySet[Presence]:
    return _presences().filter(shift__activity__project_link__round=found)


def _heard(rows: QuerySet[Presence], by: str) -> Mapping[int, Heard]:
    counted = (
        rows.order_by()
        .values_list(by)
        .annotate(
            came=Count("user", distinct=True),
            rated=Count("user", distinct=True, filter=Q(rating__isnull=False)),
            served=Sum("minutes", filter=SERVED),
            mean=Avg("rating__stars"),
        )
    )
    known: dict[int, Heard] = defaultdict(Heard)
    for key, came, rated, served, mean in counted:
        known[key] = Heard(came, rated, served or 0, round(float(mean or 0), 1))
    return known

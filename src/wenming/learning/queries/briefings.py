"""Who of today's heads and liaison officers was trained in a year, and who was not (3.3-a)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet

from wenming.activities.models import Activity
from wenming.base import clock
from wenming.base.models import cited
from wenming.base.together import Question, counted
from wenming.engines.obligations.values import Span
from wenming.hours.models import Presence
from wenming.learning.models import Result
from wenming.learning.models.course import BRIEFING
from wenming.learning.permissions.trainings import TRAINED
from wenming.organisation.models import Post, Town, Unit

__all__ = ["Seat", "Seen", "number_untrained", "seats", "trained", "untrained"]


@dataclass(frozen=True, slots=True)
class Seen:
    """One person at one briefing, and the record that proves it."""

    on: date
    evidence: str


@dataclass(frozen=True, slots=True)
class Seat:
    """A post that is held today, and when its holder was trained this year."""

    post: Post
    trained_on: date | None


def trained(town: Town, span: Span) -> Mapping[int, list[Seen]]:
    """Person → the briefings in the span at which they were, confirmed, or which they passed."""
    found: dict[int, list[Seen]] = defaultdict(list)
    for user, on, evidence in (*_present(town, span), *_passed(town, span)):
        if all(one.on != on for one in found[user]):
            found[user].append(Seen(on, evidence))
    return {user: seen for user, seen in found.items() if seen}


Row = tuple[int, date, str]


def _present(town: Town, span: Span) -> Iterator[Row]:
    columns = ("pk", "user", "shift__activity__held_on")
    for pk, user, on in _came(town, span).order_by("pk").values_list(*columns):
        yield user, on, cited(Presence, pk)


def _passed(town: Town, span: Span) -> Iterator[Row]:
    columns = ("pk", "user", "course__activity__held_on")
    for pk, user, on in _having_passed(town, span).order_by("pk").values_list(*columns):
        yield user, on, cited(Result, pk)


def _came(town: Town, span: Span) -> QuerySet[Presence]:
    return Presence.objects.of(town).counting().filter(**_briefing("shift__activity", span))


def _having_passed(town: Town, span: Span) -> QuerySet[Result]:
    return Result.objects.of(town).passed().filter(**_briefing("course__activity", span))


def _briefing(activity: str, span: Span) -> dict[str, object]:
    return {
        f"{activity}__kind": BRIEFING,
        f"{activity}__stage__in": Activity.HAPPENED,
        f"{activity}__held_on__range": (span.start, span.end),
    }


def seats(town: Town, day: date) -> QuerySet[Post]:
    """The posts of heads and liaison officers that are held on this day at sites of the town."""
    held = Post.objects.on(day).filter(role__in=TRAINED)
    there = held.filter(unit__town=town, unit__kind__in=Unit.SITES)
    ended = Q(unit__ends_on__isnull=True) | Q(unit__ends_on__gte=day)
    found = there.filter(ended).select_related("unit", "holder")
    return found.order_by("unit__place", "role", "pk")


def untrained(town: Town) -> Iterator[Seat]:
    """Every such post of today; who was trained this year has a day."""
    today = clock.today()
    year = Span(date(today.year, 1, 1), date(today.year, 12, 31))
    seen = trained(town, year)
    for post in seats(town, today):
        days = [one.on for one in seen.get(post.holder_id, ())]
        yield Seat(post, max(days, default=None))


def number_untrained(town: Town) -> Question:
    """How many of these posts are held by somebody who was not trained this year."""
    today = clock.today()
    year = Span(date(today.year, 1, 1), date(today.year, 12, 31))
    trained_ones = Q(holder__in=_came(town, year).values("user"))
    trained_ones |= Q(holder__in=_having_passed(town, year).values("user"))
    return counted(seats(town, today).filter(~trained_ones), missing=Count("pk"))

"""Reading requests, pairs with when they are due, visits; counts for everybody."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from django.db.models import Count, QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from wenming.accounts.models import User
from wenming.base import clock
from wenming.base.together import Answers, Questions, question
from wenming.neighbours.models import LookIn, Pairing, Posting
from wenming.neighbours.models.look_in import LookInQuerySet
from wenming.neighbours.models.pairing import PairingQuerySet
from wenming.neighbours.permissions import TENDERS
from wenming.organisation.models import Post, Town, Unit
from wenming.organisation.permissions import is_office

__all__ = [
    "GRACE",
    "Tally",
    "Watch",
    "Work",
    "about_me",
    "homes",
    "offered_to",
    "readable",
    "tallies",
    "tended_units",
    "tenders",
    "visits_of",
    "watched",
    "watches",
    "work_for",
    "work_of",
]

# Who looks in is reminded first; so many days later the unit is told.
GRACE: Final = timedelta(days=2)
HOME: Final = ("unit__name", "unit__name_en")
RELATED: Final = ("posting__unit__town", "volunteer__user", "follows__volunteer__user")


# Pairs and when they are due ---------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Watch:
    """A pair that goes on, with when somebody was there last and is due again."""

    pairing: Pairing
    last_on: date | None
    due_on: date
    today: date

    @property
    def is_overdue(self) -> bool:
        return self.due_on < self.today

    @property
    def is_long_overdue(self) -> bool:
        """Who looks in was reminded, and still nobody has been there."""
        return self.due_on + GRACE < self.today

    @property
    def verdict(self) -> str:
        """How that is shown: shape and colour."""
        if self.pairing.is_paused:
            return "not_countable"
        if self.is_long_overdue:
            return "missed"
        return "behind" if self.is_overdue else "on_course"

    @property
    def words(self) -> str:
        """The same, said."""
        if self.pairing.is_paused:
            back = self.pairing.paused_until
            return _("暂停到%(day)s") % {"day": date_format(back) if back else ""}
        if self.is_overdue:
            return _("%(day)s就该去了") % {"day": date_format(self.due_on)}
        return _("%(day)s之前去") % {"day": date_format(self.due_on)}


def watches(pairings: PairingQuerySet) -> list[Watch]:
    """Those that go on, who is due first first."""
    return watched(pairings.active().select_related(*RELATED).with_last())


def watched(pairings: Iterable[Pairing]) -> list[Watch]:
    """These, each with its last visit, who is due first first."""
    today = clock.today()
    told = (Watch(row, row.last_on, row.due_on(row.last_on), today) for row in pairings)
    return sorted(told, key=lambda watch: (watch.due_on, watch.pairing.pk))


def about_me(user: User, town: Town) -> Questions:
    """In whom this user looks in or could; what they asked for that is not over, and who comes."""
    own = Pairing.objects.of(town).served_by(user).live().with_last()
    asked = Posting.objects.of(town).asked_by(user).exclude(stage=Posting.Stage.CLOSED)
    coming = Pairing.objects.active().filter(posting__in=asked).with_last()
    neighbour = (f"posting__{name}" for name in ("name", "wish", "every_days", *HOME))
    due = ("stage", "since_on", "from_on", "paused_until", "last_on")
    return {
        "own": question(own, *due, *neighbour),
        "asked": question(asked, "stage", "wish", "asked_at"),
        "coming": question(coming, "posting", "last_on", "volunteer__user__name"),
    }


def offered_to(town: Town) -> QuerySet[Posting]:
    """What any volunteer may offer to do: who waits longest first. Names nobody."""
    return Posting.objects.of(town).unpaired().select_related("unit").order_by("asked_at", "pk")


def homes(town: Town) -> list[Unit]:
    """Where one can live."""
    return list(Unit.objects.filter(town=town).on(clock.today()).sites())


def visits_of(pairings: Iterable[Pairing]) -> LookInQuerySet:
    """The visits of these pairs, the last first."""
    found = LookIn.objects.filter(pairing__in=[row.pk for row in pairings])
    return found.select_related("noted_by", "settled_by", "pairing").order_by("-on", "-pk")


# At the desk -------------------------------------------------------------------------------------


def tended_units(user: User, town: Town) -> QuerySet[Unit]:
    """The units for whose people this user cares by post."""
    posts = Post.objects.on(clock.today()).filter(holder=user.pk, role__in=TENDERS)
    return Unit.objects.filter(town=town, pk__in=posts.values("unit")).exclude(
        kind=Unit.Kind.OFFICE
    )


def tenders(unit: Unit) -> list[User]:
    """Who is told when something of this unit is to be seen to."""
    posts = Post.objects.on(clock.today()).filter(unit=unit, role__in=TENDERS)
    return list({post.holder for post in posts.select_related("holder")})


def readable(user: User, town: Town) -> QuerySet[Posting]:
    """Requests of one's own units; the town's offices see all, by numbers."""
    found = Posting.objects.of(town).select_related("unit__town")
    if is_office(user, town):
        return found
    return found.filter(unit__in=tended_units(user, town).values("pk"))


@dataclass(frozen=True, slots=True)
class Work:
    """What waits for a unit."""

    asked: list[Posting]
    offers: list[Pairing]
    follow_ups: list[LookIn]
    overdue: list[Watch]

    def __bool__(self) -> bool:
        return any((self.asked, self.offers, self.follow_ups, self.overdue))


def work_for(user: User, town: Town) -> Questions:
    """What waits for whoever cares for these units' people."""
    units = tended_units(user, town).values("pk")
    pairings = Pairing.objects.filter(posting__unit__in=units)
    came_up = LookIn.objects.unsettled().filter(pairing__posting__unit__in=units)
    place = tuple(f"posting__{name}" for name in HOME)
    pair = ("since_on", "volunteer__user__name", *place)
    due = ("from_on", "paused_until", "last_on", "posting__every_days")
    asked = Posting.objects.filter(unit__in=units, stage=Posting.Stage.ASKED)
    return {
        "asked": question(asked, "asked_at", *HOME),
        "offers": question(pairings.filter(stage=Pairing.Stage.OFFERED), *pair),
        "active": question(pairings.active().with_last(), *pair, *due),
        "follow_ups": question(came_up, "on", *(f"pairing__{name}" for name in place)),
    }


def work_of(found: Answers) -> Work:
    """The same, each kind in its order."""
    return Work(
        asked=sorted(found["asked"], key=lambda one: (one.asked_at, one.pk), reverse=True),
        offers=sorted(found["offers"], key=lambda one: (one.since_on, one.pk), reverse=True),
        follow_ups=sorted(found["follow_ups"], key=lambda one: (one.on, one.pk), reverse=True),
        overdue=[watch for watch in watched(found["active"]) if watch.is_long_overdue],
    )


# For everybody -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Tally:
    """A unit's neighbourly watch in numbers: how many pairs now, how many visits this year."""

    unit: Unit
    pairs: int
    wanted: int
    visits: int


def tallies(town: Town, unit: Unit | None = None) -> list[Tally]:
    """Unit by unit, those that have something to tell."""
    units = Unit.objects.filter(town=town, **({"pk": unit.pk} if unit else {}))
    pairs = _counted(Pairing.objects.of(town).active(), "posting__unit")
    wanted = _counted(Posting.objects.of(town).unpaired(), "unit")
    year = LookIn.objects.of(town).filter(on__year=clock.today().year)
    visits = _counted(year, "pairing__posting__unit")
    told = (
        Tally(one, pairs.get(one.pk, 0), wanted.get(one.pk, 0), visits.get(one.pk, 0))
        for one in units
    )
    return [tally for tally in told if tally.pairs or tally.wanted or tally.visits]


def _counted(
    rows: QuerySet[Pairing] | QuerySet[Posting] | QuerySet[LookIn], by: str
) -> dict[int, int]:
    return dict(rows.order_by().values(by).annotate(n=Count("pk")).values_list(by, "n"))

"""Reading activities and month plans: the public list, the current plan, the counts of a report."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final

from django.db.models import Count, Max, Q, QuerySet, Sum
from django.utils.timezone import make_aware

from wenming.accounts.models import User
from wenming.activities.models import Activity, Campaign, MonthPlan, Shift
from wenming.base import clock
from wenming.engines.obligations.values import Span
from wenming.organisation.models import Post, Town, Unit
from wenming.organisation.permissions import may_record
from wenming.volunteers.models import Team

__all__ = [
    "Scope",
    "Tally",
    "Turnout",
    "activities_held",
    "coming",
    "current_plan",
    "heads_of",
    "keepers_of",
    "left_open",
    "shifts_between",
    "tallies",
    "teams_for",
    "turnout",
    "waiting",
]


# Who of a unit looks after its activities.
KEEPERS: Final = (Post.Role.TEAM_LEADER, Post.Role.LIAISON_OFFICER, Post.Role.SITE_HEAD)


def heads_of(activity: Activity) -> list[User]:
    """Who heads the teams that take part."""
    teams = activity.teams.standing().exclude(head=None).select_related("head")
    return list(dict.fromkeys(team.head for team in teams if team.head))


def keepers_of(activity: Activity) -> list[User]:
    """The unit's own people; of the town's, which has none, who entered it and still works there."""
    posts = Post.objects.on(clock.today()).filter(unit=activity.unit, role__in=KEEPERS)
    found = [post.holder for post in posts.select_related("holder")]
    by = activity.recorded_by
    return found or ([by] if by and may_record(by, activity.unit) else [])


def activities_held(town: Town) -> QuerySet[Activity]:
    """What may be seen of all: the town's activities that stand, the latest first."""
    return Activity.objects.held().of(town).order_by("-held_on", "-pk")


def coming(town: Town, today: date) -> QuerySet[Activity]:
    """What is announced and not over: of today and later, or going on, the next first."""
    announced = Activity.objects.announced().of(town)
    still = Q(held_on__gte=today) | Q(stage=Activity.Stage.RUNNING)
    return announced.filter(still).order_by("held_on", "pk")


@dataclass(frozen=True, slots=True)
class Scope:
    """Whose calendar: the town's, or that of a unit, a team or a campaign in it."""

    town: Town
    unit: Unit | None = None
    team: Team | None = None
    campaign: Campaign | None = None

    @property
    def name(self) -> str:
        return str(self.unit or self.team or self.campaign or self.town)

    @property
    def query(self) -> str:
        """How an address names it."""
        named = (("unit", self.unit and self.unit.code), ("team", self.team and self.team.pk))
        told = (*named, ("campaign", self.campaign and self.campaign.pk))
        return "".join(f"{name}={value}" for name, value in told if value)


def shifts_between(scope: Scope, span: Span, *, with_called_off: bool = False) -> QuerySet[Shift]:
    """What was announced for these days, in the order of time."""
    public = Activity.objects.public().of(scope.town)
    if not with_called_off:
        public = public.exclude(stage=Activity.Stage.CALLED_OFF)
    if scope.unit is not None:
        public = public.filter(unit=scope.unit)
    if scope.team is not None:
        public = public.filter(teams=scope.team)
    if scope.campaign is not None:
        public = public.filter(campaign=scope.campaign)
    begin, end = (make_aware(datetime.combine(day, time())) for day in (span.start, span.end))
    within = Shift.objects.during(begin, end + timedelta(days=1)).filter(activity__in=public)
    return within.select_related("activity__unit").order_by("starts_at", "pk")


def left_open(town: Town, now: datetime) -> QuerySet[Activity]:
    """What was announced, whose last shift ended over a day ago, and of which nobody told."""
    announced = Activity.objects.announced().of(town).annotate(ended=Max("shifts__ends_at"))
    return announced.filter(ended__lt=now - timedelta(days=1)).order_by("held_on", "pk")


def waiting(town: Town, units: Iterable[Unit], until: date) -> QuerySet[Activity]:
    """Drafts of these units for a day that comes soon: nobody knows of them yet."""
    drafts = Activity.objects.standing().of(town).filter(stage=Activity.Stage.DRAFT)
    soon = drafts.filter(unit__in=units, held_on__range=(clock.today(), until))
    return soon.select_related("unit").order_by("held_on", "pk")


def current_plan(unit: Unit, day: date) -> MonthPlan | None:
    """The plan that hangs out for the month of this day, if one does."""
    return MonthPlan.objects.published().at(day).filter(unit=unit).first()


def teams_for(town: Town, unit: Unit | None) -> QuerySet[Team]:
    """Teams that may have held an activity: those of the unit, and those of the town as a whole."""
    teams = Team.objects.standing().of(town).select_related("unit")
    teams = teams.filter(Q(closed_on__isnull=True) | Q(closed_on__gte=clock.today()))
    if unit is not None:
        teams = teams.filter(Q(unit=unit) | Q(unit__kind=Unit.Kind.TOWN))
    return teams.order_by("unit__place", "shape", "name")


@dataclass(frozen=True, slots=True)
class Tally:
    """How many activities of one word, and how many people in all."""

    code: str
    activities: int
    people: int


def tallies(unit: Unit, span: Span, by: str) -> list[Tally]:
    """A unit's activities in the span, counted by `kind` or by `task`, the most first."""
    held = Activity.objects.held().filter(unit=unit).within(span)
    counted = held.order_by().values_list(by).annotate(n=Count("pk"), people=Sum("people"))
    rows = [Tally(code, number, people) for code, number, people in counted]
    return sorted(rows, key=lambda tally: (-tally.activities, tally.code))


@dataclass(frozen=True, slots=True)
class Joined:
    """What one unit does in a campaign."""

    unit: Unit
    ahead: int
    held: int
    people: int


@dataclass(frozen=True, slots=True)
class Turnout:
    """Which units have joined a campaign, and with how much; which sites have not."""

    joined: Sequence[Joined]
    missing: Sequence[Unit]

    @property
    def held(self) -> int:
        return sum(one.held for one in self.joined)

    @property
    def people(self) -> int:
        return sum(one.people for one in self.joined)


def turnout(campaign: Campaign) -> Turnout:
    """A campaign's units in the tree's order."""
    happened, ahead = Q(stage__in=Activity.HAPPENED), Q(stage__in=Activity.OPEN)
    counted = (
        Activity.objects.public()
        .filter(campaign=campaign)
        .order_by()
        .values_list("unit")
        .annotate(
            ahead=Count("pk", filter=ahead),
            held=Count("pk", filter=happened),
            people=Sum("people", filter=happened, default=0),
        )
    )
    told = {unit: tuple(figures) for unit, *figures in counted}
    units = Unit.objects.filter(town=campaign.town_id)
    return Turnout(
        [Joined(unit, *told[unit.pk]) for unit in units if unit.pk in told],
        [unit for unit in units.on(clock.today()).sites() if unit.pk not in told],
    )

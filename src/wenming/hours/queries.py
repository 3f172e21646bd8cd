"""Reading who came, and a person's hours."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from wenming.accounts.models import User
from wenming.activities.models import Activity, Shift
from wenming.base import clock
from wenming.base.errors import Impossible
from wenming.base.together import Questions, question
from wenming.hours.models import Objection, Presence, Rating
from wenming.hours.plan import Star, stars
from wenming.hours.rules import due_on, rules_of
from wenming.hours.signs import Kind, Served, signs
from wenming.organisation.models import Town
from wenming.organisation.queries import recordable_units
from wenming.plans.models import Plan
from wenming.plans.queries import document_of
from wenming.signups.models import SignUp
from wenming.volunteers.models import Volunteer

__all__ = [
    "FEWEST_RATED",
    "Roll",
    "Strange",
    "Totals",
    "Year",
    "at_the_desk",
    "certifiable",
    "dues",
    "heads_of",
    "hours_in",
    "in_short",
    "open_objections",
    "own_presences",
    "presences_of",
    "recorder_of",
    "roll_of",
    "rolls_of",
    "star_of",
    "stars_given",
    "strange_records",
    "struck_of",
    "summed",
    "totals",
    "walk_in",
    "years",
]

Stage, Credit, Grade = Presence.Stage, Presence.Credit, Presence.Grade


def hours_in(minutes: int) -> float:
    """Hours as they are shown: to a tenth, rounded down, so that nobody is given what was not."""
    return minutes // 6 / 10


# Who came ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Line:
    """One person of a shift: expected, come, or both."""

    person: User
    presence: Presence | None = None
    is_expected: bool = False


@dataclass(frozen=True, slots=True)
class Roll:
    """Everybody of one shift, by name."""

    shift: Shift
    lines: Sequence[Line]

    @property
    def came(self) -> Sequence[Line]:
        return [line for line in self.lines if line.presence]

    @property
    def missing(self) -> Sequence[Line]:
        return [line for line in self.lines if not line.presence]

    @property
    def has_sign_ups(self) -> bool:
        return any(line.is_expected for line in self.lines)

    @property
    def forgotten(self) -> Sequence[Line]:
        return [line for line in self.came if line.presence and line.presence.is_forgotten]

    @property
    def to_confirm(self) -> Sequence[Presence]:
        return [p for line in self.came if (p := line.presence) and p.stage == Stage.GONE]


def roll_of(shift: Shift) -> Roll:
    """Who has a place, and who came."""
    return rolls_of(shift.activity, [shift])[0]


def rolls_of(activity: Activity, shifts: Iterable[Shift] | None = None) -> list[Roll]:
    """The same for all shifts of an activity, in two questions."""
    known = list(activity.shifts.all() if shifts is None else shifts)
    lines: dict[int, dict[int, Line]] = defaultdict(dict)
    for row in SignUp.objects.admitted().filter(shift__in=known).select_related("user"):
        lines[row.shift_id][row.user_id] = Line(row.user, is_expected=True)
    for one in _came(known):
        expected = one.user_id in lines[one.shift_id]
        lines[one.shift_id][one.user_id] = Line(one.user, one, expected)
    for shift in known:
        shift.activity = activity
    return [Roll(shift, _by_name(lines[shift.pk].values())) for shift in known]


def _came(shifts: Sequence[Shift]) -> Iterable[Presence]:
    by_number = {shift.pk: shift for shift in shifts}
    found = Presence.objects.live().filter(shift__in=shifts)
    for one in found.select_related("user", "confirmed_by", "entered_by"):
        one.shift = by_number[one.shift_id]
        yield one


def _by_name(lines: Iterable[Line]) -> list[Line]:
    return sorted(lines, key=lambda line: (line.person.name, line.person.pk))


def struck_of(activity: Activity) -> list[Presence]:
    """What was struck by hand or by a wrong tap, by name."""
    struck = Presence.objects.filter(shift__activity=activity, stage=Stage.STRUCK)
    return list(struck.select_related("user", "shift").order_by("user__name", "pk"))


def heads_of(activity: Activity) -> int:
    """How many people were there: each once, with the children who came along."""
    rows = Presence.objects.live().filter(shift__activity=activity)
    found: dict[int, int] = {}
    for user, companions in rows.values_list("user", "companions"):
        found[user] = max(found.get(user, 0), companions)
    return len(found) + sum(found.values())


def walk_in(town: Town, text: str) -> User:
    """The volunteer of the town with this number, or the only one with this name."""
    told = text.strip()
    known = Volunteer.objects.registered().filter(town=town).select_related("user")
    found = list(known.filter(user__number=told) or known.filter(user__name=told)[:2])
    if not told or not found:
        raise Impossible(_("本镇没有这个编号或者姓名的志愿者。"), field="who")
    if len(found) > 1:
        raise Impossible(_("有人同名，请写志愿者编号。"), field="who")
    return found[0].user


# One's own -----------------------------------------------------------------------------------


@dataclass(slots=True)
class Totals:
    """Minutes credited to one person."""

    service: int = 0
    # Of the service, what was entered afterwards.
    back: int = 0
    learning: int = 0

    def add(self, credit: str, grade: str, minutes: int) -> None:
        if credit == Credit.LEARNING:
            self.learning += minutes
        elif credit == Credit.SERVICE:
            self.service += minutes
            self.back += minutes if grade == Grade.BACK else 0

    @property
    def service_hours(self) -> float:
        return hours_in(self.service)

    @property
    def back_hours(self) -> float:
        return hours_in(self.back)

    @property
    def learning_hours(self) -> float:
        return hours_in(self.learning)


@dataclass(slots=True)
class Year:
    """One year of one's records, the last first."""

    number: int
    presences: list[Presence] = field(default_factory=list)
    totals: Totals = field(default_factory=Totals)


def own_presences(user: User, town: Town) -> QuerySet[Presence]:
    """Everything that is recorded of one's attendance in a town, the last first; what no longer
    counts too.
    """
    found = Presence.objects.filter(shift__activity__town=town, user=user.pk)
    return found.select_related("shift__activity__unit").order_by("-came_at", "-pk")


def years(presences: Iterable[Presence]) -> list[Year]:
    """By year, the last first."""
    found: dict[int, Year] = {}
    for one in presences:
        number = localdate(one.came_at).year
        year = found.setdefault(number, Year(number))
        year.presences.append(one)
        if one.counts:
            year.totals.add(one.credit, one.grade, one.minutes or 0)
    return [found[number] for number in sorted(found, reverse=True)]


def totals(presences: Iterable[Presence]) -> Totals:
    """Over all confirmed ones."""
    found = Totals()
    for one in presences:
        if one.counts:
            found.add(one.credit, one.grade, one.minutes or 0)
    return found


def in_short(user: User, town: Town) -> Questions:
    """One's hours by kind, what one forgot to say, and the plan that says what stars there are."""
    mine = Presence.objects.filter(shift__activity__town=town, user=user.pk)
    forgotten = mine.forgotten(clock.now())
    return {
        "hours": question(mine.minutes_by_kind()),
        "forgotten": question(forgotten, "came_at", "shift__activity__title"),
        "plans": question(Plan.objects.current(town), "digest"),
    }


def summed(hours: Iterable[Mapping[str, Any]]) -> Totals:
    """The same sums from minutes by kind."""
    found = Totals()
    for one in hours:
        found.add(one["credit"], one["grade"], one["counted"] or 0)
    return found


def certifiable(user: User, town: Town, from_on: date, until_on: date) -> QuerySet[Presence]:
    """What is final in the span: confirmed, open to objection no more, and under none."""
    disputed = Objection.objects.open().filter(presence=OuterRef("pk"))
    found = Presence.objects.of(town).counting().exclude(credit=Credit.NONE)
    found = found.filter(user=user.pk, minutes__gt=0, objections_until__lt=clock.today())
    found = found.filter(came_at__date__range=(from_on, until_on)).exclude(Exists(disputed))
    return found.select_related("shift__activity__unit").order_by("came_at", "pk")


def recorder_of(town: Town) -> str:
    """Who records: the town by its whole name; what lies above it is kept the nearest first."""
    return "".join([*reversed(town.above.split()), town.name])[-100:]


def star_of(plan: Plan | None, minutes: int) -> tuple[Star | None, Star | None]:
    """The highest star that the hours reach by this plan's scale, and the next."""
    scale = stars(document_of(plan) if plan else None)
    reached = [star for star in scale if star.hours * 60 <= minutes]
    ahead = [star for star in scale if star.hours * 60 > minutes]
    return (reached[-1] if reached else None, ahead[0] if ahead else None)


# At the desk ---------------------------------------------------------------------------------


def presences_of(user: User, town: Town) -> QuerySet[Presence]:
    """Those that this user leads: of the units whose work they enter, of the teams they head."""
    units = recordable_units(user, town)
    led = Activity.objects.of(town).filter(teams__head=user.pk)
    mine = Presence.objects.of(town)
    return mine.filter(shift__activity__unit__in=units) | mine.filter(shift__activity__in=led)


@dataclass(frozen=True, slots=True)
class Due:
    """An activity whose attendance is not confirmed yet, and until when it must be."""

    activity: Activity
    waiting: int
    due: date


def at_the_desk(user: User, town: Town) -> Questions:
    """What this user has still to confirm (Decree 67, article 11), and objections to answer."""
    units = recordable_units(user, town)
    rows = Activity.objects.standing().of(town).filter(unit__in=units)
    rows = rows.filter(shifts__presences__stage__in=(Stage.HERE, Stage.GONE))
    waiting = rows.annotate(waiting=Count("shifts__presences", distinct=True))
    about = ("text", "raised_at", "presence__user__name", "presence__shift__activity__title")
    return {
        "due": question(waiting, "waiting", "title", "held_on", "unit__name", "unit__name_en"),
        "objections": question(open_objections(user, town), *about),
    }


def dues(rows: Iterable[Activity]) -> list[Due]:
    """The most pressing first."""
    told = sorted(rows, key=lambda row: (row.held_on, row.pk))
    return [Due(row, row.waiting, due_on(row.held_on)) for row in told]  # type: ignore[attr-defined]


def open_objections(user: User, town: Town) -> QuerySet[Objection]:
    """What this user has to answer."""
    units = recordable_units(user, town)
    led = Q(presence__shift__activity__unit__in=units)
    led |= Q(presence__shift__activity__teams__head=user.pk)
    standing = Q(presence__shift__activity__withdrawn_at__isnull=True)
    here = Objection.objects.open().filter(standing, led, presence__shift__activity__town=town)
    return here.select_related("presence__user", "presence__shift__activity").distinct()


# So many must have rated before everybody is told how: of fewer it would be known who said what.
FEWEST_RATED = 3


def stars_given(activity: Activity) -> dict[int, int]:
    """Stars → how many gave so many."""
    rows = Rating.objects.filter(presence__shift__activity=activity).order_by()
    return dict(rows.values_list("stars").annotate(n=Count("pk")).values_list("stars", "n"))


@dataclass(frozen=True, slots=True)
class Strange:
    """A sign with the records behind it, ready to be shown."""

    key: str
    kind: Kind
    number: int
    person: User
    records: Sequence[Presence]


def strange_records(town: Town) -> list[Strange]:
    """Signs of bought hours among what was recorded within a year, the latest first."""
    rows = _within_a_year(town)
    by_number = {row.pk: row for row in rows}
    found = signs((_served(row) for row in rows), rules_of(town))
    return [
        Strange(
            sign.key,
            sign.kind,
            sign.number,
            by_number[sign.records[0]].user,
            [by_number[number] for number in sign.records],
        )
        for sign in found
    ]


def _within_a_year(town: Town) -> list[Presence]:
    since = clock.now() - timedelta(days=365)
    found = Presence.objects.of(town).live().filter(came_at__gte=since, left_at__isnull=False)
    return list(found.select_related("user", "confirmed_by", "shift__activity__unit"))


def _served(row: Presence) -> Served:
    assert row.left_at is not None
    return Served(
        row.pk,
        row.user_id,
        row.shift.activity.unit_id,
        localdate(row.came_at),
        row.came_at,
        row.left_at,
        row.minutes or 0,
        row.grade == Grade.BACK,
        row.confirmed_by_id,
    )

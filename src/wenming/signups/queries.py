"""Reading who comes: what is known of a person, where they have places, who would fit."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import islice
from typing import Final

from django.db.models import F, Max, Q, QuerySet
from django.utils.timezone import localdate, localtime

from wenming.accounts.models import User
from wenming.activities.models import Activity, Shift
from wenming.activities.models.shift import SKILLS
from wenming.base import clock
from wenming.base.together import Questions, question
from wenming.organisation.models import Town, Unit
from wenming.organisation.queries import words
from wenming.signups.hindrances import Hindrance, Person, hindrance, week_of
from wenming.signups.models import Invitation, SignUp
from wenming.volunteers.models import (
    HouseholdMember,
    Membership,
    Offer,
    Qualification,
    Volunteer,
)
from wenming.volunteers.models.volunteer import OF_AGE, age_on

__all__ = [
    "PLACED_AT",
    "at_hand",
    "dates_of",
    "first_hindrance",
    "household_of",
    "in_my_calendar",
    "roll",
    "who_could_step_in",
    "with_all_known",
]

PLACED_AT: Final = "shift__activity"
# What the rules look at, of a wide row; every one of dozens who press has some.
PLACED: Final = (
    "user",
    "shift__activity__title",
    "shift__activity__unit",
    "shift__activity__weekly_most",
    "shift__name",
    "shift__starts_at",
    "shift__ends_at",
)
# When and where somebody is to come, in a list.
WHEN: Final = (
    "shift__name",
    "shift__starts_at",
    "shift__ends_at",
    "shift__activity__title",
)
# Of so many, enough fit, or nobody will.
LOOKED_AT: Final = 200


def with_all_known(
    users: Sequence[User], town: Town, shifts: Sequence[Shift]
) -> Mapping[int, Person]:
    """What matters of these people for these shifts of one town, in the same number of statements."""
    volunteers = {
        found.user_id: found
        # The number, which takes long to decipher, is of no interest here.
        for found in Volunteer.objects.registered()
        .defer("identity")
        .filter(user__in=[user.pk for user in users], town=town)
    }
    placed = _placed(users, shifts)
    needed = any(shift.skills for shift in shifts)
    named = words(town, SKILLS) if needed else {}
    day = localdate(min(shift.starts_at for shift in shifts)) if shifts else clock.today()
    skills = _qualified(volunteers.values(), day) if needed else {}
    return {
        user.pk: _person(user, volunteers.get(user.pk), placed, skills, named) for user in users
    }


def _person(
    user: User,
    volunteer: Volunteer | None,
    placed: Iterable[SignUp],
    skills: Mapping[int, frozenset[str]],
    named: Mapping[str, str],
) -> Person:
    own = tuple(row for row in placed if row.user_id == user.pk)
    known = skills.get(volunteer.pk, frozenset()) if volunteer else frozenset()
    return Person(user, volunteer, own, known, words=named)


def first_hindrance(shift: Shift, party: Sequence[Person]) -> tuple[Person, Hindrance] | None:
    """The first thing that stands in the way of one of those who would come together."""
    day = localdate(shift.starts_at)
    adults = {person.user.pk for person in party if _is_adult(person, day)}
    for person in party:
        known = replace(person, is_accompanied=bool(adults - {person.user.pk}))
        if found := hindrance(shift, known):
            return person, found
    return None


def household_of(user: User, town: Town) -> list[User]:
    """Who else belongs to the household of this volunteer; they can be signed up together."""
    mine = HouseholdMember.objects.filter(
        volunteer__user=user.pk, household__town=town, until_on__isnull=True
    )
    others = HouseholdMember.objects.filter(
        household__in=mine.values("household"), until_on__isnull=True, household__withdrawn_at=None
    )
    rows = others.exclude(volunteer__user=user.pk).select_related("volunteer__user")
    return [row.volunteer.user for row in rows]


def at_hand(user: User) -> QuerySet[SignUp]:
    """What is still to come of where this person signed up, the next first."""
    mine = SignUp.objects.live().filter(user=user.pk, shift__ends_at__gt=clock.now())
    mine = mine.filter(shift__in=Shift.objects.announced())
    return mine.select_related("shift__activity__unit__town").order_by("shift__starts_at", "pk")


def dates_of(user: User, town: Town) -> Questions:
    """The same in one town, and where this person is asked to step in and may still answer."""
    coming = Shift.objects.announced().filter(activity__town=town, starts_at__gt=clock.now())
    asked = Invitation.objects.open().filter(user=user.pk, shift__in=coming)
    mine = at_hand(user).filter(shift__activity__town=town)
    own = ("stage", "companions", "answer_by")
    return {"mine": question(mine, *own, *WHEN), "invitations": question(asked, *WHEN)}


def in_my_calendar(user: User) -> list[Shift]:
    """Where a place is kept for this person, from a month ago on; what was called off too."""
    begin = clock.now() - timedelta(days=31)
    mine = SignUp.objects.placed().filter(user=user.pk)
    shifts = Shift.objects.filter(sign_ups__in=mine, ends_at__gt=begin)
    return list(shifts.select_related("activity__unit"))


def roll(shift: Shift) -> QuerySet[SignUp]:
    """Who comes, who is offered a place, who waits: in the order of asking."""
    rows = SignUp.objects.live().filter(shift=shift).order_by("asked_at", "pk")
    return rows.select_related("user__volunteer", "entered_by")


def who_could_step_in(shift: Shift, number: int) -> list[User]:
    """Volunteers who fit and were not asked for this shift, those first who were asked longest ago.

    Of the unit or of the teams that serve, free at this time of the week as far as they told.
    """
    known = _askable(shift).order_by(F("last_asked").asc(nulls_first=True), "pk")[:LOOKED_AT]
    users = [volunteer.user for volunteer in known.select_related("user")]
    people = with_all_known(users, shift.activity.unit.town, [shift])
    fitting = (user for user in users if first_hindrance(shift, [people[user.pk]]) is None)
    return list(islice(fitting, number))


def _askable(shift: Shift) -> QuerySet[Volunteer]:
    activity = shift.activity
    last = Max("user__invitations__asked_at")
    near = Q(memberships__team__activities=activity, memberships__stage=Membership.Stage.JOINED)
    near |= Q(unit=activity.unit) if activity.unit.kind in Unit.SITES else Q(town=activity.town_id)
    times = Offer.objects.filter(kind=Offer.Kind.TIME)
    free = Q(pk__in=times.filter(code=_time_of(shift)).values("volunteer"))
    silent = ~Q(pk__in=times.values("volunteer"))
    volunteers = Volunteer.objects.registered().filter(
        near, free | silent, town=activity.town_id, user__is_active=True
    )
    involved = SignUp.objects.filter(shift=shift).values("user")
    asked = Invitation.objects.filter(shift=shift).values("user")
    untouched = volunteers.exclude(user__in=involved).exclude(user__in=asked)
    return untouched.annotate(last_asked=last)


def _time_of(shift: Shift) -> str:
    """As volunteers tell when they are free: 6-am."""
    begin = localtime(shift.starts_at)
    part = "am" if begin.hour < 12 else "pm" if begin.hour < 18 else "eve"
    return f"{begin.isoweekday()}-{part}"


def _qualified(volunteers: Iterable[Volunteer], day: date) -> Mapping[int, frozenset[str]]:
    """For what each of them has a checked certificate that is valid on the day."""
    valid = Qualification.objects.valid_on(day).filter(volunteer__in=list(volunteers))
    found: defaultdict[int, set[str]] = defaultdict(set)
    for volunteer, skill in valid.values_list("volunteer", "skill"):
        found[volunteer].add(skill)
    return {volunteer: frozenset(skills) for volunteer, skills in found.items()}


def _placed(users: Iterable[User], shifts: Sequence[Shift]) -> list[SignUp]:
    """Where they have places in the weeks of these shifts."""
    if not shifts:
        return []
    begin = min(week_of(shift.starts_at)[0] for shift in shifts)
    end = max(week_of(shift.ends_at)[1] for shift in shifts)
    rows = SignUp.objects.placed().filter(user__in=[user.pk for user in users])
    rows = rows.filter(
        shift__starts_at__lt=end,
        shift__ends_at__gt=begin,
        shift__activity__withdrawn_at__isnull=True,
        shift__activity__stage__in=(*Activity.OPEN, *Activity.HAPPENED),
    )
    return list(rows.select_related(PLACED_AT).only(*PLACED).order_by("pk"))


def _is_adult(person: Person, day: date) -> bool:
    """A volunteer of age; residents who only attend say nothing of their age and count as one."""
    born_on = person.volunteer.born_on if person.volunteer else None
    return born_on is None or age_on(day, born_on) >= OF_AGE

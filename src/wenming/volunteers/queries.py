"""Reading teams, who is in them, and volunteers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from wenming.accounts import phones
from wenming.accounts.models import User
from wenming.base import clock
from wenming.base.decisions import Decision
from wenming.base.errors import Impossible
from wenming.base.together import Questions, question
from wenming.organisation.holding import remembered
from wenming.organisation.models import Town, Unit
from wenming.organisation.queries import people_of, words
from wenming.volunteers import identities, recording
from wenming.volunteers.models import Handover, Membership, Offer, Qualification, Team, Volunteer
from wenming.volunteers.models.qualification import SKILLS
from wenming.volunteers.models.volunteer import DAYS, PARTS, SERVICES, TALENTS, TIMES
from wenming.volunteers.permissions import may_check

__all__ = [
    "Certified",
    "Missing",
    "Search",
    "certificates",
    "given_out",
    "handovers_of",
    "labelled",
    "missing_skills",
    "numbered",
    "offered",
    "possible_heads",
    "public_teams",
    "qualified",
    "roster",
    "times",
    "volunteer_of",
    "volunteers_found",
]


@dataclass(frozen=True, slots=True)
class Missing:
    """A skill that somebody would need on a day, and why they do not have it, in words."""

    skill: str
    word: str
    why: str


@dataclass(frozen=True, slots=True)
class Certified:
    """A certificate, its skill in words, and whether this user may check it."""

    row: Qualification
    word: str
    checking: Decision


@dataclass(frozen=True, slots=True)
class Search:
    """What the desk looks for; nothing means whatever it is."""

    unit: Unit | None = None
    talent: str = ""
    service: str = ""
    text: str = ""


def possible_heads(*units: Unit) -> QuerySet[User]:
    """The people of these units and of the town itself, and who heads a team of theirs."""
    posted = people_of(*units).values("pk")
    known = Q(pk__in=posted) | Q(teams_headed__unit__in=units)
    return User.objects.get_queryset().filter(known, is_active=True).distinct()


# Volunteers --------------------------------------------------------------------------------------


def volunteer_of(user: User, town: Town) -> Volunteer | None:
    """The volunteer that this user is now, in this town."""
    if not user.is_authenticated:
        return None
    mine = Volunteer.objects.registered().filter(user=user.pk, town=town)
    return mine.select_related("user", "unit__town").first()


def numbered(town: Town, number: str) -> Volunteer:
    """The volunteer of the town with this number; `Impossible` if there is none."""
    known = Volunteer.objects.registered().filter(town=town, user__number=number.strip())
    found = known.select_related("user", "unit__town").first()
    if found is None:
        raise Impossible(_("本镇没有这个编号的志愿者。"), field="number")
    return found


def volunteers_found(user: User, town: Town, search: Search) -> QuerySet[Volunteer]:
    """Those whom this user may see, by unit, talent, service, and name, skill or number."""
    found = Volunteer.objects.registered().visible_to(user, town)
    if search.unit is not None:
        found = found.filter(unit=search.unit)
    for kind, code in ((Offer.Kind.TALENT, search.talent), (Offer.Kind.SERVICE, search.service)):
        if code:
            found = found.filter(pk__in=Volunteer.objects.offering(kind, code).values("pk"))
    if text := search.text.strip():
        found = found.filter(_telling(text))
    return found.select_related("user", "unit").prefetch_related("offers")


def _telling(text: str) -> Q:
    """A name, a skill, a volunteer's number; a phone or identity number only as a whole."""
    told = Q(user__name__icontains=text) | Q(skills__icontains=text) | Q(user__number=text)
    figures = phones.narrow(text).replace(" ", "").upper()
    whole = [identities.blind(kind, figures) for kind in Volunteer.Identity.values]
    return told | Q(user__phone_index=phones.blind(figures)) | Q(identity_index__in=whole)


def offered(town: Town, volunteer: Volunteer) -> Mapping[str, list[str]]:
    """What a volunteer offers, in words, by kind."""
    known = {Offer.Kind.TALENT: words(town, TALENTS), Offer.Kind.SERVICE: words(town, SERVICES)}
    told: dict[str, list[str]] = {kind: [] for kind in Offer.Kind.values}
    named = {**{kind: dict(found) for kind, found in known.items()}, Offer.Kind.TIME: times()}
    for offer in volunteer.offers.all():
        told[offer.kind].append(str(named[Offer.Kind(offer.kind)].get(offer.code, offer.code)))
    return told


def times() -> dict[str, str]:
    """Every half day and evening of the week in words: 周六上午."""
    return {code: f"{DAYS[int(code[0]) - 1]} {PARTS[code[2:]]}" for code in TIMES}


Given = list[tuple[Handover, list[str]]]


def given_out(user: User) -> Given:
    """To whom data of this person were given, and which."""
    return labelled(Handover.objects.about(user))


def handovers_of(user: User) -> Questions:
    """The same, to be asked together with others."""
    made = Handover.objects.about(user)
    return {"given": question(made, "at", "recipient", "purpose", "fields")}


def labelled(made: Iterable[Handover]) -> Given:
    """The last first, each with what its fields are called."""
    rows = sorted(made, key=lambda row: (row.at, row.pk), reverse=True)
    labels = {code: str(field.label) for code, field in recording.fields().items()} if rows else {}
    return [(row, [labels.get(code, code) for code in row.fields]) for row in rows]


# Skills ------------------------------------------------------------------------------------------


def qualified(volunteer: Volunteer, day: date) -> frozenset[str]:
    """The skills for which a checked certificate is valid on this day."""
    valid = Qualification.objects.valid_on(day).filter(volunteer=volunteer)
    return frozenset(valid.values_list("skill", flat=True))


def certificates(rows: Iterable[Qualification], town: Town, user: User) -> list[Certified]:
    """As pages show them."""
    named = words(town, SKILLS)
    with remembered():
        return [
            Certified(row, named.get(row.skill, row.skill), may_check(user, row)) for row in rows
        ]


def missing_skills(volunteer: Volunteer, skills: Iterable[str], day: date) -> list[Missing]:
    """Which of these skills the volunteer cannot show on this day, each with the reason."""
    told = {row.skill: row for row in volunteer.qualifications.all()}
    named = words(volunteer.town, SKILLS)
    found = ((skill, _why_missing(told.get(skill), day)) for skill in dict.fromkeys(skills))
    return [Missing(skill, named.get(skill, skill), why) for skill, why in found if why]


def _why_missing(told: Qualification | None, day: date) -> str:
    if told is None:
        return _("还没有登记证书")
    if told.valid_until is not None and told.valid_until < day:
        return _("证书到%(day)s就过期了") % {"day": date_format(told.valid_until)}
    return "" if told.checked_on else _("证书还没有核对，请带到村（社区）")


# Teams -------------------------------------------------------------------------------------------


def public_teams(town: Town) -> QuerySet[Team]:
    """The teams that are there today, each with how many have joined it."""
    today = clock.today()
    joined = Count("memberships", filter=Q(memberships__stage=Membership.Stage.JOINED))
    teams = Team.objects.standing().of(town).in_force(today, today).annotate(joined=joined)
    return teams.select_related("unit__town", "town", "head").order_by(
        "unit__place", "founded_on", "pk"
    )


def roster(team: Team) -> QuerySet[Membership]:
    """Who is in the team, has asked or is invited; who left is not listed."""
    found = Membership.objects.open().filter(team=team)
    return found.select_related("volunteer__user", "volunteer__unit__town", "team__unit__town")

"""Reading the menu: what can be ordered, what one offers, what waits for approval."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Count, F, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from wenming.accounts.models import User
from wenming.base import clock
from wenming.base.together import Questions, counted, question
from wenming.menu.models import Partner, Service
from wenming.menu.models.service import FOCUS, KINDS, SKILLS, ServiceQuerySet
from wenming.organisation.models import Town, Unit
from wenming.organisation.queries import recordable_units, vocabularies
from wenming.volunteers.models import Team
from wenming.volunteers.queries import times

__all__ = [
    "SHOWN",
    "Line",
    "kept",
    "lines",
    "menu",
    "offerers",
    "offering",
    "offers_of",
    "own_offerers",
    "proposed",
    "waiting",
]

# So many are named where there is more to see; the rest is one page further.
SHOWN = 5
# What is withdrawn comes last.
LISTED = (F("withdrawn_at").asc(nulls_first=True), "title", "pk")
# What a service is shown with.
ABOUT = (
    "unit__town",
    "town",
    "team__unit__town",
    "team__head",
    "partner__unit__town",
    "partner__contact",
)


@dataclass(frozen=True, slots=True)
class Line:
    """One service in the words of its town."""

    service: Service
    kind: str
    focus: list[str]
    skills: list[str]
    times: list[str]
    area: str


def menu(town: Town, unit: Unit | None = None, kind: str = "") -> ServiceQuerySet:
    """What can be ordered today; in this unit, of this kind."""
    found = Service.objects.of(town).on_offer(clock.today())
    if unit is not None:
        found = found.reaching(unit)
    if kind:
        found = found.filter(kind=kind)
    return _whole(found).order_by("kind", "title", "pk")


def kept(town: Town) -> ServiceQuerySet:
    """All of the town, to be looked at by who works for it."""
    return _whole(Service.objects.of(town))


def proposed(town: Town) -> ServiceQuerySet:
    """What waits for the offices, the longest first."""
    waits = Service.objects.of(town).filter(stage=Service.Stage.PROPOSED)
    return _whole(waits).order_by("recorded_at", "pk")


def waiting(town: Town) -> Questions:
    """How many wait for the offices."""
    proposed = Service.objects.of(town).filter(stage=Service.Stage.PROPOSED)
    return {"waiting": counted(proposed, number=Count("pk"))}


def offers_of(user: User, town: Town) -> ServiceQuerySet:
    """What this user offers, for a team or for a group; what is withdrawn last."""
    mine = Service.objects.of(town).offered_by(user)
    return _whole(mine).order_by(*LISTED)


def lines(town: Town, services: Iterable[Service]) -> list[Line]:
    """Each with its words; one question for all vocabularies."""
    known, weekly = vocabularies(town, KINDS, FOCUS, SKILLS), times()
    return [_line(one, known, weekly) for one in services]


def _line(one: Service, known: Mapping[str, Mapping[str, str]], weekly: Mapping[str, str]) -> Line:
    return Line(
        one,
        known[KINDS].get(one.kind, one.kind),
        [known[FOCUS].get(code, code) for code in one.focus],
        [known[SKILLS].get(code, code) for code in one.skills],
        [weekly[code] for code in one.times if code in weekly],
        _("、").join(map(str, one.area.all())) or pgettext("area", "全镇"),
    )


def _whole(found: ServiceQuerySet) -> ServiceQuerySet:
    return found.select_related(*ABOUT).prefetch_related("area")


# Who can offer -----------------------------------------------------------------------------------


def offerers(user: User, town: Town) -> list[Team | Partner]:
    """For whom this user may propose: own teams and groups first, then those of one's units."""
    units = recordable_units(user, town).values("pk")
    partners = _partners(town).filter(unit__in=units).exclude(contact=user.pk)
    teams = _teams(town).filter(unit__in=units).exclude(head=user.pk)
    return [*own_offerers(user, town), *partners, *teams]


def own_offerers(user: User, town: Town) -> list[Team | Partner]:
    """The teams that this user heads, the groups for which they answer, as of today."""
    return [*_headed(user, town), *_answered(user, town)]


def offering(user: User, town: Town) -> Questions:
    """Whether this user can offer something, and what they do."""
    mine = Service.objects.of(town).offered_by(user).order_by(*LISTED)[:SHOWN]
    return {
        "teams": question(_headed(user, town), "name"),
        "partners": question(_answered(user, town), "name"),
        "services": question(mine, "title", "stage", "withdrawn_at"),
    }


def _headed(user: User, town: Town) -> QuerySet[Team]:
    return _teams(town).filter(head=user.pk)


def _answered(user: User, town: Town) -> QuerySet[Partner]:
    return _partners(town).filter(contact=user.pk)


def _teams(town: Town) -> QuerySet[Team]:
    today = clock.today()
    there = Team.objects.standing().of(town).in_force(today, today).exclude(head=None)
    return there.select_related("unit__town", "head").order_by("unit__place", "pk")


def _partners(town: Town) -> QuerySet[Partner]:
    there = Partner.objects.of(town).in_force(clock.today())
    return there.select_related("unit__town", "contact").order_by("name", "pk")

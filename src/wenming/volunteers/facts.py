"""Teams that stand, and whether who heads them holds the right post; volunteers; the teams' roster."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from django.db.models import Q

from wenming.base.kinds import YES_NO, FactKind, RosterKind, yes_no
from wenming.base.models import cited
from wenming.engines.obligations.values import Fact, Span, Subject
from wenming.organisation.facts import HOSTS
from wenming.organisation.models import Town, Unit
from wenming.volunteers.models import Consent, Offer, Team
from wenming.volunteers.models.team import SHAPES, SORTS, headed_on
from wenming.volunteers.models.volunteer import SERVICES, TALENTS

__all__ = ["KINDS", "ROSTERS", "facts", "subjects"]

KINDS: tuple[FactKind, ...] = (
    FactKind(
        "team.standing",
        "队伍存在",
        "a team",
        tags={"shape": SHAPES, "kind": SORTS, "headed": YES_NO},
        lasting=True,
        door="volunteers:team-add",
    ),
    FactKind(
        "volunteer.registered",
        "登记的志愿者",
        "a registered volunteer",
        tags={"talent": TALENTS, "service": SERVICES},
        lasting=True,
        door="volunteers:volunteer-add",
    ),
)
ROSTERS: tuple[RosterKind, ...] = (
    RosterKind("team", "队伍", "teams", tags={"shape": SHAPES, "kind": SORTS, "host": HOSTS}),
)


def facts(town: Town, span: Span) -> Iterator[Fact]:
    """Teams and volunteers that were there in the span."""
    yield from _teams(town, span)
    yield from _volunteers(town, span)


def _teams(town: Town, span: Span) -> Iterator[Fact]:
    """Whether they are headed is told as of the last day of the span."""
    teams = Team.objects.standing().of(town).in_force(span.start, span.end)
    rows = teams.annotate(is_headed=headed_on(span.end)).order_by("pk")
    for pk, code, shape, kind, headed, founded, closed in rows.values_list(
        "pk", "unit__code", "shape", "kind", "is_headed", "founded_on", "closed_on"
    ):
        yield Fact(
            "team.standing",
            (f"team:{pk}", f"unit:{code}", town.key),
            founded,
            cited(Team, pk),
            lasting=True,
            until=closed,
            tags={
                "shape": frozenset({shape}),
                "kind": frozenset({kind} - {""}),
                "headed": yes_no(headed),
            },
        )


def _volunteers(town: Town, span: Span) -> Iterator[Fact]:
    """From consent to consent taken back; what was offered goes with the consent."""
    found = Consent.objects.filter(volunteer__town=town, given_on__lte=span.end).filter(
        Q(withdrawn_on__isnull=True) | Q(withdrawn_on__gte=span.start)
    )
    offers = _offers(town)
    for pk, volunteer, code, given, withdrawn in found.order_by("pk").values_list(
        "pk", "volunteer", "volunteer__unit__code", "given_on", "withdrawn_on"
    ):
        told = offers.get(volunteer, {})
        yield Fact(
            "volunteer.registered",
            (f"unit:{code}", town.key),
            given,
            cited(Consent, pk),
            lasting=True,
            until=withdrawn,
            tags={
                "talent": frozenset(told.get(Offer.Kind.TALENT, ())),
                "service": frozenset(told.get(Offer.Kind.SERVICE, ())),
            },
        )


def _offers(town: Town) -> dict[int, dict[str, set[str]]]:
    told: dict[int, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    rows = Offer.objects.filter(volunteer__town=town).exclude(kind=Offer.Kind.TIME).order_by()
    for volunteer, kind, code in rows.values_list("volunteer", "kind", "code"):
        told[volunteer][kind].add(code)
    return told


def subjects(town: Town) -> Iterator[Subject]:
    """Every team that was not withdrawn, from its founding to its end."""
    for team in Team.objects.standing().of(town).select_related("unit").order_by("pk"):
        yield Subject(
            team.key,
            "team",
            team.name,
            team.unit.code,
            tags={
                "shape": frozenset({team.shape}),
                "kind": frozenset({team.kind} - {""}),
                "host": frozenset({_host(team.unit)} - {""}),
            },
            numbers=team.unit.numbers,
            begins=team.founded_on,
            ends=team.closed_on,
        )


def _host(unit: Unit) -> str:
    """Who runs it: the unit's host, or the town for its own teams and its offices'."""
    is_towns = unit.kind in (Unit.Kind.TOWN, Unit.Kind.OFFICE)
    return "town" if is_towns else unit.host

"""Teams that stand, and whether who heads them holds the right post; the roster of teams."""

from __future__ import annotations

from collections.abc import Iterator

from wenming.base.kinds import YES_NO, FactKind, RosterKind, yes_no
from wenming.base.models import cited
from wenming.engines.obligations.values import Fact, Span, Subject
from wenming.organisation.facts import HOSTS
from wenming.organisation.models import Town, Unit
from wenming.volunteers.models import Team
from wenming.volunteers.models.team import SHAPES, SORTS, headed_on

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
)
ROSTERS: tuple[RosterKind, ...] = (
    RosterKind("team", "队伍", "teams", tags={"shape": SHAPES, "kind": SORTS, "host": HOSTS}),
)


def facts(town: Town, span: Span) -> Iterator[Fact]:
    """Teams that were there in the span; whether they are headed, as of its last day."""
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

"""Units that exist, posts that are held, agendas and honours; the rosters of units and posts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from django.db.models import Min, Q

from wenming.base.kinds import FactKind, RosterKind
from wenming.base.models import cited
from wenming.engines.obligations.values import Fact, Span, Subject
from wenming.organisation.models import Agenda, Honour, Post, Town, Unit

__all__ = ["HOSTS", "KINDS", "ROSTERS", "facts", "subjects"]

LEVELS = tuple(Honour.Level.values)
HOSTS = tuple(Unit.Host.values)

KINDS = (
    FactKind(
        "unit.standing",
        "单位存在",
        "a unit",
        tags={"kind": tuple(Unit.Kind.values)},
        lasting=True,
    ),
    FactKind(
        "post.held",
        "职务有人担任",
        "a post held",
        tags={"role": tuple(Post.Role.values)},
        lasting=True,
        door="organisation:post-list",
    ),
    FactKind(
        "agenda.meeting",
        "列入议程的会议",
        "a meeting with the work on its agenda",
        tags={"topic": "agenda_topics"},
        door="organisation:agenda-add",
    ),
    FactKind(
        "honour.held",
        "荣誉有效",
        "an honour held",
        tags={"kind": "honour_kinds", "level": LEVELS},
        lasting=True,
        door="organisation:honour-add",
    ),
)

ROSTERS = (
    RosterKind("town", "全镇", "the town", subjects="town"),
    RosterKind(
        "unit",
        "单位",
        "units",
        tags={"kind": tuple(Unit.Kind.values), "host": HOSTS},
        subjects="unit",
    ),
    RosterKind(
        "post",
        "职务",
        "posts",
        tags={
            "role": tuple(Post.Role.values),
            "kind": tuple(Unit.Kind.values),
            "host": HOSTS,
        },
    ),
)


def facts(town: Town, span: Span) -> Iterator[Fact]:
    """What happened in the span, or lasted into it."""
    yield from _units(town, span)
    yield from _posts(town, span)
    yield from _agendas(town, span)
    yield from _honours(town, span)


def subjects(town: Town) -> Iterator[Subject]:
    """The town, its units, and the posts of its units."""
    units = list(Unit.objects.filter(town=town))
    whole: Mapping[str, float] = next(
        (unit.numbers for unit in units if unit.kind == Unit.Kind.TOWN), {}
    )
    yield Subject(town.key, "town", str(town), town.code, numbers=whole)
    yield from _unit_subjects(units)
    yield from _post_subjects(town, {unit.code: unit for unit in units})


def _unit_subjects(units: Iterable[Unit]) -> Iterator[Subject]:
    for unit in units:
        yield Subject(
            unit.key,
            "unit",
            str(unit),
            unit.code,
            tags={"kind": frozenset({unit.kind}), "host": frozenset({unit.host} - {""})},
            numbers=unit.numbers,
            begins=unit.begins_on,
            ends=unit.ends_on,
        )


def _post_subjects(town: Town, units: Mapping[str, Unit]) -> Iterator[Subject]:
    """A post is there from the first who held it; who follows whom, and a gap, does not end it."""
    posts = Post.objects.filter(unit__town=town).order_by("unit__place", "role")
    seats = posts.values("unit__code", "role").annotate(begun=Min("from_on"))
    for code, role, begun in seats.values_list("unit__code", "role", "begun"):
        unit = units[code]
        yield Subject(
            _post_key(code, role),
            "post",
            f"{unit} {Post.Role(role).label}",
            code,
            tags={
                "role": frozenset({role}),
                "kind": frozenset({unit.kind}),
                "host": frozenset({unit.host} - {""}),
            },
            numbers=unit.numbers,
            begins=begun,
            ends=unit.ends_on,
        )


def _post_key(unit: str, role: str) -> str:
    return f"post:{unit}/{role}"


def _units(town: Town, span: Span) -> Iterator[Fact]:
    rows = Unit.objects.filter(town=town).values_list("pk", "code", "kind", "begins_on", "ends_on")
    for pk, code, kind, begins, ends in rows:
        yield Fact(
            "unit.standing",
            (f"unit:{code}", town.key),
            begins or span.start,
            cited(Unit, pk),
            lasting=True,
            until=ends,
            tags={"kind": frozenset({kind})},
        )


def _posts(town: Town, span: Span) -> Iterator[Fact]:
    rows = Post.objects.filter(
        Q(until_on__isnull=True) | Q(until_on__gte=span.start),
        unit__town=town,
        from_on__lte=span.end,
    )
    for pk, code, role, start, end in rows.values_list(
        "pk", "unit__code", "role", "from_on", "until_on"
    ):
        yield Fact(
            "post.held",
            (_post_key(code, role), f"unit:{code}", town.key),
            start,
            cited(Post, pk),
            lasting=True,
            until=end,
            tags={"role": frozenset({role})},
        )


def _agendas(town: Town, span: Span) -> Iterator[Fact]:
    rows = Agenda.objects.standing().of(town).filter(held_on__range=(span.start, span.end))
    for pk, code, on, topic in rows.values_list("pk", "unit__code", "held_on", "topic"):
        yield Fact(
            "agenda.meeting",
            (f"unit:{code}", town.key),
            on,
            cited(Agenda, pk),
            tags={"topic": frozenset({topic})},
        )


def _honours(town: Town, span: Span) -> Iterator[Fact]:
    holding = Q(until_on__isnull=True) | Q(until_on__gte=span.start)
    rows = Honour.objects.standing().of(town).filter(holding, since_on__lte=span.end)
    for pk, code, kind, level, since, until in rows.values_list(
        "pk", "unit__code", "kind", "level", "since_on", "until_on"
    ):
        yield Fact(
            "honour.held",
            (f"unit:{code}", town.key),
            since,
            cited(Honour, pk),
            lasting=True,
            until=until,
            tags={"kind": frozenset({kind}), "level": frozenset({level})},
        )

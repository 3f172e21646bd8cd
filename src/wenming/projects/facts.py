"""Projects that run, and which of them are brands."""

from __future__ import annotations

from collections.abc import Iterator

from wenming.base.kinds import YES_NO, FactKind, RosterKind, yes_no
from wenming.base.models import cited
from wenming.engines.obligations.values import Fact, Span, Subject
from wenming.organisation.models import Town
from wenming.projects.models import Project

__all__ = ["KINDS", "ROSTERS", "facts", "subjects"]

KINDS: tuple[FactKind, ...] = (
    FactKind(
        "project.running",
        "项目在实施",
        "a project running",
        tags={"brand": YES_NO, "focus": "focus_groups"},
        lasting=True,
        door="projects:project-add",
    ),
)
ROSTERS: tuple[RosterKind, ...] = ()


def facts(town: Town, span: Span) -> Iterator[Fact]:
    """Projects that ran in the span."""
    rows = Project.objects.standing().of(town).in_force(span.start, span.end).order_by("pk")
    for pk, code, is_brand, focus, started, ended in rows.values_list(
        "pk", "unit__code", "is_brand", "focus", "started_on", "ended_on"
    ):
        yield Fact(
            "project.running",
            (f"unit:{code}", town.key),
            started,
            cited(Project, pk),
            lasting=True,
            until=ended,
            tags={"brand": yes_no(is_brand), "focus": frozenset(focus)},
        )


def subjects(town: Town) -> Iterator[Subject]:
    """Projects owe nothing by themselves."""
    yield from ()

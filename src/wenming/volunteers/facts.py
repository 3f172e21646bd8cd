"""What this package can prove, and whom it lists."""

from __future__ import annotations

from collections.abc import Iterator

from wenming.base.kinds import FactKind, RosterKind
from wenming.engines.obligations.values import Fact, Span, Subject
from wenming.organisation.models import Town

__all__ = ["KINDS", "ROSTERS", "facts", "subjects"]

KINDS: tuple[FactKind, ...] = ()
ROSTERS: tuple[RosterKind, ...] = ()


def facts(town: Town, span: Span) -> Iterator[Fact]:
    """What happened in the span, or lasted into it."""
    yield from ()


def subjects(town: Town) -> Iterator[Subject]:
    """Who is listed."""
    yield from ()

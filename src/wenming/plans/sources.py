"""Who can prove something: the modules that `settings.FACT_SOURCES` names.

Plans and obligations know no package by name. Each module says what it can prove (`KINDS`), whom
it lists (`ROSTERS`), and hands out both.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from importlib import import_module
from typing import Protocol, cast

from django.conf import settings

from wenming.base.kinds import FactKind, RosterKind
from wenming.engines.obligations.values import Fact, Span, Subject
from wenming.organisation.models import Town
from wenming.plans.sections import Section

__all__ = ["Source", "fact_kinds", "plan_sections", "roster_kinds", "sources"]


class Source(Protocol):
    """A package's `facts` module."""

    KINDS: tuple[FactKind, ...]
    ROSTERS: tuple[RosterKind, ...]

    def facts(self, town: Town, span: Span) -> Iterable[Fact]: ...

    def subjects(self, town: Town) -> Iterable[Subject]: ...


@cache
def sources() -> tuple[Source, ...]:
    """All of them, in the order of the settings."""
    return tuple(cast("Source", import_module(name)) for name in settings.FACT_SOURCES)


@cache
def fact_kinds() -> dict[str, FactKind]:
    """Every kind of fact that can be counted, by its code."""
    return {kind.code: kind for source in sources() for kind in source.KINDS}


@cache
def roster_kinds() -> dict[str, RosterKind]:
    """Every roster that can owe something, by its code."""
    return {roster.code: roster for source in sources() for roster in source.ROSTERS}


@cache
def plan_sections() -> tuple[Section, ...]:
    """The sections of a plan file that packages above `plans` own."""
    owners = (import_module(name) for name in settings.PLAN_SECTIONS)
    return tuple(section for owner in owners for section in owner.SECTIONS)

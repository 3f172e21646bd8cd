"""Short words for rules, subjects and facts, so that a test reads like its sentence."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from wenming.engines.obligations import (
    Bound,
    Count,
    Each,
    Every,
    Fact,
    Period,
    Roster,
    Rule,
    Selection,
    Span,
    Subject,
)

HELD = Selection(("activity.held",))
TEAM = Subject("team:a", "team", "甲队", "unit:a")
YEAR_2026 = Span(date(2026, 1, 1), date(2026, 12, 31))
YEARLY, QUARTERLY, MONTHLY = Each(Every.YEAR), Each(Every.QUARTER), Each(Every.MONTH)
WEEKLY = Each(Every.WEEK)


def day(text: str) -> date:
    return date.fromisoformat(text)


def span(start: str, end: str) -> Span:
    return Span(day(start), day(end))


def a_rule(*, least: float | None = 12, period: Period = YEARLY, **changes: Any) -> Rule:
    plain = Rule("r", "3.1-c", Count(HELD), Bound(least), period, Roster("team"))
    return replace(plain, **changes)


def a_team(key: str = "team:a", **changes: Any) -> Subject:
    return replace(TEAM, key=key, **changes)


def an_event(on: str | date, evidence: str = "", **changes: Any) -> Fact:
    when = day(on) if isinstance(on, str) else on
    return replace(
        Fact("activity.held", ("team:a",), when, evidence or f"activity:{when}"), **changes
    )


def events(first: str, count: int, *, every: int = 1, subject: str = "team:a") -> list[Fact]:
    """So many events from a day on, one each `every` days."""
    days = [day(first) + timedelta(days=every * place) for place in range(count)]
    return [an_event(one, f"{subject}/{one}", subjects=(subject,)) for one in days]


def tags(**given: str) -> Mapping[str, frozenset[str]]:
    return {tag: frozenset(values.split()) for tag, values in given.items()}

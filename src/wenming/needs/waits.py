"""How long whoever asks waits: for an answer, for a yes, for somebody to come (5.3-a, 5.3-d).

By kind and by unit, over the last year. Waits are days and parts of days; whoever has not come so
far in the round is not counted in that wait.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from math import ceil
from typing import Final

from wenming.accounts.models import User
from wenming.needs.models import Need
from wenming.needs.plan import KINDS
from wenming.organisation.models import Town, Unit
from wenming.organisation.queries import words

__all__ = ["SPAN", "Wait", "Waits", "waits"]

SPAN: Final = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Wait:
    """Of those who came so far: what half of them waited at most, and nine in ten."""

    half: timedelta
    most: timedelta


@dataclass(frozen=True, slots=True)
class Waits:
    """One kind, or one unit: how many asked, and the three waits; None if nobody came so far."""

    code: str
    name: str
    asked: int
    answer: Wait | None
    acceptance: Wait | None
    service: Wait | None

    @property
    def steps(self) -> tuple[Wait | None, ...]:
        """In the order of the round."""
        return self.answer, self.acceptance, self.service


def waits(user: User, town: Town, since: date) -> tuple[list[Waits], list[Waits]]:
    """By kind and by unit, those with most needs first; what this user may see, asked since then."""
    rows = Need.objects.visible_to(user, town).filter(asked_at__date__gte=since).order_by()
    told = list(
        rows.values_list(
            "kind",
            "unit__code",
            "asked_at",
            "answered_at",
            "accepted_at",
            "served_at",
        )
    )
    kinds = words(town, KINDS)
    units = {unit.code: str(unit) for unit in Unit.objects.filter(town=town)}
    by_kind = _grouped(((kind, moments) for kind, _code, *moments in told), kinds)
    by_unit = _grouped(((code, moments) for _kind, code, *moments in told), units)
    return by_kind, by_unit


def _grouped(
    told: Iterable[tuple[str, list[datetime | None]]], names: Mapping[str, str]
) -> list[Waits]:
    found: defaultdict[str, list[list[datetime | None]]] = defaultdict(list)
    for code, moments in told:
        found[code].append(moments)
    made = [
        Waits(code, names.get(code, code), len(rows), *(_wait(rows, step) for step in (1, 2, 3)))
        for code, rows in found.items()
    ]
    return sorted(made, key=lambda one: (-one.asked, one.code))


def _wait(rows: Iterable[list[datetime | None]], step: int) -> Wait | None:
    waited = sorted(
        reached - asked
        for asked, reached in ((row[0], row[step]) for row in rows)
        if asked is not None and reached is not None
    )
    if not waited:
        return None
    return Wait(_share(waited, 0.5), _share(waited, 0.9))


def _share(waited: list[timedelta], share: float) -> timedelta:
    """The shortest wait that so many did not exceed."""
    return waited[ceil(share * len(waited)) - 1]

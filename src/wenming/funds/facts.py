"""Budget lines, each as of the first day of its year."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from wenming.base.kinds import FactKind, RosterKind
from wenming.base.models import cited
from wenming.engines.obligations.values import Fact, Span, Subject
from wenming.funds.models import BudgetLine
from wenming.organisation.models import Town

__all__ = ["KINDS", "ROSTERS", "facts", "subjects"]

KINDS: tuple[FactKind, ...] = (
    FactKind(
        "budget.line",
        "列入预算的经费",
        "a line of the year's budget",
        tags={"source": "money_sources"},
        numbers=("yuan",),
        door="funds:budget-add",
    ),
)
ROSTERS: tuple[RosterKind, ...] = ()


def facts(town: Town, span: Span) -> Iterator[Fact]:
    """Lines of the years whose first day is in the span."""
    first = span.start.year + (span.start > date(span.start.year, 1, 1))
    rows = BudgetLine.objects.standing().of(town).filter(year__range=(first, span.end.year))
    for pk, code, year, source, yuan in rows.order_by("pk").values_list(
        "pk", "unit__code", "year", "source", "yuan"
    ):
        yield Fact(
            "budget.line",
            (f"unit:{code}", town.key),
            date(year, 1, 1),
            cited(BudgetLine, pk),
            numbers={"yuan": float(yuan)},
            tags={"source": frozenset({source})},
        )


def subjects(town: Town) -> Iterator[Subject]:
    """Money owes nothing by itself."""
    yield from ()

"""From a plan's pairs to its result: what each costs, what is left over, and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from .candidates import Crowd
from .objective import pair_cost, worth
from .reasons import Reasons
from .totals import totals
from .values import Assignment, Pair, Problem, Result, Totals, Unassigned

__all__ = ["explained"]


def explained(
    problem: Problem, crowd: Crowd, pairs: Iterable[Pair], price: int, open_: int
) -> Result:
    """The result of a plan that may cost as much as `open_` more than the best."""
    pairs = sorted(pairs, key=lambda pair: (pair.request, pair.team))
    requests = {one.id: one for one in problem.requests}
    teams = {one.id: one for one in problem.teams}
    reasons = Reasons(problem, crowd, pairs)
    assignments = []
    for pair in pairs:
        why = reasons.why(pair)
        cost = pair_cost(problem, requests[pair.request], teams[pair.team], pair.time)
        cost += problem.costs.load * why.load
        assignments.append(Assignment(pair.request, pair.team, pair.time, cost, why))
    sums = totals(problem, pairs, price)
    objective = _sum_of(sums)
    come = Counter(pair.request for pair in pairs)
    return Result(
        assignments=tuple(assignments),
        unassigned=tuple(_left_over(problem, come, price, reasons)),
        objective=objective,
        bound=objective - open_,
        gap=open_ / objective if open_ else 0.0,
        price=price,
        totals=sums,
    )


def _left_over(
    problem: Problem, come: Counter[str], price: int, reasons: Reasons
) -> Iterable[Unassigned]:
    for one in problem.requests:
        missing = one.crew - come[one.id]
        if missing:
            owed = missing * worth(problem, one, price)
            yield Unassigned(one.id, missing, owed, reasons.why_not(one))


def _sum_of(sums: Totals) -> int:
    """The objective, from its parts."""
    return sums.unserved + sums.travel + sums.load + sums.mismatch + sums.later + sums.broken

"""The objective of a plan, part by part."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from .objective import lacking, metres, rank, worth
from .values import Pair, Problem, Totals

__all__ = ["totals"]


def totals(problem: Problem, pairs: Sequence[Pair], price: int) -> Totals:
    """What a plan costs; each pair is a service."""
    costs = problem.costs
    requests = {one.id: one for one in problem.requests}
    teams = {one.id: one for one in problem.teams}
    come = Counter(pair.request for pair in pairs)
    serve = Counter(pair.team for pair in pairs)
    ways = [(requests[pair.request], teams[pair.team], pair.time) for pair in pairs]
    return Totals(
        unserved=sum(
            (one.crew - come[one.id]) * worth(problem, one, price) for one in problem.requests
        ),
        travel=sum(costs.travel * metres(one.place, team.place) for one, team, _ in ways),
        load=sum(
            costs.load * (count * teams[team].load + count * (count - 1) // 2)
            for team, count in serve.items()
        ),
        mismatch=sum(costs.mismatch * len(lacking(one, team)) for one, team, _ in ways),
        later=sum(costs.later * rank(one, time) for one, _, time in ways),
        broken=costs.keep * len(set(problem.promised) - set(pairs)),
    )

"""The objective: what a service costs, what a request is worth.

    objective = unserved + travel + load + mismatch + later + broken

    unserved  the sum over requests of worth(request) x the people missing
    travel    the sum over assignments of costs.travel x metres
    load      the sum over teams of costs.load x (load + (load + 1) + ...), a term for each service
    mismatch  the sum over assignments of costs.mismatch x the wishes the team lacks
    later     the sum over assignments of costs.later x the place of the time in the request's list
    broken    costs.keep x the promised pairs that are not among the assignments

    worth(request) = weight(request) x price / crew, rounded up
    weight(request) = costs.priority x priority + costs.waiting x waited
    metres = the whole metres of the straight way

`price` is `costs.unserved`. If that is None it is more than everything else together can cost, so
that no way, however long, outweighs a unit of weight: one more than `dearest`.
"""

from __future__ import annotations

from math import isqrt

from .values import Place, Problem, Request, Team

__all__ = [
    "dearest",
    "dearest_service",
    "lacking",
    "metres",
    "pair_cost",
    "price_of_weight",
    "rank",
    "weight",
    "worth",
]


def metres(here: Place, there: Place) -> int:
    """The straight way, in whole metres."""
    return isqrt((here.x - there.x) ** 2 + (here.y - there.y) ** 2)


def lacking(request: Request, team: Team) -> tuple[str, ...]:
    """The wishes that a team does not meet."""
    return tuple(sorted(request.wishes - team.skills))


def rank(request: Request, time: str) -> int:
    """The place of a time in the request's list; behind the last if it is not there."""
    return request.times.index(time) if time in request.times else len(request.times)


def pair_cost(problem: Problem, request: Request, team: Team, time: str) -> int:
    """Way, wishes and time of one service; without load and promise."""
    costs = problem.costs
    return (
        costs.travel * metres(request.place, team.place)
        + costs.mismatch * len(lacking(request, team))
        + costs.later * rank(request, time)
    )


def weight(problem: Problem, request: Request) -> int:
    """How much a request weighs, by its priority and the days it has waited."""
    costs = problem.costs
    return costs.priority * request.priority + costs.waiting * request.waited


def worth(problem: Problem, request: Request, price: int) -> int:
    """What each missing person costs: the request's share of its weight's price, rounded up."""
    return -(-weight(problem, request) * price // request.crew)


def price_of_weight(problem: Problem) -> int:
    """What a unit of weight not served costs: more than everything else together, if not given."""
    given = problem.costs.unserved
    return 1 + dearest(problem) if given is None else given


def dearest(problem: Problem) -> int:
    """What all services and promises together stay below: for each person the dearest service."""
    people = sum(one.crew for one in problem.requests)
    return dearest_service(problem) * people + problem.costs.keep * len(problem.promised)


def dearest_service(problem: Problem) -> int:
    """What one service stays below.

    The diagonal of the rectangle around all places; all wishes of the request that has most; a time
    behind the longest list; the load of the busiest team with all its room taken; and one for the
    rounding of worth.
    """
    costs, requests, teams = problem.costs, problem.requests, problem.teams
    places = [one.place for one in requests] + [one.place for one in teams] or [Place(0, 0)]
    west, east = min(p.x for p in places), max(p.x for p in places)
    south, north = min(p.y for p in places), max(p.y for p in places)
    return (
        costs.travel * isqrt((east - west) ** 2 + (north - south) ** 2)
        + costs.mismatch * max((len(one.wishes) for one in requests), default=0)
        + costs.later * max((len(one.times) for one in requests), default=0)
        + costs.load * max((one.load + one.capacity for one in teams), default=0)
        + 1
    )

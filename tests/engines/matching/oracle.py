"""Every plan there is, one after the other: the slow way to the best one.

Written from the words of `values` and `objective`, without looking at how the engine works.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import combinations
from math import floor, hypot

from wenming.engines.matching import Pair, Problem, Request, Team

Plan = tuple[Pair, ...]


def may_come(problem: Problem, request: Request, team: Team, time: str) -> bool:
    """Is a pair allowed at a time?"""
    if Pair(request.id, team.id, time) in problem.forced:
        return True
    return (
        request.skills <= team.skills
        and team.people >= request.people
        and (request.area in team.areas or not team.areas)
        and (team.reach is None or way(request, team) <= team.reach)
        and time in request.times
        and time in team.times
        and not any(p.request == request.id and p.team == team.id for p in problem.forbidden)
    )


def way(request: Request, team: Team) -> int:
    return floor(hypot(request.place.x - team.place.x, request.place.y - team.place.y))


def crews(problem: Problem, request: Request) -> Iterator[Plan]:
    """Everybody who may come to one request together; nobody, too."""
    forced = [pair for pair in problem.forced if pair.request == request.id]
    loose = request.divisible or bool(forced)
    if not forced:
        yield ()
    times = {forced[0].time} if forced else request.times
    for time in times:
        could = [one for one in problem.teams if may_come(problem, request, one, time)]
        for size in range(1 if loose else request.crew, request.crew + 1):
            for crew in combinations(could, size):
                pairs = tuple(Pair(request.id, team.id, time) for team in crew)
                if set(forced) <= set(pairs):
                    yield pairs


def plans(problem: Problem) -> Iterator[Plan]:
    """Every plan that can be carried out."""

    def go_on(at: int, so_far: Plan) -> Iterator[Plan]:
        if at == len(problem.requests):
            yield so_far
            return
        for crew in crews(problem, problem.requests[at]):
            if can_be_done(problem, (*so_far, *crew)):
                yield from go_on(at + 1, (*so_far, *crew))

    yield from go_on(0, ())


def can_be_done(problem: Problem, plan: Plan) -> bool:
    """Nobody in two places at once, nobody beyond their room."""
    at_once = Counter((pair.team, pair.time) for pair in plan)
    services = Counter(pair.team for pair in plan)
    return max(at_once.values(), default=0) <= 1 and all(
        services[team.id] <= team.capacity for team in problem.teams
    )


def cost(problem: Problem, plan: Plan, price: int) -> int:
    """The objective, step by step."""
    costs = problem.costs
    requests = {one.id: one for one in problem.requests}
    load = {one.id: one.load for one in problem.teams}
    teams = {one.id: one for one in problem.teams}
    total = 0
    for pair in plan:
        request, team = requests[pair.request], teams[pair.team]
        total += costs.travel * way(request, team)
        total += costs.mismatch * sum(1 for wish in request.wishes if wish not in team.skills)
        times = [*request.times, pair.time]
        total += costs.later * times.index(pair.time)
        total += costs.load * load[team.id]
        load[team.id] += 1
    for request in problem.requests:
        missing = request.crew - sum(1 for pair in plan if pair.request == request.id)
        total += missing * each(problem, request, price)
    return total + costs.keep * sum(1 for pair in problem.promised if pair not in plan)


def each(problem: Problem, request: Request, price: int) -> int:
    """What one missing person costs."""
    costs = problem.costs
    whole = (costs.priority * request.priority + costs.waiting * request.waited) * price
    share, rest = divmod(whole, request.crew)
    return share + (1 if rest else 0)


def best(problem: Problem, price: int) -> int:
    return min(cost(problem, plan, price) for plan in plans(problem))

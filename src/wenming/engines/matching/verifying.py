"""Is a result what it says it is? Worked out again from the problem alone, without the solver.

Nothing here is shared with it, not even the sums: a fault would have to be made twice. What is
checked: that the plan can be carried out, that each cost, each part and the whole are right, and
that bound and gap agree with them.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from math import isqrt

from .values import Assignment, Pair, Problem, Request, Result, Team, Totals

__all__ = ["verify"]


def verify(problem: Problem, result: Result) -> Iterator[str]:
    """Every fault of a result, in words with its place; none if it holds."""
    requests = {one.id: one for one in problem.requests}
    teams = {one.id: one for one in problem.teams}
    unknown = list(_unknown(result, requests, teams))
    yield from unknown
    if unknown:
        return
    for place, one in enumerate(result.assignments):
        request, team = requests[one.request], teams[one.team]
        for fault in _of_pair(problem, request, team, one):
            yield f"assignments[{place}]: {one.request} with {one.team} at {one.time}: {fault}"
    yield from _of_teams(result, teams)
    yield from _of_requests(problem, result)
    yield from _of_sums(problem, result, requests, teams)


def _unknown(result: Result, requests: dict[str, Request], teams: dict[str, Team]) -> Iterator[str]:
    for place, one in enumerate(result.assignments):
        if one.request not in requests:
            yield f"assignments[{place}].request: the problem has no request {one.request!r}"
        if one.team not in teams:
            yield f"assignments[{place}].team: the problem has no team {one.team!r}"
    for place, left in enumerate(result.unassigned):
        if left.request not in requests:
            yield f"unassigned[{place}].request: the problem has no request {left.request!r}"


# Can it be carried out? ----------------------------------------------------------------------


def _of_pair(problem: Problem, request: Request, team: Team, one: Assignment) -> Iterator[str]:
    """May this team come? What a person has set by hand may always."""
    if Pair(request.id, team.id, one.time) in problem.forced:
        return
    for skill in sorted(request.skills):
        if skill not in team.skills:
            yield f"the team lacks {skill}"
    if team.people < request.people:
        yield f"the team brings {team.people}; asked for: {request.people}"
    if team.areas and request.area not in team.areas:
        yield f"the team does not serve the area {request.area!r}"
    way = _way(request, team)
    if team.reach is not None and way > team.reach:
        yield f"the way is {way} metres; the team goes {team.reach}"
    if (request.id, team.id) in {(pair.request, pair.team) for pair in problem.forbidden}:
        yield "the pair is forbidden"
    yield from _of_time(request, team, one.time)


def _of_time(request: Request, team: Team, time: str) -> Iterator[str]:
    if time not in request.times:
        yield f"not one of the request's times: {', '.join(request.times)}"
    if time not in team.times:
        yield "the team is not free then"


def _of_teams(result: Result, teams: dict[str, Team]) -> Iterator[str]:
    """Nobody in two places at once, nobody beyond their room."""
    at_once = Counter((one.team, one.time) for one in result.assignments)
    for (team, time), count in at_once.items():
        if count > 1:
            yield f"assignments: {team} serves {count} requests at {time}"
    for team, count in Counter(one.team for one in result.assignments).items():
        if count > teams[team].capacity:
            yield f"assignments: {team} serves {count} requests; its room: {teams[team].capacity}"


def _of_requests(problem: Problem, result: Result) -> Iterator[str]:
    """Each crew whole, at one time, and what is missing said."""
    crews: dict[str, list[Assignment]] = defaultdict(list)
    for one in result.assignments:
        crews[one.request].append(one)
    said = Counter(left.request for left in result.unassigned)
    missing = {left.request: left.missing for left in result.unassigned}
    by_hand = {pair.request for pair in problem.forced}
    for request in problem.requests:
        come = crews[request.id]
        times = sorted({one.time for one in come})
        if len(times) > 1:
            yield f"assignments: {request.id} is served at several times: {', '.join(times)}"
        if len({one.team for one in come}) < len(come):
            yield f"assignments: the same team comes twice to {request.id}"
        lack = request.crew - len(come)
        if come and lack > 0 and not (request.divisible or request.id in by_hand):
            yield f"assignments: {len(come)} come to {request.id}; its crew: {request.crew}"
        if missing.get(request.id, 0) != lack or said[request.id] != (lack > 0):
            yield f"unassigned: {lack} are missing to {request.id}; {_said(missing, request.id)}"
    pairs = {Pair(one.request, one.team, one.time) for one in result.assignments}
    for pair in problem.forced:
        if pair not in pairs:
            yield f"assignments: {pair.request} with {pair.team} was set by hand and is not there"


def _said(missing: dict[str, int], request: str) -> str:
    return f"said: {missing[request]}" if request in missing else "it is not said"


# Does it cost what it says? ------------------------------------------------------------------


def _of_sums(
    problem: Problem, result: Result, requests: dict[str, Request], teams: dict[str, Team]
) -> Iterator[str]:
    given = problem.costs.unserved
    if given is not None and result.price != given:
        yield f"price: {result.price}; the problem says {given}"
    for left in result.unassigned:
        owed = left.missing * _worth(problem, requests[left.request], result.price)
        if left.price != owed:
            yield f"unassigned: {left.request} costs {left.price}; worked out: {owed}"
    parts = _parts(problem, result, requests, teams)
    for name in ("unserved", "travel", "load", "mismatch", "later", "broken"):
        said, found = getattr(result.totals, name), getattr(parts, name)
        if said != found:
            yield f"totals.{name}: {said}; worked out: {found}"
    yield from _of_objective(result, parts)
    yield from _of_costs(problem, result.assignments, requests, teams)


def _of_objective(result: Result, parts: Totals) -> Iterator[str]:
    whole = parts.unserved + parts.travel + parts.load + parts.mismatch + parts.later + parts.broken
    if result.objective != whole:
        yield f"objective: {result.objective}; worked out: {whole}"
    if result.bound > result.objective:
        yield f"bound: {result.bound} is above the objective {result.objective}"
    gap = (result.objective - result.bound) / result.objective if result.objective else 0.0
    if abs(result.gap - gap) > 1e-9:
        yield f"gap: {result.gap}; worked out from objective and bound: {gap}"


def _of_costs(
    problem: Problem,
    assignments: Sequence[Assignment],
    requests: dict[str, Request],
    teams: dict[str, Team],
) -> Iterator[str]:
    """Each pair's own cost; the services of a team count in order of time and request."""
    before: Counter[str] = Counter()
    for one in sorted(assignments, key=lambda one: (one.time, one.request)):
        request, team = requests[one.request], teams[one.team]
        cost = (
            problem.costs.travel * _way(request, team)
            + problem.costs.mismatch * len(request.wishes - team.skills)
            + problem.costs.later * _rank(request, one.time)
            + problem.costs.load * (team.load + before[team.id])
        )
        before[team.id] += 1
        if one.cost != cost:
            yield f"assignments: {request.id} with {team.id} costs {one.cost}; worked out: {cost}"


def _parts(
    problem: Problem, result: Result, requests: dict[str, Request], teams: dict[str, Team]
) -> Totals:
    costs, pairs = problem.costs, result.assignments
    come = Counter(one.request for one in pairs)
    loads = {one.id: one.load for one in problem.teams}
    load = 0
    for one in pairs:
        load += costs.load * loads[one.team]
        loads[one.team] += 1
    kept = {Pair(one.request, one.team, one.time) for one in pairs}
    ways = [(requests[one.request], teams[one.team], one.time) for one in pairs]
    return Totals(
        unserved=sum(
            max(one.crew - come[one.id], 0) * _worth(problem, one, result.price)
            for one in problem.requests
        ),
        travel=sum(costs.travel * _way(request, team) for request, team, _ in ways),
        load=load,
        mismatch=sum(
            costs.mismatch * len(request.wishes - team.skills) for request, team, _ in ways
        ),
        later=sum(costs.later * _rank(request, time) for request, _, time in ways),
        broken=sum(costs.keep for pair in problem.promised if pair not in kept),
    )


def _way(request: Request, team: Team) -> int:
    east, north = request.place.x - team.place.x, request.place.y - team.place.y
    return isqrt(east * east + north * north)


def _rank(request: Request, time: str) -> int:
    return [*request.times, time].index(time)


def _worth(problem: Problem, request: Request, price: int) -> int:
    weight = problem.costs.priority * request.priority + problem.costs.waiting * request.waited
    return (weight * price + request.crew - 1) // request.crew

"""What a problem may not be: every fault in words, with its place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from .objective import dearest, weight
from .values import Costs, Pair, Place, Problem, Request, Team

__all__ = ["LARGEST", "LEAST", "Unfit", "check", "faults", "of_request"]

FARTHEST = 10_000_000  # metres from the point of the town: nobody lives farther off
LARGEST = 1 << 58  # what all costs together must stay below, to be added up in 64 bits

# The least that each number may be.
LEAST: dict[type, dict[str, int]] = {
    Request: {"crew": 1, "people": 1, "priority": 0, "waited": 0},
    Team: {"people": 1, "capacity": 0, "load": 0, "reach": 0},
    Costs: dict.fromkeys(
        ("travel", "load", "mismatch", "later", "keep", "priority", "waiting", "unserved"), 0
    ),
    Problem: {"nearest": 1},
}


class Unfit(ValueError):
    """A problem that cannot be meant: `faults` says why, each with its place."""

    def __init__(self, faults: Sequence[str]) -> None:
        super().__init__("; ".join(faults))
        self.faults = tuple(faults)


def check(problem: Problem) -> None:
    """Refuse a problem with faults."""
    found = tuple(faults(problem))
    if found:
        raise Unfit(found)


def faults(problem: Problem) -> Iterator[str]:
    """Every fault; none if the problem can be solved."""
    yield from _twice("requests", [one.id for one in problem.requests])
    yield from _twice("teams", [one.id for one in problem.teams])
    for place, request in enumerate(problem.requests):
        yield from (f"requests[{place}].{fault}" for fault in of_request(request))
    for place, team in enumerate(problem.teams):
        if not _is_plain(team):
            yield from (f"teams[{place}].{fault}" for fault in _of_team(team))
    yield from (f"costs.{fault}" for fault in _too_little(problem.costs))
    yield from _too_little(problem)
    yield from _of_pairs(problem)
    yield from _of_sums(problem)


def _twice(where: str, ids: Iterable[str]) -> Iterator[str]:
    for one, count in Counter(ids).items():
        if count > 1:
            yield f"{where}: the id {one!r} stands there {count} times; an id names one"
        if not one:
            yield f"{where}: an id is empty"


def of_request(request: Request) -> Iterator[str]:
    """Every fault of one request."""
    yield from _of_place(request.place)
    yield from _too_little(request)
    if len(set(request.times)) < len(request.times):
        yield f"times: a time stands there twice: {', '.join(request.times)}"


def _is_plain(team: Team) -> bool:
    """Is it beyond doubt, at a quick look? There are many teams."""
    least = LEAST[Team]
    return (
        max(abs(team.place.x), abs(team.place.y)) <= FARTHEST
        and team.people >= least["people"]
        and team.capacity >= least["capacity"]
        and team.load >= least["load"]
        and (team.reach is None or team.reach >= least["reach"])
    )


def _of_team(team: Team) -> Iterator[str]:
    yield from _of_place(team.place)
    yield from _too_little(team)


def _of_place(place: Place) -> Iterator[str]:
    for name, metres in (("x", place.x), ("y", place.y)):
        if abs(metres) > FARTHEST:
            allowed = f"metres from -{FARTHEST} to {FARTHEST}"
            yield f"place.{name}: {metres} is too far off; allowed: {allowed}"


def _too_little(of: Request | Team | Costs | Problem) -> Iterator[str]:
    for name, least in LEAST[type(of)].items():
        value = getattr(of, name)
        if value is not None and value < least:
            yield f"{name}: {value} is too little; allowed: {least} and more"


def _of_pairs(problem: Problem) -> Iterator[str]:
    requests = {one.id: one for one in problem.requests}
    teams = {one.id: one for one in problem.teams}
    lists = {"promised": problem.promised, "forced": problem.forced}
    for name, pairs in (lists | {"forbidden": problem.forbidden}).items():
        for place, pair in enumerate(pairs):
            if pair.request not in requests:
                yield f"{name}[{place}].request: there is no request {pair.request!r}"
            if pair.team not in teams:
                yield f"{name}[{place}].team: there is no team {pair.team!r}"
            if name != "forbidden" and not pair.time:
                yield f"{name}[{place}].time: is empty; it must say when"
    for pair, count in Counter(problem.promised).items():
        if count > 1:
            yield f"promised: {_words(pair)} stands there {count} times"
    yield from _of_forced(problem, requests, teams)


def _of_forced(
    problem: Problem, requests: dict[str, Request], teams: dict[str, Team]
) -> Iterator[str]:
    """What is set by hand can be done: one place at a time, room, one time for a request."""
    for (team, time), count in Counter((p.team, p.time) for p in problem.forced).items():
        if count > 1:
            yield f"forced: team {team!r} is wanted {count} times at {time!r}"
    for team, count in Counter(pair.team for pair in problem.forced).items():
        if team in teams and count > teams[team].capacity:
            yield f"forced: team {team!r} is wanted {count} times; room: {teams[team].capacity}"
    for request, count in Counter(pair.request for pair in problem.forced).items():
        times = sorted({pair.time for pair in problem.forced if pair.request == request})
        if len(times) > 1:
            yield f"forced: request {request!r} is wanted at several times: {', '.join(times)}"
        if request in requests and count > requests[request].crew:
            yield f"forced: {count} teams for {request!r}; its crew: {requests[request].crew}"
    ruled_out = {(pair.request, pair.team) for pair in problem.forbidden}
    for pair in problem.forced:
        if (pair.request, pair.team) in ruled_out:
            yield f"forced: {_words(pair)} is forbidden too"


def _of_sums(problem: Problem) -> Iterator[str]:
    """All prices and costs together can be added up in 64 bits."""
    weights = sum(weight(problem, one) for one in problem.requests)
    all_services, given = dearest(problem), problem.costs.unserved
    most = weights * (1 + all_services if given is None else given) + 2 * all_services
    if most >= LARGEST:
        yield f"costs: together they may come to {most}; allowed: less than {LARGEST}"


def _words(pair: Pair) -> str:
    return f"{pair.request!r} with {pair.team!r}" + (f" at {pair.time!r}" if pair.time else "")

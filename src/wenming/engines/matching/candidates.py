"""Who could come to whom: every eligible pair with its cost, as columns of numbers.

A team is eligible for a request at a time if it has all skills, brings people enough, has room,
serves the area, is free at that time, and the way is within its reach. Requests that ask for the
same are looked at together.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .near import nearest
from .values import Problem, Request, Team

__all__ = ["Candidates", "Crowd", "Flags", "Numbers", "find"]

Numbers = NDArray[np.int64]
Flags = NDArray[np.bool_]
ANY_WAY = 1 << 40


class Crowd:
    """The teams by column, and which of them fit a question, each question asked once."""

    def __init__(self, teams: Sequence[Team]) -> None:
        self.teams = teams
        self.x = _numbers(team.place.x for team in teams)
        self.y = _numbers(team.place.y for team in teams)
        self.reach = _numbers(ANY_WAY if t.reach is None else t.reach for t in teams)
        self.people = _numbers(team.people for team in teams)
        self.room = _numbers(team.capacity for team in teams)
        self._skills = _who_has(team.skills for team in teams)
        self._times = _who_has(team.times for team in teams)
        self._areas = _who_has(team.areas for team in teams)
        self._everywhere = [number for number, team in enumerate(teams) if not team.areas]

    def with_skills(self, skills: frozenset[str]) -> Flags:
        fit: Flags = self.lacking(skills) == 0
        return fit

    def bringing(self, people: int) -> Flags:
        return self.people >= people

    def serving(self, area: str) -> Flags:
        return self._flags([*self._everywhere, *self._areas.get(area, ())])

    def with_room(self) -> Flags:
        return self.room > 0

    def free(self, time: str) -> Flags:
        return self._flags(self._times.get(time, ()))

    def lacking(self, wishes: frozenset[str]) -> Numbers:
        """How many of the wishes each does not meet."""
        count = np.full(len(self.teams), len(wishes), np.int64)
        for wish in wishes:
            count[self._skills.get(wish, [])] -= 1
        return count

    def able(self, request: Request) -> Flags:
        """Who could come if it were free and not too far off."""
        fit = self.with_skills(request.skills) & self.with_room()
        return fit & self.bringing(request.people) & self.serving(request.area)

    def _flags(self, numbers: Sequence[int]) -> Flags:
        flags = np.zeros(len(self.teams), np.bool_)
        flags[list(numbers)] = True
        return flags


def _who_has(things: Iterable[frozenset[str]]) -> dict[str, list[int]]:
    """For each thing the numbers of those who have it."""
    found: dict[str, list[int]] = defaultdict(list)
    for number, some in enumerate(things):
        for one in some:
            found[one].append(number)
    return dict(found)


@dataclass(frozen=True, slots=True)
class Candidates:
    """Eligible pairs by column, in order of request, time (its place in the list) and team."""

    request: Numbers
    rank: Numbers
    team: Numbers
    metres: Numbers
    cost: Numbers

    def __len__(self) -> int:
        return len(self.request)

    def only(self, some: Flags | Numbers) -> Candidates:
        """Those that are marked, or named by their place."""
        columns = (self.request, self.rank, self.team, self.metres, self.cost)
        return Candidates(*(column[some] for column in columns))


def find(problem: Problem, crowd: Crowd, requests: Sequence[int]) -> Candidates:
    """The candidates of the requests with these numbers, without what is forbidden."""
    groups: dict[Hashable, list[tuple[int, int]]] = defaultdict(list)
    for number in requests:
        one = problem.requests[number]
        for rank, time in enumerate(one.times):
            key = (one.skills, one.people, one.area, one.wishes, time)
            groups[key].append((number, rank))
    parts = [_of_group(problem, crowd, members) for members in groups.values()]
    found = Candidates(*(np.concatenate(some) for some in zip(_NOBODY, *parts, strict=True)))
    found = found.only(np.lexsort((found.team, found.rank, found.request)))
    return found.only(~_forbidden(problem, crowd.teams, found))


_NOBODY = (np.zeros(0, np.int64),) * 5


def _of_group(
    problem: Problem, crowd: Crowd, members: Sequence[tuple[int, int]]
) -> tuple[Numbers, ...]:
    """Requests that ask for the same at the same time."""
    costs = problem.costs
    one = problem.requests[members[0][0]]
    teams = np.flatnonzero(crowd.able(one) & crowd.free(one.times[members[0][1]]))
    numbers, ranks = _numbers(n for n, _ in members), _numbers(r for _, r in members)
    x = _numbers(problem.requests[n].place.x for n, _ in members)
    y = _numbers(problem.requests[n].place.y for n, _ in members)
    row, place, metres = nearest(crowd.x[teams], crowd.y[teams], x, y, problem.nearest)
    team = teams[place]
    inside = metres <= crowd.reach[team]
    row, team, metres = row[inside], team[inside], metres[inside]
    cost = costs.travel * metres + costs.later * ranks[row]
    if one.wishes:
        cost += costs.mismatch * crowd.lacking(one.wishes)[team]
    return numbers[row], ranks[row], team, metres, cost


def _forbidden(problem: Problem, teams: Sequence[Team], found: Candidates) -> Flags:
    if not problem.forbidden:
        return np.zeros(len(found), np.bool_)
    requests = {one.id: number for number, one in enumerate(problem.requests)}
    places = {one.id: number for number, one in enumerate(teams)}
    codes = [requests[p.request] * len(teams) + places[p.team] for p in problem.forbidden]
    return np.isin(found.request * len(teams) + found.team, codes)


def _numbers(values: Iterable[int]) -> Numbers:
    return np.fromiter(values, np.int64)

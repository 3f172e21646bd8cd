"""Who could come to whom: eligible pairs with their costs, as columns of numbers.

A team is eligible for a request at a time if it has all skills, brings people enough, has room,
serves the area, is free at that time, and the way is within its reach. Requests that ask for the
same are looked at together, some at a time.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from .values import Place, Problem, Request, Team

__all__ = [
    "Candidates",
    "Crowd",
    "Flags",
    "Group",
    "Numbers",
    "Prices",
    "Some",
    "groups",
    "joined",
    "together",
]

Numbers = NDArray[np.int64]
Flags = NDArray[np.bool_]
ANY_WAY = 1 << 40
NEVER = 1 << 60
AT_ONCE = 1 << 17  # ways worked out at a time
NO_PLACES = np.zeros((0, 2), np.int64)


class Crowd:
    """The teams by column, and which of them fit a question, each question asked once."""

    def __init__(self, teams: Sequence[Team]) -> None:
        self.teams = teams
        self.x = np.array([team.place.x for team in teams], np.int64)
        self.y = np.array([team.place.y for team in teams], np.int64)
        self.reach = np.array([ANY_WAY if t.reach is None else t.reach for t in teams], np.int64)
        self.people = np.array([team.people for team in teams], np.int64)
        self.room = np.array([team.capacity for team in teams], np.int64)
        self._skills = _who_has(team.skills for team in teams)
        self._times = _who_has(team.times for team in teams)
        self._areas = _who_has(team.areas for team in teams)
        self._known: dict[Hashable, Flags] = {}
        self._skilled: dict[frozenset[str], Numbers] = {}

    def with_skills(self, skills: frozenset[str]) -> Flags:
        fit: Flags = self.lacking(skills) == 0
        return fit

    def bringing(self, people: int) -> Flags:
        return self.people >= people

    def serving(self, area: str) -> Flags:
        if not self._areas:
            return self._everywhere
        return self._flags(self._areas, area) | self._everywhere

    def with_room(self) -> Flags:
        return self.room > 0

    def free(self, time: str) -> Flags:
        return self._flags(self._times, time)

    def lacking(self, wishes: frozenset[str]) -> Numbers:
        """How many of the wishes each does not meet."""
        count = np.full(len(self.teams), len(wishes), np.int64)
        for wish in wishes:
            count[self._skills.get(wish, [])] -= 1
        return count

    def could(self, request: Request, time: str) -> Numbers:
        """Who could come at a time, if it is not too far off."""
        if (some := self._skilled.get(request.skills)) is None:
            some = np.flatnonzero(self.with_skills(request.skills) & self.with_room())
            self._skilled[request.skills] = some
        some = some[self.free(time)[some]]
        if request.people > 1:
            some = some[self.people[some] >= request.people]
        return some[self.serving(request.area)[some]] if self._areas else some

    def metres(self, place: Place, some: Numbers) -> Numbers:
        """Some teams' ways to a place."""
        return _metres(self.x[some] - place.x, self.y[some] - place.y)

    @cached_property
    def _everywhere(self) -> Flags:
        return np.array([not team.areas for team in self.teams], np.bool_)

    def _flags(self, of: dict[str, list[int]], one: str) -> Flags:
        key = (id(of), one)
        if key not in self._known:
            flags = np.zeros(len(self.teams), np.bool_)
            flags[of.get(one, [])] = True
            self._known[key] = flags
        return self._known[key]


def _who_has(things: Iterable[frozenset[str]]) -> dict[str, list[int]]:
    """For each thing the numbers of those who have it."""
    found: dict[str, list[int]] = defaultdict(list)
    for number, some in enumerate(things):
        for one in some:
            found[one].append(number)
    return dict(found)


def _metres(east: Numbers, north: Numbers) -> Numbers:
    """The root is the nearest double, and below 2**52 its whole part is exact."""
    return np.sqrt((east * east + north * north).astype(np.float64)).astype(np.int64)


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
        return Candidates(*(column[some] for column in self.columns()))

    def columns(self) -> tuple[Numbers, ...]:
        return (self.request, self.rank, self.team, self.metres, self.cost)


def together(parts: Sequence[Candidates]) -> Candidates:
    """One after the other."""
    if len(parts) == 1:
        return parts[0]
    nobody = (np.zeros(0, np.int64),) * 5
    columns = zip(nobody, *(one.columns() for one in parts), strict=True)
    return Candidates(*(np.concatenate(some) for some in columns))


def joined(parts: Sequence[Candidates]) -> Candidates:
    """All in order."""
    found = together(parts)
    return found.only(np.lexsort((found.team, found.rank, found.request)))


@dataclass(frozen=True, slots=True)
class Prices:
    """What a network's prices say of pairs that are not in it.

    `load` of a team's first seat; of a `team`, of a `column` beyond that, and of a request at a
    `rank`; a closed column or rank has a price at which nobody comes.
    """

    load: Numbers
    team: Numbers
    column: Numbers
    request: Numbers


@dataclass(frozen=True, slots=True)
class Some:
    """Some requests of a group: rows of ways and costs to its teams; whom they cannot have."""

    rows: slice
    metres: Numbers
    cost: Numbers
    barred: Flags


class Group:
    """Requests that ask for the same at the same time, and the teams that could come then."""

    def __init__(
        self, problem: Problem, crowd: Crowd, members: Sequence[tuple[int, int]], hand: ByHand
    ) -> None:
        one = problem.requests[members[0][0]]
        self.time = one.times[members[0][1]]
        self.request, self.rank = np.array(members, np.int64).T
        self.teams = crowd.could(one, self.time)
        self.costs = problem.costs
        self.extra: Numbers | int = 0
        if one.wishes:
            self.extra = self.costs.mismatch * crowd.lacking(one.wishes)[self.teams]
        self.reach = crowd.reach[self.teams]
        self.from_x, self.from_y = crowd.x[self.teams], crowd.y[self.teams]
        places = [problem.requests[n].place for n, _ in members]
        self.x, self.y = np.array([(place.x, place.y) for place in places], np.int64).T
        self.promised = self._places(hand.promised, self.time)
        self.forbidden = self._places(hand.forbidden, "")

    def _places(self, by_request: dict[int, list[tuple[int, str]]], time: str) -> Numbers:
        """Rows and places of pairs that were set by hand."""
        if not by_request:
            return NO_PLACES
        some = [
            (row, place)
            for row, number in enumerate(self.request.tolist())
            for team, when in by_request.get(number, ())
            for place in np.flatnonzero(self.teams == team).tolist()
            if when == time
        ]
        return np.array(some, np.int64).reshape(-1, 2)

    def __len__(self) -> int:
        return len(self.request) * len(self.teams)

    def parts(self) -> Iterator[Some]:
        """Some rows at a time."""
        step = max(1, AT_ONCE // max(len(self.teams), 1))
        for at in range(0, len(self.request) if len(self.teams) else 0, step):
            rows = slice(at, at + step)
            east = self.from_x[None, :] - self.x[rows, None]
            metres = _metres(east, self.from_y[None, :] - self.y[rows, None])
            cost = self.costs.travel * metres + self.extra
            cost += self.costs.later * self.rank[rows, None]
            barred = metres > self.reach
            if len(self.forbidden):
                barred[self._within(self.forbidden, at, step)] = True
            yield Some(rows, metres, cost, barred)

    def _within(self, places: Numbers, at: int, step: int) -> tuple[Numbers, Numbers]:
        """Of those, the ones in these rows, counted from the first of them."""
        row, place = places[(places[:, 0] >= at) & (places[:, 0] < at + step)].T
        return row - at, place

    def all(self) -> Candidates:
        """Every eligible pair."""
        return together([self._chosen(some, ~some.barred) for some in self.parts()])

    def nearest(self, count: int) -> Candidates:
        """The nearest teams of each request; of equals the first."""
        order = np.arange(len(self.teams))
        return together(
            [self._least(s, s.metres * len(order) + order, count) for s in self.parts()]
        )

    def cheapest(self, load: Numbers, count: int) -> Candidates:
        """The teams that cost each request least, what they have served included."""
        dear = load[self.teams]
        return together([self._least(some, some.cost + dear, count) for some in self.parts()])

    def promising(self, prices: Prices, column: Numbers, count: int) -> Candidates:
        """Pairs that would pay at these prices, the best of each request.

        `column` numbers the group's teams at its time.
        """
        dear = prices.load[self.teams] + prices.team[self.teams] + prices.column[column]
        worth = prices.request[self.request, self.rank]
        found = []
        for some in self.parts():
            loss = some.cost + dear - worth[some.rows, None]
            found.append(self._least(some, loss, count, some.barred | (loss >= 0)))
        return together(found)

    def _least(
        self, some: Some, key: Numbers, count: int, barred: Flags | None = None
    ) -> Candidates:
        """The least of each row by a key, and what was promised."""
        barred = some.barred if barred is None else barred
        if count >= len(self.teams):
            return self._chosen(some, ~barred)
        key = np.where(barred, NEVER, key)
        chosen = np.zeros(key.shape, np.bool_)
        np.put_along_axis(chosen, np.argpartition(key, count - 1, axis=1)[:, :count], True, axis=1)
        chosen[self._within(self.promised, some.rows.start, len(chosen))] = True
        return self._chosen(some, chosen & ~barred)

    def _chosen(self, some: Some, chosen: Flags) -> Candidates:
        row, place = np.nonzero(chosen)
        return Candidates(
            self.request[some.rows][row],
            self.rank[some.rows][row],
            self.teams[place],
            some.metres[row, place],
            some.cost[row, place],
        )


@dataclass(frozen=True, slots=True)
class ByHand:
    """Teams, and times where they matter, that were promised or forbidden, by request."""

    promised: dict[int, list[tuple[int, str]]]
    forbidden: dict[int, list[tuple[int, str]]]


def groups(problem: Problem, crowd: Crowd) -> list[Group]:
    """All requests at all their times, by what they ask for."""
    found: dict[Hashable, list[tuple[int, int]]] = defaultdict(list)
    for number, one in enumerate(problem.requests):
        for rank, time in enumerate(one.times):
            key = (one.skills, one.people, one.area, one.wishes, time)
            found[key].append((number, rank))
    hand = by_hand(problem)
    return [Group(problem, crowd, members, hand) for members in found.values()]


def by_hand(problem: Problem) -> ByHand:
    """What was promised and forbidden, by number."""
    requests = {one.id: number for number, one in enumerate(problem.requests)}
    teams = {one.id: number for number, one in enumerate(problem.teams)}
    hand = ByHand(defaultdict(list), defaultdict(list))
    for pair in problem.promised:
        hand.promised[requests[pair.request]].append((teams[pair.team], pair.time))
    for pair in problem.forbidden:
        hand.forbidden[requests[pair.request]].append((teams[pair.team], ""))
    return hand

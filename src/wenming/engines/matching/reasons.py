"""Why this team comes, and why nobody does: from the problem and the plan, not from the solver."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from itertools import islice

import numpy as np

from .candidates import Crowd, Flags, Numbers
from .objective import lacking, metres, rank
from .values import Nearer, Pair, Passed, Problem, Request, Shortage, Why, WhyNot

__all__ = ["Reasons"]

NEARER = 3  # how many nearer teams are named
FARTHEST = 1 << 62
OTHERS = 5  # how many other requests are named


class Reasons:
    """The whys of one plan. Problem and candidates are in order of ids."""

    def __init__(self, problem: Problem, crowd: Crowd, pairs: Sequence[Pair]) -> None:
        self.problem = problem
        self.crowd = crowd
        self.requests = {one.id: number for number, one in enumerate(problem.requests)}
        self.teams = {one.id: number for number, one in enumerate(problem.teams)}
        self.everybody = np.arange(len(problem.teams))
        self.kept = set(problem.promised)
        self.forced = set(problem.forced)
        self.serves: dict[str, list[Pair]] = defaultdict(list)
        for pair in pairs:
            self.serves[pair.team].append(pair)
        for services in self.serves.values():
            services.sort(key=lambda pair: (pair.time, pair.request))
        self.forbidden: dict[str, list[int]] = defaultdict(list)
        for pair in problem.forbidden:
            self.forbidden[pair.request].append(self.teams[pair.team])

    # Why ---------------------------------------------------------------------------------------

    def why(self, pair: Pair) -> Why:
        request = self.problem.requests[self.requests[pair.request]]
        team = self.problem.teams[self.teams[pair.team]]
        way = metres(request.place, team.place)
        could, ways = self._could_come(request, pair.time)
        return Why(
            metres=way,
            load=team.load + self.serves[pair.team].index(pair),
            lacking=lacking(request, team),
            rank=rank(request, pair.time),
            kept=pair in self.kept,
            forced=pair in self.forced,
            eligible=len(could),
            nearer=self._nearer(pair, could[ways < way], ways[ways < way]),
        )

    def _could_come(self, request: Request, time: str) -> tuple[Numbers, Numbers]:
        """Who is eligible at a time, and their ways."""
        could = self.crowd.could(request, time)
        if time not in request.times:
            could = could[:0]
        if request.id in self.forbidden:
            could = could[~np.isin(could, self.forbidden[request.id])]
        ways = self.crowd.metres(request.place, could)
        inside = ways <= self.crowd.reach[could]
        return could[inside], ways[inside]

    def _nearer(self, pair: Pair, teams: Numbers, ways: Numbers) -> tuple[Nearer, ...]:
        """The nearest of those that are nearer and do not come."""
        order = np.lexsort((teams, ways))
        found = (
            self._passed(pair, int(teams[at]), int(ways[at]))
            for at in order.tolist()
            if not self._comes(pair, self.problem.teams[int(teams[at])].id)
        )
        return tuple(islice(found, NEARER))

    def _comes(self, pair: Pair, team: str) -> bool:
        return any(one.request == pair.request for one in self.serves[team])

    def _passed(self, pair: Pair, number: int, way: int) -> Nearer:
        team = self.problem.teams[number]
        services = self.serves[team.id]
        for one in services:
            if one.time == pair.time:
                return Nearer(team.id, way, Passed.BUSY, one.request)
        if len(services) == team.capacity:
            return Nearer(team.id, way, Passed.FULL, services[-1].request)
        return Nearer(team.id, way, Passed.COSTLIER)

    # Why not -----------------------------------------------------------------------------------

    def why_not(self, request: Request) -> WhyNot:
        """The first of the shortages, in their order, that holds."""
        crowd, left = self.crowd, np.ones(len(self.problem.teams), np.bool_)
        steps = (
            (Shortage.NO_SKILL, crowd.with_skills(request.skills)),
            (Shortage.TOO_SMALL, crowd.bringing(request.people)),
            (Shortage.OUT_OF_REACH, self._reaching(request)),
            (Shortage.NO_ROOM, crowd.with_room()),
            (Shortage.FORBIDDEN, self._allowed(request)),
        )
        for shortage, fit in steps:
            if not np.any(left & fit):
                return self._nobody(request, shortage, left)
            left &= fit
        return self._at_its_times(request, left)

    def _nobody(self, request: Request, shortage: Shortage, left: Flags) -> WhyNot:
        if shortage is Shortage.NO_SKILL:
            return WhyNot(shortage, skills=self._unknown(request))
        team, way = self._nearest(request, left)
        return WhyNot(shortage, team=team, metres=way)

    def _unknown(self, request: Request) -> tuple[str, ...]:
        """The skills that nobody has; all of them if it is only that nobody has them together."""
        known = {skill for team in self.problem.teams for skill in team.skills}
        return tuple(sorted(request.skills - known or request.skills))

    def _reaching(self, request: Request) -> Flags:
        return self.crowd.serving(request.area) & (self._ways(request) <= self.crowd.reach)

    def _ways(self, request: Request) -> Numbers:
        return self.crowd.metres(request.place, self.everybody)

    def _allowed(self, request: Request) -> Flags:
        fit = np.ones(len(self.problem.teams), np.bool_)
        fit[self.forbidden.get(request.id, [])] = False
        return fit

    def _nearest(self, request: Request, left: Flags) -> tuple[str, int]:
        """Of those that are left, the nearest."""
        ways = np.where(left, self._ways(request), FARTHEST)
        at = int(np.argmin(ways))
        return self.problem.teams[at].id, int(ways[at])

    def _at_its_times(self, request: Request, left: Flags) -> WhyNot:
        """There are some with all that is asked for: are they free, enough, and why not they?"""
        free = [int(np.count_nonzero(left & self.crowd.free(time))) for time in request.times]
        until = max(request.times, default="")
        if not any(free):
            return self._not_free(request, left, until)
        most = max(free)
        if most < request.crew and not request.divisible:
            time = request.times[free.index(most)]
            return WhyNot(Shortage.TOO_FEW, most=most, time=time, until=until)
        return self._taken(request, left, until)

    def _not_free(self, request: Request, left: Flags, until: str) -> WhyNot:
        """Who is first free at another time, from the first of the request's times on."""
        since = min(request.times, default="")
        able = [self.problem.teams[at] for at in np.flatnonzero(left).tolist()]
        later = [
            (time, metres(request.place, team.place), team.id)
            for team in able
            if not self._is_full(team.id)
            for time in team.times - {pair.time for pair in self.serves[team.id]}
            if time > since
        ]
        time, way, team = min(later, default=("", 0, ""))
        return WhyNot(Shortage.NOT_FREE, team=team, metres=way, time=time, until=until)

    def _taken(self, request: Request, left: Flags, until: str) -> WhyNot:
        """They serve others, those who could come first."""
        could = [self.problem.teams[at].id for at in np.flatnonzero(left).tolist()]
        times = set(request.times)
        busy = {
            one.request
            for team in could
            for one in self.serves[team]
            if one.request != request.id and (one.time in times or self._is_full(team))
        }
        others = tuple(sorted(busy)[:OTHERS])
        team, way = self._nearest(request, left)
        shortage = Shortage.TAKEN if others else Shortage.TOO_DEAR
        return WhyNot(shortage, team=team, metres=way, until=until, others=others)

    def _is_full(self, team: str) -> bool:
        return len(self.serves[team]) == self.problem.teams[self.teams[team]].capacity

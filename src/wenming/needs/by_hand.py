"""A proposal changed by hand: who goes instead, when, and what is best around that (5.3-d)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Final

from wenming.engines import matching
from wenming.needs.coming import owner_of
from wenming.needs.proposing import Proposal, coming

__all__ = ["NOBODY", "changed", "moments", "what_if", "without"]

# Nobody, chosen by hand.
NOBODY: Final = "-"


def changed(proposal: Proposal, chosen: Mapping[str, str]) -> dict[str, str]:
    """Need → whom somebody chose instead of the proposal's, or nobody."""
    proposed = {one.request: owner_of(one.team) for one in proposal.result.assignments}
    known = {*proposal.servers, NOBODY}
    return {
        need: to
        for need, to in chosen.items()
        if to in known and owner_of(to) != proposed.get(need, NOBODY)
    }


def moments(
    proposal: Proposal, chosen: Mapping[str, str], told: Mapping[str, str]
) -> dict[str, str]:
    """Need → when whoever is chosen for it goes: nobody is wanted twice at one time.

    As it was told, else as it is proposed; the others at the first time that suits both, else that
    suits whoever asked, else at any.
    """
    proposed = {(one.request, one.team): one.time for one in proposal.result.assignments}
    found: dict[str, str] = {}
    taken: set[tuple[str, str]] = set()
    chosen = {need: to for need, to in chosen.items() if to in proposal.servers}
    for need, to in chosen.items():
        time = told.get(need) or proposed.get((need, to), "")
        if time and (owner_of(to), time) not in taken:
            found[need] = time
            taken.add((owner_of(to), time))
    for need, to in chosen.items():
        if need not in found:
            who = owner_of(to)
            free = (time for time in _suiting(proposal, need, to) if (who, time) not in taken)
            found[need] = next(free)
            taken.add((who, found[need]))
    return found


def what_if(
    proposal: Proposal, chosen: Mapping[str, str], told: Mapping[str, str]
) -> matching.Result:
    """The best plan with what was chosen by hand in it."""
    changes = changed(proposal, chosen)
    if not changes:
        return proposal.result
    times = moments(proposal, chosen, told)
    force = [
        matching.Pair(need, _part(proposal, need, to, times[need]), times[need])
        for need, to in changes.items()
        if to != NOBODY
    ]
    nobody = [need for need, to in changes.items() if to == NOBODY]
    forbid = [matching.Pair(need, one.id) for need in nobody for one in proposal.problem.teams]
    return matching.what_if(_making_room(proposal.problem, force), force=force, forbid=forbid)


def without(proposal: Proposal, chosen: Mapping[str, str]) -> matching.Result:
    """What a change is compared with: the best plan for those that somebody is to go to."""
    return what_if(proposal, {need: to for need, to in chosen.items() if to == NOBODY}, {})


def _suiting(proposal: Proposal, need: str, to: str) -> Iterator[str]:
    """Every time there is, the best first: more than there are needs on the board."""
    wanted = next(one.times for one in proposal.problem.requests if one.id == need)
    free = next(one.times for one in proposal.problem.teams if one.id == to)
    yield from (time for time in wanted if time in free)
    yield from (time for time in wanted if time not in free)
    yield from (time for time in coming() if time not in wanted)


def _part(proposal: Proposal, need: str, to: str, time: str) -> str:
    """Of one who stands there in parts, the one that comes for this at this time."""
    request = next(one for one in proposal.problem.requests if one.id == need)
    parts = (one for one in proposal.problem.teams if owner_of(one.id) == owner_of(to))
    could = (one.id for one in parts if time in one.times and request.skills <= one.skills)
    return next(could, to)


def _making_room(problem: matching.Problem, force: list[matching.Pair]) -> matching.Problem:
    """A hand may do what the proposal may not: ask who said no, or one more than they have room for."""
    wanted = Counter(pair.team for pair in force)
    at = {(owner_of(pair.team), pair.time) for pair in force}
    owners = {owner for owner, _time in at}
    by_hand = {(pair.request, pair.team) for pair in force}

    def roomy(one: matching.Team) -> matching.Team:
        owner = owner_of(one.id)
        if owner not in owners:
            return one
        times = {time for time in one.times if one.id in wanted or (owner, time) not in at}
        return replace(one, times=frozenset(times), capacity=max(one.capacity, wanted[one.id]))

    return replace(
        problem,
        teams=tuple(roomy(one) for one in problem.teams),
        forbidden=tuple(
            pair for pair in problem.forbidden if (pair.request, pair.team) not in by_hand
        ),
    )

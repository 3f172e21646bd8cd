"""Who can best go: the waiting needs and those who could, as the matching engine takes them (5.3-d).

Whoever could be asked has a name of their own in the problem: `team:7`, `volunteer:12`. Nobody is
asked by this: a person looks at the proposal, changes it and sends the offers.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from heapq import nsmallest
from typing import Final

from django.utils.timezone import get_default_timezone, localtime, make_aware

from wenming.accounts.models import User
from wenming.base import clock
from wenming.engines import matching
from wenming.menu.models import Service
from wenming.needs.models import Dispatch, Need
from wenming.needs.plan import Answering, answering
from wenming.organisation.models import Town, Unit
from wenming.volunteers.models import Membership, Offer, Team, Volunteer

__all__ = [
    "MOST",
    "PARTS",
    "Proposal",
    "Server",
    "capable",
    "moment_of",
    "most_pressing",
    "numbered",
    "propose",
]

# Who goes: a team through its head, or a volunteer.
Server = Team | Volunteer

DAYS_AHEAD: Final = 7
PARTS: Final = {"am": time(9), "pm": time(15), "eve": time(19)}
MOST: Final = 20
# So many are offered beside a need.
OFFERED: Final = 25
RECENT: Final = timedelta(days=90)
METRES_A_DEGREE: Final = 111_195
# In degrees; a county is smaller.
NEAR: Final = 2.0


@dataclass(frozen=True, slots=True)
class Proposal:
    """The problem, its answer, and who stands behind the names."""

    needs: Sequence[Need]
    servers: Mapping[str, Server]
    problem: matching.Problem
    result: matching.Result


def most_pressing(user: User, town: Town) -> list[Need]:
    """The first twenty of those that wait and that this user may offer."""
    waiting = Need.objects.visible_to(user, town).waiting()
    return list(waiting.select_related("unit__town", "town", "asker")[:MOST])


def propose(town: Town, needs: Sequence[Need]) -> Proposal:
    """Who can best go to each, all at once."""
    servers, told = _servers(town), answering(town)
    comes = _menu_times(town)
    # What nobody asks for, nobody needs to be able to do.
    asked = {kind: told.get(kind) for kind in {need.kind for need in needs}}
    ground = _Ground(servers, needs)
    problem = matching.Problem(
        requests=tuple(_request(need, ground, told) for need in needs),
        teams=tuple(_teams(servers, ground, asked, comes)),
        forbidden=tuple(
            pair for pair in (*_refused(needs), *_never(needs, comes)) if pair.team in servers
        ),
    )
    return Proposal(needs, servers, problem, matching.solve(problem))


def capable(proposal: Proposal, need: Need, chosen: str = "") -> list[tuple[str, Server]]:
    """Some of those who could go: whoever is chosen, then the need's own village, the idlest first.

    A town has thousands of volunteers; any other is named by number (`numbered`).
    """

    def rank(one: matching.Team) -> tuple[bool, bool, float, int, str]:
        unit = proposal.servers[one.id].unit_id
        return (one.id != chosen, unit != need.unit_id, one.load, unit, one.id)

    some = nsmallest(OFFERED, _able(proposal, need), key=rank)
    return [(one.id, proposal.servers[one.id]) for one in some]


def numbered(proposal: Proposal, need: Need, number: str) -> str:
    """The name in the problem of the volunteer with this number, if they could go; else nothing."""
    for one in _able(proposal, need):
        server = proposal.servers[one.id]
        if isinstance(server, Volunteer) and server.user.number == number:
            return one.id
    return ""


def _able(proposal: Proposal, need: Need) -> list[matching.Team]:
    request = next(one for one in proposal.problem.requests if one.id == str(need.pk))
    return [one for one in proposal.problem.teams if request.skills <= one.skills]


def moment_of(key: str) -> datetime | None:
    """When a time of the engine's is, on the town's clock."""
    if not key:
        return None
    day, part = key.split(" ")
    return make_aware(
        datetime.combine(date.fromisoformat(day), PARTS[part[1:]]), get_default_timezone()
    )


# Those who could go ------------------------------------------------------------------------------


def _servers(town: Town) -> dict[str, Server]:
    """Teams that have a head to answer, and volunteers with an account, as of today."""
    today = clock.today()
    teams = Team.objects.standing().of(town).in_force(today, today).exclude(head=None)
    volunteers = Volunteer.objects.registered().filter(town=town, user__is_active=True)
    found: dict[str, Server] = {}
    found |= {f"team:{one.pk}": one for one in teams.select_related("unit", "head")}
    # Their numbers, which take long to decipher, are of no interest here.
    known = volunteers.select_related("unit", "user").defer("identity", "user__phone")
    found |= {f"volunteer:{one.pk}": one for one in known}
    return found


def _teams(
    servers: Mapping[str, Server],
    ground: _Ground,
    told: Mapping[str, Answering | None],
    comes: Mapping[int, Mapping[str, frozenset[str]]],
) -> Iterator[matching.Team]:
    """Each as the engine takes them: what they can, when, where, how much they have done lately."""
    offers, joined, loads = _offers(), _joined(), _loads()
    busy, coming = _busy(), [(key, _weekly(key)) for key in _coming()]
    for name, one in servers.items():
        said = offers[one.pk] if isinstance(one, Volunteer) else frozenset[tuple[str, str]]()
        kinds = {kind for kind, how in told.items() if how is None or _can(one, said, how)}
        free = {code for kind, code in said if kind == Offer.Kind.TIME}
        if isinstance(one, Team) and kinds and kinds <= comes[one.pk].keys():
            free = set().union(*(comes[one.pk][kind] for kind in kinds))
        times = [key for key, weekly in coming if not free or weekly in free]
        yield matching.Team(
            id=name,
            place=ground.of_unit(one.unit),
            times=frozenset(times) - busy[name],
            skills=frozenset({*kinds, _home(one.unit_id)}),
            people=max(1, joined[one.pk]) if isinstance(one, Team) else 1,
            capacity=3 if isinstance(one, Team) else 1,
            load=loads[name],
        )


def _can(one: Server, said: frozenset[tuple[str, str]], answer: Answering) -> bool:
    """Does the plan let this kind of need be answered by such a team, or by who has such a skill?

    A team of no kind (a brigade, the one that never leaves) does whatever needs no skill.
    """
    if not (answer.teams or answer.skills):
        return True
    if isinstance(one, Team):
        return one.kind in answer.teams or (not one.kind and not answer.skills)
    serves = any((Offer.Kind.SERVICE, code) in said for code in answer.teams)
    return serves or any(word in one.skills for word in answer.skills)


def _offers() -> dict[int, frozenset[tuple[str, str]]]:
    found: dict[int, set[tuple[str, str]]] = defaultdict(set)
    for volunteer, kind, code in Offer.objects.order_by().values_list("volunteer", "kind", "code"):
        found[volunteer].add((kind, code))
    return defaultdict(frozenset, {pk: frozenset(said) for pk, said in found.items()})


def _menu_times(town: Town) -> Mapping[int, Mapping[str, frozenset[str]]]:
    """Team → kind of need → when it comes, where its services on the menu of that kind say so."""
    found: dict[int, dict[str, set[str]]] = defaultdict(dict)
    rows = Service.objects.of(town).on_offer(clock.today()).filter(team__isnull=False)
    anytime = set()
    for team, kind, times in rows.order_by().values_list("team", "kind", "times"):
        found[team].setdefault(kind, set()).update(times)
        if not times:
            anytime.add((team, kind))
    told = {
        team: {
            kind: frozenset(codes) for kind, codes in kinds.items() if (team, kind) not in anytime
        }
        for team, kinds in found.items()
    }
    return defaultdict(dict, told)


def _never(
    needs: Iterable[Need], comes: Mapping[int, Mapping[str, frozenset[str]]]
) -> Iterator[matching.Pair]:
    """Teams whose services on the menu come at other times than suit whoever asks."""
    for need in needs:
        suits = {_weekly(key) for key in _coming() if _suits(need, key)}
        for team, kinds in comes.items():
            if need.kind in kinds and suits.isdisjoint(kinds[need.kind]):
                yield matching.Pair(str(need.pk), _name(team, None))


def _joined() -> Counter[int]:
    return Counter(Membership.objects.joined().order_by().values_list("team", flat=True))


def _loads() -> Counter[str]:
    """How often each has gone, or has said that they will, in the last ninety days."""
    counted = (Dispatch.Stage.ACCEPTED, Dispatch.Stage.DONE)
    since = clock.now() - RECENT
    rows = Dispatch.objects.filter(stage__in=counted, offered_at__gte=since).order_by()
    return Counter(_name(*row) for row in rows.values_list("team", "volunteer"))


def _busy() -> dict[str, set[str]]:
    """When each is asked or promised to be elsewhere already."""
    found: dict[str, set[str]] = defaultdict(set)
    rows = Dispatch.objects.live().order_by()
    for team, volunteer, at in rows.values_list("team", "volunteer", "planned_at"):
        if at is not None:
            found[_name(team, volunteer)].add(_key_of(at))
    return found


def _refused(needs: Iterable[Need]) -> Iterator[matching.Pair]:
    """Whoever said no to a need, or did not answer, is not proposed for it again."""
    rows = Dispatch.objects.filter(need__in=list(needs)).order_by("pk")
    for need, team, volunteer in rows.values_list("need", "team", "volunteer"):
        yield matching.Pair(str(need), _name(team, volunteer))


def _name(team: int | None, volunteer: int | None) -> str:
    return f"team:{team}" if team is not None else f"volunteer:{volunteer}"


# Needs, places, times ----------------------------------------------------------------------------


def _request(need: Need, ground: _Ground, told: Mapping[str, Answering]) -> matching.Request:
    times = [key for key in _coming() if _suits(need, key)]
    return matching.Request(
        id=str(need.pk),
        place=ground.of_need(need),
        times=tuple(times),
        skills=frozenset({need.kind} if need.kind in told else ()),
        # Somebody of the same village knows the way and the people.
        wishes=frozenset({_home(need.unit_id)}),
        people=need.people,
        priority=1 + 2 * need.priority,
        waited=max(0, (clock.now() - need.asked_at).days),
    )


def _suits(need: Need, key: str) -> bool:
    """When it was said to suit; by day, if nothing was said."""
    return _weekly(key) in need.times if need.times else not key.endswith("eve")


def _home(unit: int) -> str:
    return f"unit:{unit}"


class _Ground:
    """Where units and needs are, in metres from one of them; unknown or in no town near, there."""

    def __init__(self, servers: Mapping[str, Server], needs: Sequence[Need]) -> None:
        units = [one.unit for one in servers.values()] + [need.unit for need in needs]
        points = [unit.point for unit in units if unit.point is not None]
        points += [at for need in needs if (at := _point_of(need)) is not None]
        self.middle = points[0] if points else (0.0, 0.0)

    def of_unit(self, unit: Unit) -> matching.Place:
        """Where it stands."""
        return self._place(unit.point)

    def of_need(self, need: Need) -> matching.Place:
        """Its own point, else its village's."""
        at = _point_of(need)
        return self._place(at if at is not None and self._is_near(at) else need.unit.point)

    def _is_near(self, point: tuple[float, float]) -> bool:
        """A phone far away is asked about a place here, not there."""
        return all(abs(a - b) <= NEAR for a, b in zip(point, self.middle, strict=True))

    def _place(self, point: tuple[float, float] | None) -> matching.Place:
        north, east = point if point and self._is_near(point) else self.middle
        along = math.cos(math.radians(self.middle[0])) * METRES_A_DEGREE
        return matching.Place(
            round((east - self.middle[1]) * along),
            round((north - self.middle[0]) * METRES_A_DEGREE),
        )


def _point_of(need: Need) -> tuple[float, float] | None:
    if need.latitude is None or need.longitude is None:
        return None
    return need.latitude, need.longitude


def _coming() -> Iterator[str]:
    """The half days and evenings of the coming week, from tomorrow: `2026-11-28 1am`."""
    for ahead in range(1, DAYS_AHEAD + 1):
        day = clock.today() + timedelta(days=ahead)
        yield from (f"{day.isoformat()} {place}{part}" for place, part in enumerate(PARTS, 1))


def _weekly(key: str) -> str:
    """`6-am` for Saturday morning, as volunteers and whoever asks say it."""
    day, part = key.split(" ")
    return f"{date.fromisoformat(day).isoweekday()}-{part[1:]}"


def _key_of(at: datetime) -> str:
    local = localtime(at)
    part = "1am" if local.hour < 12 else ("2pm" if local.hour < 18 else "3eve")
    return f"{local.date().isoformat()} {part}"

"""Who can best go: the waiting needs and those who could, as the matching engine takes them (5.3-d).

Whoever could be asked has a name of their own in the problem: `team:7`, `volunteer:12`, `partner:3`
(`needs.coming`). Nobody is asked by this: a person looks at the proposal, changes it and sends it.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from heapq import nsmallest
from typing import Final

from django.utils.timezone import get_default_timezone, localtime, make_aware

from wenming.accounts.models import User
from wenming.base import clock
from wenming.engines import matching
from wenming.menu.models import Partner
from wenming.needs.coming import Offered, Part, name_of, on_menu, owner_of, parts_of
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
    "coming",
    "moment_of",
    "most_pressing",
    "numbered",
    "propose",
    "waiting",
]

# Who goes: a team through its head, a partner group through its contact, or a volunteer.
Server = Team | Partner | Volunteer

DAYS_AHEAD: Final = 7
PARTS: Final = {"am": time(9), "pm": time(15), "eve": time(19)}
MOST: Final = 20
# So many are offered beside a need.
OFFERED: Final = 25
# A team, or a group with room for so many, is wanted at most so often in the days ahead.
A_TEAM: Final = 3
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
    there = Need.objects.visible_to(user, town).waiting()
    return list(there.select_related("unit__town", "town", "asker")[:MOST])


def waiting(user: User, town: Town) -> int:
    """How many wait in all."""
    return Need.objects.visible_to(user, town).waiting().count()


def propose(town: Town, needs: Sequence[Need]) -> Proposal:
    """Who can best go to each, all at once."""
    known = _servers(town)
    ground = _Ground(known, needs)
    those = list(_teams(known, ground, _Could(town, needs)))
    problem = matching.Problem(
        requests=tuple(_request(need, ground) for need in needs),
        teams=tuple(team for team, _part in those),
        forbidden=tuple(_barred(needs, {team.id: part for team, part in those})),
    )
    servers = {team.id: known[owner_of(team.id)] for team, _part in those}
    return Proposal(needs, servers, problem, matching.solve(problem))


def capable(proposal: Proposal, need: Need, chosen: str = "") -> list[tuple[str, Server]]:
    """Some of those who could go: whoever is chosen, then the need's own village, the idlest first.

    A town has thousands of volunteers; any other is named by number (`numbered`).
    """

    def rank(one: matching.Team) -> tuple[bool, bool, float, int, str]:
        unit = proposal.servers[one.id].unit_id
        return (one.id != chosen, unit != need.unit_id, one.load, unit, one.id)

    # Of one who stands there in parts, the first that could go will do.
    whole = {owner_of(one.id): one for one in sorted(_able(proposal, need), key=rank, reverse=True)}
    some = nsmallest(OFFERED, whole.values(), key=rank)
    return [(one.id, proposal.servers[one.id]) for one in some]


def numbered(proposal: Proposal, need: Need, number: str) -> str:
    """The name in the problem of the volunteer with this number, if they could go; else nothing."""
    for one in _able(proposal, need):
        server = proposal.servers[one.id]
        if isinstance(server, Volunteer) and server.user.number == number:
            return one.id
    return ""


def _able(proposal: Proposal, need: Need) -> list[matching.Team]:
    """A group only where it offers that; anybody else also where they said no, or not then."""
    request = next(one for one in proposal.problem.requests if one.id == str(need.pk))
    barred = {pair.team for pair in proposal.problem.forbidden if pair.request == request.id}
    return [
        one
        for one in proposal.problem.teams
        if request.skills <= one.skills
        and not (one.id in barred and isinstance(proposal.servers[one.id], Partner))
    ]


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
    """Teams that have a head to answer, groups whose agreement holds, volunteers with an account."""
    today = clock.today()
    teams = Team.objects.standing().of(town).in_force(today, today).exclude(head=None)
    volunteers = Volunteer.objects.registered().filter(town=town, user__is_active=True)
    found: dict[str, Server] = {}
    found |= {f"team:{one.pk}": one for one in teams.select_related("unit", "head")}
    partners = Partner.objects.of(town).in_force(today).select_related("unit", "contact")
    found |= {f"partner:{one.pk}": one for one in partners}
    # Their numbers, which take long to decipher, are of no interest here.
    known = volunteers.select_related("unit", "user").defer("identity", "user__phone")
    found |= {f"volunteer:{one.pk}": one for one in known}
    return found


class _Could:
    """What is known of all who could go: what they offer, when they are busy, how much they did."""

    def __init__(self, town: Town, needs: Sequence[Need]) -> None:
        told = answering(town)
        # What nobody asks for, nobody needs to be able to do.
        self.asked = {kind: told.get(kind) for kind in {need.kind for need in needs}}
        self.most = max((need.people for need in needs), default=1)
        self.said, self.menu = _offers(), on_menu(town)
        self.joined, self.loads, self.busy = _joined(), _loads(), _busy()
        self.coming = {key: _weekly(key) for key in coming()}

    def parts(self, name: str, one: Server) -> list[Part]:
        """What they can do of what is asked for, and when."""
        offers = self.menu.get(name, ())
        if isinstance(one, Partner):
            return parts_of({offer.kind for offer in offers} & set(self.asked), offers, self.coming)
        said = self.said[one.pk] if isinstance(one, Volunteer) else frozenset[tuple[str, str]]()
        able = {kind for kind, how in self.asked.items() if how is None or _can(one, said, how)}
        free = {code for kind, code in said if kind == Offer.Kind.TIME}
        times = {key: weekly for key, weekly in self.coming.items() if not free or weekly in free}
        # What a team is for, it does anywhere; what it only offers, where and for whom it does.
        told = [Offered(it.kind, it.times) if it.kind in able else it for it in offers]
        return parts_of(able | ({it.kind for it in offers} & set(self.asked)), told, times)

    def room(self, name: str, part: Part) -> int:
        """How often a group may be asked for what it does then."""
        return sum(it.room for it in self.menu.get(name, ()) if it.kind in part.kinds)

    def people(self, one: Server) -> int:
        """How many come; how many there are in a group, nobody knows: it says so if too few."""
        if isinstance(one, Partner):
            return self.most
        return max(1, self.joined[one.pk]) if isinstance(one, Team) else 1


def _teams(
    servers: Mapping[str, Server], ground: _Ground, could: _Could
) -> Iterator[tuple[matching.Team, Part]]:
    """Each part of each as the engine takes them: what they can, when, where, how much they did."""
    for name, one in servers.items():
        for number, part in enumerate(could.parts(name, one), 1):
            room = could.room(name, part) if isinstance(one, Partner) else A_TEAM
            team = matching.Team(
                id=name if number == 1 else f"{name}/{number}",
                place=ground.of_unit(one.unit),
                times=part.times - could.busy[name],
                skills=frozenset({*map(_kind, part.kinds), _home(one.unit_id)}),
                people=could.people(one),
                capacity=1 if isinstance(one, Volunteer) else min(A_TEAM, room),
                load=could.loads[name],
            )
            yield team, part


def _can(one: Team | Volunteer, said: frozenset[tuple[str, str]], answer: Answering) -> bool:
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


def _joined() -> Counter[int]:
    return Counter(Membership.objects.joined().order_by().values_list("team", flat=True))


def _loads() -> Counter[str]:
    """How often each has gone, or has said that they will, in the last ninety days."""
    counted = (Dispatch.Stage.ACCEPTED, Dispatch.Stage.DONE)
    since = clock.now() - RECENT
    rows = Dispatch.objects.filter(stage__in=counted, offered_at__gte=since).order_by()
    return Counter(name_of(*row) for row in rows.values_list("team", "volunteer", "partner"))


def _busy() -> dict[str, set[str]]:
    """When each is asked or promised to be elsewhere already."""
    found: dict[str, set[str]] = defaultdict(set)
    rows = Dispatch.objects.live().order_by()
    for *who, at in rows.values_list("team", "volunteer", "partner", "planned_at"):
        if at is not None:
            found[name_of(*who)].add(_key_of(at))
    return found


def _barred(needs: Sequence[Need], parts: Mapping[str, Part]) -> Iterator[matching.Pair]:
    """Whoever said no to a need, or did not answer, is not proposed for it again.

    Nor is a group that does not offer it there, or not to such people.
    """
    owned: defaultdict[str, list[str]] = defaultdict(list)
    for name in parts:
        owned[owner_of(name)].append(name)
    rows = Dispatch.objects.filter(need__in=needs).order_by("pk")
    asked = rows.values_list("need", "team", "volunteer", "partner")
    found = {(need, name) for need, *who in asked for name in owned[name_of(*who)]}
    groups = [(name, part.offers) for name, part in parts.items() if part.offers]
    for need in needs:
        found |= {
            (need.pk, name)
            for name, offers in groups
            if need.kind in {one.kind for one in offers}
            and not any(one.serves(need) for one in offers)
        }
    yield from (matching.Pair(str(need), name) for need, name in sorted(found))


# Needs, places, times ----------------------------------------------------------------------------


def _request(need: Need, ground: _Ground) -> matching.Request:
    times = [key for key in coming() if _suits(need, key)]
    return matching.Request(
        id=str(need.pk),
        place=ground.of_need(need),
        times=tuple(times),
        skills=frozenset({_kind(need.kind)}),
        # Somebody of the same village knows the way and the people.
        wishes=frozenset({_home(need.unit_id)}),
        people=need.people,
        priority=1 + 2 * need.priority,
        waited=max(0, (clock.now() - need.asked_at).days),
    )


def _suits(need: Need, key: str) -> bool:
    """When it was said to suit; by day, if nothing was said."""
    return _weekly(key) in need.times if need.times else not key.endswith("eve")


def _kind(code: str) -> str:
    return f"kind:{code}"


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


def coming() -> Iterator[str]:
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

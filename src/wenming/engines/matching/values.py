"""What the matching engine is given and what it answers: frozen values, no behaviour.

A *request* is a need that waits. A *team* is whoever goes as one: a volunteer, or a team. Costs
are whole numbers in metres: with the usual weights, whatever is as bad as a kilometre of way costs
1000.

A *time* is any text that sorts as time passes: `2026-11-28 am`, `2026-11-28T14:00`. Two services
at the same time exclude each other; whether times overlap otherwise is for the caller to avoid.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

__all__ = [
    "Assignment",
    "Costs",
    "Nearer",
    "Pair",
    "Passed",
    "Place",
    "Problem",
    "Request",
    "Result",
    "Shortage",
    "Team",
    "Totals",
    "Unassigned",
    "Why",
    "WhyNot",
]


# What goes in --------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Place:
    """Metres to the east and to the north of one point of the town."""

    x: int
    y: int


@dataclass(frozen=True, slots=True)
class Request:
    """A need that waits.

    It is served by `crew` teams or volunteers who come together, each with all of `skills` and at
    least `people` people; by none rather than by fewer, unless it is `divisible`. `times` are in
    order of preference. Each of `wishes` that somebody lacks costs a mismatch. `area` is compared
    with the areas of a team. `priority` and the days it has `waited` make its weight.
    """

    id: str
    place: Place
    times: tuple[str, ...]
    skills: frozenset[str] = frozenset()
    wishes: frozenset[str] = frozenset()
    area: str = ""
    crew: int = 1
    people: int = 1
    divisible: bool = False
    priority: int = 1
    waited: int = 0


@dataclass(frozen=True, slots=True)
class Team:
    """A team or a volunteer: serves at most `capacity` requests, one at a time.

    `load` is what it has served already, one for each service (or the hours, in units of a usual
    service). It comes at most `reach` metres (None: any way), to `areas` only (none: to all).
    """

    id: str
    place: Place
    times: frozenset[str]
    skills: frozenset[str] = frozenset()
    areas: frozenset[str] = frozenset()
    people: int = 1
    capacity: int = 1
    load: int = 0
    reach: int | None = None


@dataclass(frozen=True, slots=True)
class Costs:
    """The weights of the objective, in metres.

    `travel`: a metre of way. `load`: for each service that a team has had before. `mismatch`: a
    wish that is not met. `later`: each place down a request's list of times. `keep`: a promise
    that is not kept. The weight of a request is `priority` times its priority and `waiting` times
    the days it has waited; a unit of weight not served costs `unserved`, and if that is None, as
    much as makes serving come first (`objective.price_of_weight`).
    """

    travel: int = 1
    load: int = 300
    mismatch: int = 500
    later: int = 200
    keep: int = 1000
    priority: int = 10
    waiting: int = 1
    unserved: int | None = None


@dataclass(frozen=True, slots=True)
class Pair:
    """A request and a team; at a time, where it matters."""

    request: str
    team: str
    time: str = ""


@dataclass(frozen=True, slots=True)
class Problem:
    """Everything that is to be decided at once.

    `promised` pairs have been told to people: they stay unless it pays. `forced` pairs are set by
    hand, at their time, whatever they cost and even if the team is not eligible; `forbidden` ones
    are ruled out at all times. With `nearest`, only so many of the nearest eligible teams at each
    time may come to a request, and who was promised; None: anybody.
    """

    requests: tuple[Request, ...]
    teams: tuple[Team, ...]
    costs: Costs = Costs()
    promised: tuple[Pair, ...] = ()
    forced: tuple[Pair, ...] = ()
    forbidden: tuple[Pair, ...] = ()
    nearest: int | None = None


# What comes out ------------------------------------------------------------------------------


class Passed(StrEnum):
    """Why a nearer team does not come."""

    BUSY = "busy"  # it serves another request at that time
    FULL = "full"  # it serves as many others as it has room for
    COSTLIER = "costlier"  # its load, or a wish it does not meet, outweighs the way


@dataclass(frozen=True, slots=True)
class Nearer:
    """A team that is nearer and could come at that time, and why it does not.

    `request` is what it serves instead, where it is busy or full.
    """

    team: str
    metres: int
    passed: Passed
    request: str = ""


@dataclass(frozen=True, slots=True)
class Why:
    """Why this team, at this time.

    `metres` of way; `load`: services before this one, those of this plan at other times included;
    `lacking` wishes; `rank`: place of the time in the request's list, from 0; `kept`: it was
    promised; `forced`: set by hand; `eligible`: how many teams could come at that time; `nearer`:
    up to three that are nearer.
    """

    metres: int
    load: int
    lacking: tuple[str, ...] = ()
    rank: int = 0
    kept: bool = False
    forced: bool = False
    eligible: int = 0
    nearer: tuple[Nearer, ...] = ()


@dataclass(frozen=True, slots=True)
class Assignment:
    """A team serves a request at a time. `cost` is this pair's part of the objective."""

    request: str
    team: str
    time: str
    cost: int
    why: Why


class Shortage(StrEnum):
    """Why nobody comes, in the order in which it is looked for."""

    NO_SKILL = "no_skill"  # nobody has all its skills
    TOO_SMALL = "too_small"  # nobody who has them brings enough people
    OUT_OF_REACH = "out_of_reach"  # nobody of those comes so far, or into its area
    NO_ROOM = "no_room"  # none of those has room for a further service
    FORBIDDEN = "forbidden"  # all of those were ruled out by hand
    NOT_FREE = "not_free"  # none of those is free at its times
    TOO_FEW = "too_few"  # never as many at one time as its crew needs
    TAKEN = "taken"  # there are enough, but they serve others
    TOO_DEAR = "too_dear"  # there are enough, but serving it costs more than leaving it


@dataclass(frozen=True, slots=True)
class WhyNot:
    """Why nobody comes, or too few.

    `skills`: those that nobody has, or all of them if nobody has them together (NO_SKILL).
    `team`, `metres`: the nearest of those who are left at this point. `until`: the last of its own
    times; `time`: when somebody is first free after the first of them, with what they serve in this
    plan left out, and `team` who; both empty if nobody is (NOT_FREE).
    `most`: how many could come at the best time, and `time` that time (TOO_FEW).
    `others`: the requests that those who could come serve instead, at most five (TAKEN).
    """

    shortage: Shortage
    skills: tuple[str, ...] = ()
    team: str = ""
    metres: int = 0
    until: str = ""
    time: str = ""
    most: int = 0
    others: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Unassigned:
    """A request for which `missing` people are missing: all of its crew, or some if divisible."""

    request: str
    missing: int
    price: int
    why: WhyNot


@dataclass(frozen=True, slots=True)
class Totals:
    """The objective, part by part."""

    unserved: int = 0
    travel: int = 0
    load: int = 0
    mismatch: int = 0
    later: int = 0
    broken: int = 0


@dataclass(frozen=True, slots=True)
class Result:
    """The plan. Its objective is the sum of `totals`; no plan can cost less than `bound`, `nearest`
    or not.

    `gap` is the part of the objective that may lie between: 0 if the plan is proven the best.
    `price` is what a unit of weight not served was taken to cost. `seconds` is for the caller to
    fill in: the engine has no clock.
    """

    assignments: tuple[Assignment, ...]
    unassigned: tuple[Unassigned, ...]
    objective: int
    bound: int
    gap: float
    price: int
    totals: Totals
    seconds: float = 0.0

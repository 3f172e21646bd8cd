"""Made-up counties: requests and volunteers in villages, who could come, and what it costs.

Villages of unequal size, twelve skills and twenty-one times a week of unequal demand; each request
wants one skill at one time, each volunteer has one or two skills and about four times. The 20 to 50
nearest who fit are its candidates. *Slack*: ten volunteers for each request; *tight*: 1.2.
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

__all__ = ["SIZES", "STEP", "Instance", "made_up", "market"]

from wenming.engines.matching.network import Market

Numbers = NDArray[np.int64]
# Requests, volunteers where there are many, and where there are few.
SIZES = {
    "town": (100, 1_000, 120),
    "county": (10_000, 100_000, 12_000),
    "province": (100_000, 1_000_000, 120_000),
    "country": (1_000_000, 2_000_000, 2_000_000),
}
SKILLS, TIMES, FEWEST, MOST, FARTHEST = 12, 21, 20, 50, 15_000
STEP = 10  # what each further service of a volunteer costs more than the one before


class Instance(NamedTuple):
    """Edges in order of request; `worth` is the price of leaving one person out."""

    requests: int
    volunteers: int
    request: Numbers
    volunteer: Numbers
    cost: Numbers
    worth: Numbers
    crew: Numbers
    room: Numbers


def made_up(requests: int, volunteers: int, seed: int = 1) -> Instance:
    """Always the same for the same numbers."""
    random = np.random.default_rng(seed)
    villages = max(5, requests // 40)
    centre = random.random((villages, 2)) * (1000.0 * np.sqrt(villages) * 1.5)
    size = _share(villages, 0.6)
    home = random.choice(villages, requests, p=size)
    base = random.choice(villages, volunteers, p=size)
    asked = centre[home] + random.normal(0, 400, (requests, 2))
    there = centre[base] + random.normal(0, 500, (volunteers, 2))
    share = _share(SKILLS, 0.8)
    skill = random.choice(SKILLS, requests, p=share)
    first, second = (random.choice(SKILLS, volunteers, p=share) for _ in range(2))
    time, free = random.integers(0, TIMES, requests), np.zeros(volunteers, np.int64)
    for _ in range(4):
        free |= 1 << random.integers(0, TIMES, volunteers)
    wanted = random.integers(FEWEST, MOST + 1, requests)
    parts: list[tuple[Numbers, Numbers, NDArray[np.float64]]] = []
    for number in range(SKILLS):
        fits = np.flatnonzero((first == number) | (second == number))
        asks = np.flatnonzero(skill == number)
        for at in range(TIMES):
            able, needy = fits[(free[fits] >> at) & 1 == 1], asks[time[asks] == at]
            parts += _nearest(there, able, asked, needy, wanted)
    request, volunteer, metres = (np.concatenate(some) for some in zip(*parts, strict=True))
    order = np.lexsort((volunteer, request))
    request, volunteer, metres = request[order], volunteer[order], metres[order]
    mismatch, load = random.integers(0, 50, len(order)), random.poisson(2, volunteers)
    priority = random.integers(1, 4, requests)
    cost = (metres / 50).astype(np.int64) + mismatch + 10 * load[volunteer] + 1
    crew = random.choice([1, 1, 1, 2, 3], requests)
    room = random.choice([1, 1, 2, 3], volunteers)
    return Instance(requests, volunteers, request, volunteer, cost, 2000 * priority, crew, room)


def market(of: Instance, *, crews: bool) -> Market:
    """For the engine: one to one, or crews of one to three and volunteers with room for as many."""
    return Market(
        need=of.crew if crews else np.ones(of.requests, np.int64),
        worth=of.worth,
        room=of.room if crews else np.ones(of.volunteers, np.int64),
        step=STEP,
        request=of.request,
        rank=np.broadcast_to(np.int64(0), of.request.shape),
        team=of.volunteer,
        column=np.arange(len(of.request)),
        cost=of.cost,
    )


def _share(count: int, power: float) -> NDArray[np.float64]:
    weights = 1 / np.arange(1, count + 1) ** power
    return weights / weights.sum()


def _nearest(
    there: NDArray[np.float64],
    able: Numbers,
    asked: NDArray[np.float64],
    needy: Numbers,
    wanted: Numbers,
) -> Iterator[tuple[Numbers, Numbers, NDArray[np.float64]]]:
    """For each request as many of the nearest as it wants."""
    if not len(able) or not len(needy):
        return
    count = min(MOST, len(able))
    tree = import_module("scipy.spatial").cKDTree(there[able])
    metres, place = tree.query(asked[needy], k=[*range(1, count + 1)])
    kept = (np.arange(count) < np.minimum(wanted[needy], count)[:, None]) & (metres < FARTHEST)
    row, column = np.nonzero(kept)
    yield needy[row], able[place[row, column]], metres[row, column]

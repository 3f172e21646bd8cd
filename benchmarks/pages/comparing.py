"""The list of fifty rows beside the peers': the same hundred activities, the same kind of server.

Each is read in turns, several rounds, so that what else the machine does falls on all alike.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path
from statistics import median
from typing import NamedTuple

from benchmarks.pages import peers
from benchmarks.pages.load import Load, Target, fetch, load
from benchmarks.pages.serving import Server
from benchmarks.pages.table import ms, show
from benchmarks.pages.towns import ACTIVITIES, Town

ROWS = 50
READERS = 8
TITLES = {one["title"] for one in ACTIVITIES}
OURS = "wenming"
WANTED = 3.0


class Disagreement(Exception):
    """Ours and a peer's results are not the same: the only reason to fail."""


class Reading(NamedTuple):
    """What one product's list showed: alone, and with several readers."""

    size: int
    wire: int
    alone: Load
    crowd: Load


def compare(town: Town, activities: Path, quick: bool) -> None:
    """Print the table; raises `Disagreement` if a list does not show fifty of the activities."""
    with ExitStack() as stack:
        served: dict[str, tuple[Server, Target]] = {}
        for site in _sites(activities, quick):
            served[site.peer.name] = (stack.enter_context(site.serve()), site.target)
        served[OURS] = (stack.enter_context(town.serve()), Target("/activities/"))
        found = _read_in_turns(served, rounds=1 if quick else 5, seconds=1 if quick else 4)
    _show(found)


def _sites(activities: Path, quick: bool) -> list[peers.Site]:
    found = []
    for peer in peers.PEERS:
        if quick and not peers.is_ready(peer):
            print(
                f"{peer.package} is left out: to set it up takes longer than QUICK may. A full run does."
            )
            continue
        try:
            found.append(peers.site(peer, activities))
        except peers.Absent as reason:
            print(f"ABSENT: {reason}")
    return found


def _read_in_turns(
    served: Mapping[str, tuple[Server, Target]], rounds: int, seconds: float
) -> dict[str, Reading]:
    sizes = {name: _first(name, *place) for name, place in served.items()}
    alone: dict[str, list[Load]] = {name: [] for name in served}
    crowd: dict[str, list[Load]] = {name: [] for name in served}
    for _ in range(rounds):
        for name, (server, target) in served.items():
            alone[name].append(load(server, target, 1, seconds))
            crowd[name].append(load(server, target, READERS, seconds))
    return {
        name: Reading(*sizes[name], _middle(alone[name]), _middle(crowd[name])) for name in served
    }


def _first(name: str, server: Server, target: Target) -> tuple[int, int]:
    """Every process is woken; the list is looked at: size, and size on the wire."""
    answer = fetch(server.port, target)
    load(server, target, READERS, 1.0)
    shown = len(TITLES.intersection(re.findall(r"志愿服务活动第\d{3}场", answer.text)))
    if shown != ROWS:
        raise Disagreement(f"{name} shows {shown} of the activities, not {ROWS}")
    return len(answer.text.encode()), len(answer.wire)


def _middle(loads: list[Load]) -> Load:
    return Load(*(median(column) for column in zip(*loads, strict=True)))


def _show(found: Mapping[str, Reading]) -> None:
    ours = found[OURS].crowd
    rows = [
        (
            name,
            str(ROWS),
            f"{one.size / 1024:.1f} KB",
            f"{one.wire / 1024:.1f} KB",
            ms(one.crowd.cpu),
            ms(one.alone.p50),
            ms(one.alone.p95),
            ms(one.crowd.p50),
            ms(one.crowd.p95),
            f"{one.crowd.pages_a_second:.1f}",
            "" if name == OURS else f"{ours.pages_a_second / one.crowd.pages_a_second:.1f} x",
        )
        for name, one in found.items()
    ]
    head = ("list of 50 rows", "rows", "HTML", "on the wire", "CPU a page", "1 reader p50", "p95")
    more = (f"{READERS} readers p50", "p95", "pages/s", "ours/peer")
    note = f"wanted: <= 12 ms CPU, <= 40 KB HTML, >= {WANTED:.0f} x each peer's pages a second"
    show("Public list, through the real server", (*head, *more), rows, note)

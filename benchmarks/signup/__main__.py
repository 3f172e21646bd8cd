"""`python -m benchmarks.signup [--quick]`: everybody presses "join" in the same moment.

Ends with 1 only if results disagree: other than exactly the places given, somebody without an answer
or told something else than is stored, a line that is not in the order of arrival. Never because
something was slow.
"""

from __future__ import annotations

import platform
import shutil
import signal
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from datetime import date
from statistics import median
from typing import NamedTuple

from benchmarks.pages.table import ms, show
from benchmarks.pages.towns import ROOT
from benchmarks.signup import peer
from benchmarks.signup.postgres import Absent, Postgres, postgres
from benchmarks.signup.press import Reply, all_at_once
from benchmarks.signup.sides import OURS, TWIN, Disagreement, Place, compare, presses

FOLDER = ROOT / "build" / "signup"


class Size(NamedTuple):
    """How many people, for how many places, how often."""

    people: int
    places: int
    rounds: int


SIDES = {"ours": OURS, "row lock": TWIN}
FULL, QUICK = Size(5000, 500, 1), Size(300, 30, 1)
# ephios takes longer for each: its rate is measured with fewer people for as many places a head.
PEER_FULL, PEER_QUICK = Size(400, 40, 1), Size(60, 6, 1)


class Rush(NamedTuple):
    """What one rush showed."""

    seconds: float
    p50: float
    p95: float
    rate: float
    app: float
    database: float


def main(words: list[str]) -> int:
    quick = "--quick" in words
    size = QUICK if quick else FULL
    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir(parents=True)
    print(f"{date.today()}, Python {platform.python_version()}, {platform.machine()}")
    try:
        _compare_all(size, quick)
    except Disagreement as problem:
        print(f"RESULTS DISAGREE: {problem}")
        return 1
    return 0


def _compare_all(size: Size, quick: bool) -> None:
    found: dict[str, list[Rush]] = {}
    with ExitStack() as stack:
        try:
            server: Postgres | None = stack.enter_context(postgres())
        except Absent as reason:
            print(reason)
            server = None
        for place in _places(server):
            for name, rush in _rushes(place, size):
                found.setdefault(f"{name}, {place.name}", []).append(rush)
        theirs = list(_theirs(server, quick)) if server else []
    _show(size, {name: _middle(rushes) for name, rushes in found.items()}, theirs)


def _places(server: Postgres | None) -> Iterator[Place]:
    yield Place("SQLite", FOLDER / "sqlite", None, "")
    if server is not None:
        yield Place("PostgreSQL", FOLDER / "postgresql", server, server.database("town"))


def _theirs(server: Postgres, quick: bool) -> Iterator[Rush]:
    size = PEER_QUICK if quick else PEER_FULL
    return (rush_of(*told) for told in peer.rushes(FOLDER, server, *size, quick=quick))


def _rushes(place: Place, size: Size) -> Iterator[tuple[str, Rush]]:
    """Ours and the twin in turns, in the same town, each time at another shift."""
    turns = [side for _ in range(size.rounds) for side in SIDES.items()]
    town = place.prepare(size.people, size.places, len(turns))
    people, shifts = town["people"], town["shifts"]
    rushes = []
    for (name, settings), shift in zip(turns, shifts, strict=True):
        told, app, database = _rush(place, settings, people, shift)
        rushes.append((name, told, rush_of(told, app, database)))
    stored = place.ask("stored", *map(str, shifts))
    for (name, told, rush), rows in zip(rushes, stored, strict=True):
        compare(told, rows, size.places)
        yield name, rush


def _rush(
    place: Place, settings: str, people: Sequence[Sequence[str]], shift: int
) -> tuple[Sequence[Reply], float, float]:
    with place.serve(settings) as server:
        # Every process and connection is woken.
        all_at_once(server.port, presses(people[:64], 0))
        before, before_db = server.cpu(), place.database_cpu()
        told = all_at_once(server.port, presses(people, shift))
        return told, server.cpu() - before, place.database_cpu() - before_db


def rush_of(told: Sequence[Reply], app: float, database: float) -> Rush:
    """The figures of a rush; the processor's time for each press."""
    times = sorted(reply.answered for reply in told)
    number = len(times)
    return Rush(
        times[-1],
        times[number // 2],
        times[int(number * 0.95)],
        number / times[-1],
        app / number,
        database / number,
    )


def _middle(rushes: Sequence[Rush]) -> Rush:
    return Rush(*(median(column) for column in zip(*rushes, strict=True)))


def _show(size: Size, found: dict[str, Rush], theirs: Sequence[Rush]) -> None:
    rows = [_row(name, one, found) for name, one in found.items()]
    if theirs:
        rows.append(_row("ephios 0.27.1, PostgreSQL", _middle(theirs), found))
    head = ("", "answered in", "p50", "p95", "presses/s", "app CPU", "database CPU", "ours/this")
    title = f"{size.people} people press at once for {size.places} places, {size.rounds} rounds"
    note = (
        "Exactly the places were given, everybody was answered, told = stored, the line is in the "
        "order of arrival.\nwanted: >= 4 x a row lock on PostgreSQL and p95 <= 1/4; >= 1.6 x on "
        "SQLite; >= 5 x ephios; app + database CPU <= 15 ms a press"
    )
    show(title, head, rows, note)


def _row(name: str, one: Rush, found: dict[str, Rush]) -> tuple[str, ...]:
    ours = found["ours, PostgreSQL" if "PostgreSQL" in name else "ours, SQLite"]
    ratio = "" if one is ours else f"{ours.rate / one.rate:.1f} x"
    return (
        name,
        f"{one.seconds:.1f} s",
        f"{one.p50:.2f} s",
        f"{one.p95:.2f} s",
        f"{one.rate:.0f}",
        ms(one.app),
        ms(one.database),
        ratio,
    )


if __name__ == "__main__":
    # Asked to end, it ends the servers that it started.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    sys.exit(main(sys.argv[1:]))

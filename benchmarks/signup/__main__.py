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
from benchmarks.signup.sides import OURS, TWIN, Disagreement, Side, compare, presses

FOLDER = ROOT / "build" / "signup"


class Size(NamedTuple):
    """How many people, for how many places, how often."""

    people: int
    places: int
    rounds: int


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
    with ExitStack() as stack:
        try:
            server: Postgres | None = stack.enter_context(postgres())
        except Absent as reason:
            print(reason)
            server = None
        sides = list(_sides(server))
        people = {side.data: side.prepare(size.people) for side in sides if side.settings == OURS}
        found: dict[str, list[Rush]] = {side.name: [] for side in sides}
        for _ in range(size.rounds):
            for side in sides:
                found[side.name].append(_rush(side, people[side.data], size.places))
        theirs = list(_theirs(server, quick)) if server else []
    _show(size, {name: _middle(rushes) for name, rushes in found.items()}, theirs)


def _theirs(server: Postgres, quick: bool) -> Iterator[Rush]:
    size = PEER_QUICK if quick else PEER_FULL
    return (rush_of(*told) for told in peer.rushes(FOLDER, server, *size, quick=quick))


def _sides(server: Postgres | None) -> Iterator[Side]:
    """Ours and the twin in the same town, with another shift each time."""
    url = server.database("town") if server else ""
    for name, settings in (("ours", OURS), ("row lock", TWIN)):
        yield Side(f"{name}, SQLite", settings, FOLDER / "sqlite", None, "")
        if server is not None:
            yield Side(f"{name}, PostgreSQL", settings, FOLDER / "postgresql", server, url)


def _rush(side: Side, people: Sequence[Sequence[str]], places: int) -> Rush:
    shift = side.ask("open", str(places))
    with side.serve() as server:
        # Every process and connection is woken.
        all_at_once(server.port, presses(people[:64], 0))
        before, before_db = server.cpu(), side.database_cpu()
        told = all_at_once(server.port, presses(people, shift))
        app, database = server.cpu() - before, side.database_cpu() - before_db
    compare(told, side.ask("stored", str(shift)), places)
    return rush_of(told, app, database)


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

"""Who is measured: ours and its twin, each on SQLite and on PostgreSQL, through `wenming serve`."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

from benchmarks.pages.serving import Server, cpu_of, free_port
from benchmarks.pages.towns import PLAN, ROOT, carry_out, run_json
from benchmarks.signup.postgres import Postgres
from benchmarks.signup.press import Press, Reply

CSRF = "b" * 32
PROGRAM = Path(sys.executable).with_name("wenming")
OURS = "wenming.project.settings"
TWIN = "benchmarks.signup.twin_settings"
GIVEN, WAITING = "报上名了", "候补名单"


class Disagreement(Exception):
    """Somebody was told something else than is stored, or there are more than places: the only
    reason to fail."""


class Place(NamedTuple):
    """A town on one database, for ours and for its twin."""

    name: str
    data: Path
    postgres: Postgres | None
    url: str

    @property
    def env(self) -> dict[str, str]:
        url = {"DATABASE_URL": self.url} if self.url else {}
        return url | {
            "WENMING_DATA": str(self.data),
            "WENMING_LOG": "ERROR",
            "DJANGO_SETTINGS_MODULE": OURS,
            "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "src")]),
        }

    def prepare(self, people: int, places: int, shifts: int) -> Any:
        """The plan's town with so many volunteers, each one's number and cookies; and shifts."""
        carry_out([str(PROGRAM), "init", "--plan", str(PLAN)], self.env)
        return self.ask("fill", str(people), str(places), str(shifts))

    def ask(self, *words: str) -> Any:
        """What `inside_town` answers about this town."""
        python = [sys.executable, "-m", "benchmarks.signup.inside_town", *words]
        return run_json(python, self.env)

    def database_cpu(self) -> float:
        """Of PostgreSQL's processes; SQLite works inside the pages'."""
        return cpu_of(self.postgres.pid) if self.postgres else 0.0

    def serve(self, settings: str) -> Server:
        port = free_port()
        words = [str(PROGRAM), "serve", "--port", str(port)]
        env = self.env | {"DJANGO_SETTINGS_MODULE": settings}
        return Server(words, ROOT, env, port, self.data / "serve.log")


def presses(people: Sequence[Sequence[str]], shift: int) -> list[Press]:
    """Everybody's one button."""
    path = f"/shifts/{shift}/joining/"
    return [Press(who, path, {"Cookie": cookie, "X-CSRFToken": CSRF}) for who, cookie in people]


def compare(told: Sequence[Reply], stored: Any, places: int) -> None:
    """Exactly the places; everybody answered; told is stored; the line in the order of arrival."""
    admitted, waiting = (
        [str(who) for who in stored["admitted"]],
        [str(who) for who in stored["waiting"]],
    )
    given = {reply.who for reply in told if GIVEN in reply.said}
    in_line = {reply.who for reply in told if WAITING in reply.said}
    faults = {
        f"{len(admitted)} of {places} places are given": len(admitted) != min(places, len(told)),
        "the guard is not what the rows say": stored["left"] != places - len(admitted),
        "somebody was not answered": any(reply.status != 302 for reply in told),
        "told a place, stored otherwise": given != set(admitted),
        "told to wait, stored otherwise": in_line != set(waiting),
        "the journal lacks somebody": stored["journal"] != len(told),
        "the line is not in the order of arrival": not _in_order(told, [*admitted, *waiting]),
    }
    found = [fault for fault, is_so in faults.items() if is_so]
    if found:
        raise Disagreement("; ".join(found))


def _in_order(told: Sequence[Reply], line: Sequence[str]) -> bool:
    """Whoever was answered before another pressed does not stand behind them."""
    when = {reply.who: reply for reply in told}
    latest = 0.0
    for who in line:
        if when[who].answered < latest:
            return False
        latest = max(latest, when[who].sent)
    return True

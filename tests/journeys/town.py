"""A town that is served as the product serves it: `wenming serve`, in a folder of its own.

What a journey needs to know beforehand (the number of some record) it reads from the database's
file; what it proves it reads from the page.
"""

from __future__ import annotations

import http.client
import os
import re
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Final

__all__ = [
    "ROOT",
    "SMALL",
    "WENMING",
    "Served",
    "environment",
    "free_port",
    "grow",
    "processes_of",
    "run_inside",
]

ROOT: Final = Path(__file__).resolve().parent.parent.parent
PLAN: Final = ROOT / "plans" / "baogai-2022" / "plan.yaml"
# Four villages of twenty live: enough for every page to have something, and grown in seconds.
SMALL: Final = 0.1
# What a test's own process was told (tests/conftest.py) is not told to the town that it serves.
NOT_PASSED_ON: Final = ("WENMING_", "DATABASE_URL", "DJANGO_SETTINGS_MODULE")
WENMING: Final = (
    sys.executable,
    "-c",
    "import sys; from wenming.project.command import main; sys.exit(main())",
)
GROW: Final = """
import sys, django
django.setup()
from pathlib import Path
from wenming.project import initialising, seeding
code = initialising.prepare(Path(sys.argv[1]))
seeding.town(print, scale=float(sys.argv[2]))
sys.exit(code)
"""
# A machine that does other things too may take its time.
PATIENCE: Final = 60.0


def grow(folder: Path, scale: float = SMALL) -> None:
    """A made-up year of the plan's town, in an empty folder."""
    command = [sys.executable, "-c", GROW, str(PLAN), str(scale)]
    subprocess.run(command, env=environment(folder), cwd=ROOT, check=True, stdout=subprocess.PIPE)


def run_inside(town: Served, code: str) -> str:
    """What a few lines of the product's own code print, run beside a served town."""
    command = [sys.executable, "-c", f"import django\ndjango.setup()\n{code}"]
    done = subprocess.run(
        command, env=environment(town.folder), cwd=ROOT, check=True, capture_output=True, text=True
    )
    return done.stdout


def free_port() -> int:
    """A port on which nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        number: int = probe.getsockname()[1]
        return number


def processes_of(folder: Path) -> dict[int, str]:
    """Every process that works in this data folder, with how it was called."""
    mark = f"WENMING_DATA={folder}".encode()
    found = {}
    for place in Path("/proc").glob("[0-9]*"):
        try:
            if mark in (place / "environ").read_bytes().split(b"\0"):
                found[int(place.name)] = (place / "comm").read_text().strip()
        except OSError:  # it has ended, or is somebody else's
            continue
    return found


class Served:
    """One town behind an address, until `stop()`."""

    def __init__(self, folder: Path, **said: str) -> None:
        self.folder, self.port, self.said = folder, free_port(), said
        self.url = f"http://127.0.0.1:{self.port}"
        self._start()

    @classmethod
    def copied(cls, grown: Path, folder: Path, **said: str) -> Served:
        """A town with the same year, in which one may do as one likes."""
        shutil.copytree(grown, folder)
        return cls(folder, **said)

    def _start(self) -> None:
        self.log = (self.folder / "serve.log").open("ab")
        self.process = subprocess.Popen(
            [*WENMING, "serve", "--port", str(self.port)],
            env=environment(self.folder) | self.said,
            cwd=ROOT,
            stdout=self.log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        self.wait_for_answer()

    def wait_for_answer(self) -> None:
        """Until the pages answer; if they do not, with what the group has said."""
        until = time.monotonic() + PATIENCE
        while not self.answers():
            ended = self.process.poll()
            if ended is not None or time.monotonic() > until:
                raise AssertionError(f"no answer (ended: {ended})\n{self.said_so_far()}")
            time.sleep(0.1)

    def answers(self) -> bool:
        """Does a page come back now?"""
        with closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)) as line:
            try:
                line.request("GET", "/health/")
                return line.getresponse().status == 200
            except (OSError, http.client.HTTPException):
                return False

    def stop(self, how: signal.Signals = signal.SIGINT) -> int:
        """End it as Ctrl-C does."""
        self.process.send_signal(how)
        try:
            return self.process.wait(PATIENCE)
        finally:
            self.log.close()

    def said_so_far(self) -> str:
        """What stands on the operator's screen."""
        return (self.folder / "serve.log").read_text(encoding="utf-8", errors="replace")

    def last_code(self, *, after: int = 0) -> str:
        """The six figures that the console's sender wrote, once the worker has sent them."""
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            found = re.findall(r"SMS .*?(\d{6})(?!\d)", self.said_so_far()[after:])
            if found:
                return str(found[-1])
            time.sleep(0.2)
        raise AssertionError(f"no code was sent\n{self.said_so_far()}")

    def rows(self, question: str, **told: object) -> Iterator[tuple[object, ...]]:
        """What the database's file answers."""
        with closing(
            sqlite3.connect(f"file:{self.folder}/wenming.sqlite3?mode=ro", uri=True)
        ) as db:
            yield from db.execute(question, told).fetchall()

    def one(self, question: str, **told: object) -> str:
        """The only answer, as it stands in an address."""
        row = next(self.rows(question, **told), None)
        assert row is not None, f"the made-up year has none: {question} {told}"
        return str(row[0])

    def count(self, question: str, **told: object) -> int:
        """How many."""
        return int(self.one(question, **told))


def environment(folder: Path) -> dict[str, str]:
    """What a command of the product is told: the folder, and nothing of this process's own."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith(NOT_PASSED_ON)}
    return kept | {
        "WENMING_DATA": str(folder),
        "DJANGO_SETTINGS_MODULE": "wenming.project.settings",
        "PYTHONPATH": str(ROOT / "src"),
        "PYTHONUNBUFFERED": "1",
    }

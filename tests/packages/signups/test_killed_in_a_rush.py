"""kill -9 of page and worker processes in the middle of a rush: nothing lost, nothing twice."""

from __future__ import annotations

import http.client
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing, suppress
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import psycopg
import pytest

from tests.journeys.town import ROOT, WENMING, Served, environment
from tests.packages.signups.inside_rush import COUPLES, PLACES

CSRF = "c" * 32
PATIENCE = 120.0
KILLS = 4


@pytest.fixture
def database(tmp_path: Path) -> Iterator[dict[str, str]]:
    """SQLite in the folder; or a database of its own on the server that the tests run on."""
    url = os.environ.get("DATABASE_URL", "")
    if not url.startswith("postgres"):
        yield {}
        return
    name = f"killed_{os.getpid()}"
    with psycopg.connect(url, autocommit=True) as server:
        server.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        server.execute(f"CREATE DATABASE {name}")
        yield {"DATABASE_URL": f"{url.rpartition('/')[0]}/{name}"}
        server.execute(f"DROP DATABASE {name} WITH (FORCE)")


def test_after_kill_9_everybody_has_one_answer_and_the_guard_is_what_the_rows_say(
    tmp_path: Path, database: dict[str, str]
) -> None:
    said = environment(tmp_path) | database
    _run([*WENMING, "init"], said)
    told = _ask("fill", said)
    town = Served(tmp_path, **database)
    try:
        with ThreadPoolExecutor(COUPLES) as pool:
            people = [pool.submit(_press, town, told["shift"], one) for one in told["people"]]
            killed = _kill_now_and_then(town.process.pid, people)
            answers = [job.result(PATIENCE) for job in people]
        found = _until_told(said)
    finally:
        town.stop()

    assert killed
    assert answers == [302] * COUPLES
    assert found["rows"] == found["people"] == found["journal"] == 2 * COUPLES
    assert found["parties"] == COUPLES
    assert (found["placed"], found["left"]) == (PLACES, 0)
    assert found["line"] == ["admitted"] * PLACES + ["waiting"] * (2 * COUPLES - PLACES)
    # Whoever is not told yet is in a job that waits to be handed out again.
    assert found["untold"] <= found["queued"]


def _press(town: Served, shift: int, one: dict[str, Any]) -> int:
    """As people do: press again until there is an answer."""
    body = urlencode({"members": one["other"]})
    headers = {
        "Cookie": f"sessionid={one['session']}; csrftoken={CSRF}",
        "X-CSRFToken": CSRF,
        "Content-Type": "application/x-www-form-urlencoded",
    }
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        line = http.client.HTTPConnection("127.0.0.1", town.port, timeout=30)
        with closing(line), suppress(OSError, http.client.HTTPException):
            line.request("POST", f"/shifts/{shift}/joining/", body, headers)
            status = line.getresponse().status
            if status < 500:
                return status
        time.sleep(0.05)
    return 0


def _kill_now_and_then(supervisor: int, people: Sequence[Future[int]]) -> int:
    """While they press: the processes that do the work; at last those that look after them too."""
    killed = 0
    for turn in range(KILLS):
        time.sleep(0.05)
        if all(one.done() for one in people):
            break
        parts = _children(supervisor)
        workers = [pid for part in parts for pid in _children(part)]
        for pid in [*workers, *(parts if turn == KILLS - 1 else [])]:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
                killed += 1
    return killed


def _children(parent: int) -> list[int]:
    found = []
    for place in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            fields = (place / "stat").read_text().rpartition(")")[2].split()
            if int(fields[1]) == parent:
                found.append(int(place.name))
    return found


def _until_told(said: dict[str, str]) -> dict[str, Any]:
    """The worker comes back and does what it can."""
    until = time.monotonic() + 30
    while (found := _ask("stored", said))["untold"] and time.monotonic() < until:
        time.sleep(1)
    return found


def _ask(what: str, said: dict[str, str]) -> dict[str, Any]:
    module = [sys.executable, "-m", "tests.packages.signups.inside_rush", what]
    path = os.pathsep.join([str(ROOT), str(ROOT / "src")])
    ended = _run(module, said | {"PYTHONPATH": path})
    answer: dict[str, Any] = json.loads(ended.stdout.splitlines()[-1])
    return answer


def _run(words: Sequence[str], said: dict[str, str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(words, cwd=ROOT, env=said, check=True, capture_output=True, text=True)

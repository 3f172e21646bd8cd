"""The group of `wenming serve`: what dies comes back, one signal ends all, nothing stays."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.architecture import PACKAGE

GROUP = """
import signal, subprocess, sys, time
from pathlib import Path
from wenming.project.serving_group import Part, supervise

folder = Path(sys.argv[1])

def busy(name):
    def run():
        with (folder / name).open("a") as told:
            print(__import__("os").getpid(), file=told)
        subprocess.run(["sleep", "60"])
    return run

def broken():
    time.sleep(1)
    sys.exit(3)

def stubborn():
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    busy("stubborn")()

import wenming.project.serving_group as group
group.PATIENCE = 1.0
parts = [Part("one", busy("one")), Part("two", busy("two"))]
if "stubborn" in sys.argv:
    parts.append(Part("stubborn", stubborn))
if "broken" in sys.argv:
    parts.append(Part("broken", broken))
sys.exit(supervise(parts))
"""


def until(true: Callable[[], object], seconds: float = 15) -> bool:
    """Wait for it."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if true():
            return True
        time.sleep(0.05)
    return bool(true())


def pids(folder: Path, name: str) -> list[int]:
    """Every process that this part has had."""
    told = folder / name
    return [int(line) for line in told.read_text().split()] if told.exists() else []


def lives(pid: int) -> bool:
    """Is there such a process, and not only its name?"""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except FileNotFoundError:
        return False


@pytest.fixture
def group(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[subprocess.Popen[bytes]]:
    """A running group; the test may ask for a part that does not hear SIGTERM."""
    extra = list(getattr(request, "param", []))
    started = subprocess.Popen(
        [sys.executable, "-c", GROUP, str(tmp_path), *extra],
        env={**os.environ, "PYTHONPATH": str(PACKAGE.parent)},
        start_new_session=True,
    )
    assert until(lambda: all(pids(tmp_path, name) for name in ("one", "two", *extra)))
    yield started
    started.kill()
    started.wait()
    for name in ("one", "two", *extra):
        for pid in pids(tmp_path, name):
            if lives(pid):
                os.killpg(pid, signal.SIGKILL)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_to_the_whole_group_ends_every_part(
    group: subprocess.Popen[bytes], tmp_path: Path, number: signal.Signals
) -> None:
    os.killpg(group.pid, number)

    assert group.wait(10) == 0
    assert not any(lives(pid) for name in ("one", "two") for pid in pids(tmp_path, name))


def test_a_part_that_dies_is_started_again_and_the_others_do_not_notice(
    group: subprocess.Popen[bytes], tmp_path: Path
) -> None:
    os.kill(pids(tmp_path, "one")[0], signal.SIGKILL)

    assert until(lambda: len(pids(tmp_path, "one")) == 2)
    assert lives(pids(tmp_path, "one")[1])
    assert len(pids(tmp_path, "two")) == 1


@pytest.mark.parametrize("group", [["stubborn"]], indirect=True)
def test_a_part_that_does_not_hear_is_ended_all_the_same(
    group: subprocess.Popen[bytes], tmp_path: Path
) -> None:
    group.terminate()

    assert group.wait(10) == 0
    assert until(lambda: not lives(pids(tmp_path, "stubborn")[0]), 2)


def test_when_the_supervisor_is_killed_outright_its_parts_end(
    group: subprocess.Popen[bytes], tmp_path: Path
) -> None:
    group.kill()
    group.wait()

    assert until(lambda: not any(lives(pids(tmp_path, name)[0]) for name in ("one", "two")))


def test_a_part_that_cannot_even_start_ends_the_group_with_an_exit_code(tmp_path: Path) -> None:
    command = [sys.executable, "-c", GROUP, str(tmp_path), "broken"]
    environment = {**os.environ, "PYTHONPATH": str(PACKAGE.parent)}

    said = subprocess.run(
        command, env=environment, capture_output=True, text=True, timeout=30, check=False
    )

    assert said.returncode == 1
    assert "broken cannot start" in said.stderr
    assert not any(lives(pid) for name in ("one", "two") for pid in pids(tmp_path, name))

"""`make demo` from nothing: a copy of this folder's files, and only `make`."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path
from typing import NamedTuple

from benchmarks.pages.serving import Memory, Server, free_port
from benchmarks.pages.towns import ROOT

# What would spare the copy some of the work that a newcomer's machine has to do.
OURS = ("VIRTUAL_ENV", "PYTHONPATH", "DJANGO_SETTINGS_MODULE", "WENMING_DATA", "MAKEFLAGS")


class Demo(NamedTuple):
    """Seconds to the first answer, the first time and the second; MB kept; MB while idle."""

    first: float
    second: float
    kept: float
    idle: Memory


def measure(folder: Path, settle: float) -> Demo:
    """Set up, seed and serve twice; the folder then holds all that stays."""
    clone = folder / "clone"
    _copy(clone)
    with _make(clone) as server:
        first = server.started_in
    kept = _size(clone)
    with _make(clone) as server:
        second = server.started_in
        server.rest(settle)
        idle = server.memory()
    shutil.rmtree(clone)
    return Demo(first, second, kept, idle)


def _make(clone: Path) -> Server:
    port = free_port()
    env = {key: "" for key in OURS if key in os.environ}
    words = ["env", *(f"--unset={key}" for key in env), "make", "demo", f"PORT={port}"]
    return Server(words, clone, {}, port, clone.parent / "demo.log")


def _copy(clone: Path) -> None:
    """The files that a clone of the working folder would have."""
    listed = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(listed, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    for name in filter(None, names.split("\0")):
        if (ROOT / name).is_file():
            (clone / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, clone / name)


def _size(folder: Path) -> float:
    """MB on disk."""
    told = subprocess.run(["du", "-sk", str(folder)], capture_output=True, text=True, check=True)
    return int(told.stdout.split()[0]) / 1024

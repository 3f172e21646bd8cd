"""Our side: a town with the hundred activities of the comparison, and one with two years of them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any, NamedTuple

from benchmarks.pages.serving import Server, free_port

ROOT = Path(__file__).resolve().parents[2]
PLAN = ROOT / "plans" / "baogai-2022" / "plan.yaml"
LATEST = date.today() - timedelta(days=1)
ACTIVITIES = [
    {
        "title": f"志愿服务活动第{number:03}场",
        "place": "村文化广场",
        "on": (LATEST - timedelta(days=3 * number)).isoformat(),
    }
    for number in range(100)
]


class Town(NamedTuple):
    """A data folder with a town in it, and the program that serves it."""

    data: Path
    program: Path

    @property
    def env(self) -> dict[str, str]:
        return {
            "WENMING_DATA": str(self.data),
            "WENMING_LOG": "ERROR",
            "DJANGO_SETTINGS_MODULE": "wenming.project.settings",
            "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "src")]),
        }

    def serve(self) -> Server:
        port = free_port()
        words = [str(self.program), "serve", "--port", str(port)]
        return Server(words, ROOT, self.env, port, self.data / "serve.log")

    def told(self, *words: str) -> Any:
        """What `inside_town` answers about this town, in a process of its own."""
        python = str(self.program.with_name("python"))
        return run_json([python, "-m", "benchmarks.pages.inside_town", *words], self.env)


def small(folder: Path, activities: Path) -> Town:
    """The plan's town with nothing but the activities of the comparison."""
    town = _fresh(folder)
    town.told("fill", str(activities))
    return town


def seeded(folder: Path) -> Town:
    """The town of the demonstration: two years of work."""
    town = _fresh(folder)
    carry_out([str(town.program), "seed", "town"], town.env)
    return town


def run_json(words: Sequence[str], env: dict[str, str], folder: Path = ROOT) -> Any:
    """The last line that a program prints, read as JSON."""
    ended = carry_out(words, env, folder)
    return json.loads(ended.stdout.strip().splitlines()[-1])


def _fresh(folder: Path) -> Town:
    town = Town(folder, Path(sys.executable).with_name("wenming"))
    carry_out([str(town.program), "init", "--plan", str(PLAN)], town.env)
    return town


def carry_out(
    words: Sequence[str], env: dict[str, str], folder: Path = ROOT
) -> subprocess.CompletedProcess[str]:
    """Run a program to its end; raises `RuntimeError` with what it said if it did not end well."""
    ended = subprocess.run(
        words, cwd=folder, env={**os.environ, **env}, capture_output=True, text=True, check=False
    )
    if ended.returncode:
        raise RuntimeError(f"{' '.join(words)}\n{ended.stdout[-2000:]}{ended.stderr[-2000:]}")
    return ended

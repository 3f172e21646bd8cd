"""`python -m benchmarks.pages [--quick] [list] [town] [phone] [writes] [demo]`: all if none is named.

Ends with 1 only if results disagree: a list that does not show its fifty rows, a standing that does
not follow its record. Never because something was slow.
"""

from __future__ import annotations

import json
import platform
import shutil
import signal
import sys
from datetime import date

from benchmarks.pages import comparing, demo, phone, town_pages
from benchmarks.pages.comparing import Disagreement
from benchmarks.pages.table import show
from benchmarks.pages.towns import ACTIVITIES, ROOT, Town, seeded, small

FOLDER = ROOT / "build" / "pages"
PARTS = ("list", "town", "phone", "writes", "demo")


def main(words: list[str]) -> int:
    quick = "--quick" in words
    wanted = [word for word in words if word in PARTS] or list(PARTS)
    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir(parents=True)
    print(f"{date.today()}, Python {platform.python_version()}, {platform.machine()}")
    try:
        _measure(wanted, quick)
    except Disagreement as problem:
        print(f"RESULTS DISAGREE: {problem}")
        return 1
    return 0


def _measure(wanted: list[str], quick: bool) -> None:
    activities = FOLDER / "activities.json"
    activities.write_text(json.dumps(ACTIVITIES))
    few = small(FOLDER / "few", activities)
    if "list" in wanted:
        comparing.compare(few, activities, quick)
    if {"town", "phone", "writes"}.intersection(wanted):
        _town(wanted, quick, few)
    if "demo" in wanted and not quick:
        _demo()


def _town(wanted: list[str], quick: bool, few: Town) -> None:
    if quick:
        print("\nQUICK: the town has the hundred activities only; no `make demo` from nothing.")
    town = few if quick else seeded(FOLDER / "town")
    known = town_pages.known(town)
    if "town" in wanted:
        town_pages.pages(town, known, quick)
    if "phone" in wanted:
        town_pages.phone_visits(town, known, phone.browser(), quick)
    if "writes" in wanted:
        town_pages.writes(town)


def _demo() -> None:
    found = demo.measure(FOLDER / "demo", settle=20)
    rows = [
        ("from nothing to an answer", f"{found.first:.0f} s", "<= 150 s"),
        ("kept on disk", f"{found.kept:.0f} MB", "<= 600 MB"),
        ("second start", f"{found.second:.1f} s", "<= 10 s"),
        ("memory of all processes, idle", f"{found.idle.pss:.0f} MB", "<= 350 MB"),
        ("  counted by each", f"{found.idle.rss:.0f} MB", ""),
    ]
    show("`make demo`", ("", "", "wanted"), rows, f"{found.idle.processes} processes")


if __name__ == "__main__":
    # Asked to end, it ends the servers that it started.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    sys.exit(main(sys.argv[1:]))

"""ephios, set up from its published package and served as ours is, on PostgreSQL.

It locks the shift's row too. On SQLite, to which it asks for no transaction that may write, half of
a rush gets "database is locked".
"""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from benchmarks.pages import peers
from benchmarks.pages.serving import Server, cpu_of, free_port
from benchmarks.pages.towns import run_json
from benchmarks.signup.postgres import Postgres
from benchmarks.signup.press import Press, Reply, all_at_once
from benchmarks.signup.sides import CSRF, Disagreement

HERE = Path(__file__).resolve().parent
FORM = "quick_action=1&signup_choice=sign_up"
# It believes the proxy that the world speaks HTTPS, and then wants to know from where one comes.
HEADERS = {**peers.EPHIOS.headers, "X-CSRFToken": CSRF, "Referer": "https://localhost/"}

Told = tuple[Sequence[Reply], float, float]


def rushes(
    folder: Path, server: Postgres, people: int, places: int, rounds: int, *, quick: bool
) -> Iterator[Told]:
    """What each rush was told, and the time of the processor: pages, database."""
    if quick and not peers.is_installed(peers.EPHIOS):
        print("ephios is left out: to set it up takes longer than QUICK may. A full run does.")
        return
    try:
        site = _site(folder / "ephios", server.database("ephios"))
        who = _ask(site, "fill", str(people))
    except (peers.Absent, RuntimeError) as reason:
        print(f"ABSENT: ephios: {str(reason)[-300:]}")
        return
    for _ in range(rounds):
        yield _rush(site, server, who, places)


def _site(folder: Path, url: str) -> Path:
    if not peers.is_installed(peers.EPHIOS):
        peers.install(peers.EPHIOS)
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    peers.configure(peers.EPHIOS, folder)
    told = folder / "ephios.env"
    lines = [line for line in told.read_text().splitlines() if "DATABASE_URL" not in line]
    told.write_text("\n".join([*lines, f"DATABASE_URL={url}", ""]))
    return folder


def _rush(site: Path, database: Postgres, who: Sequence[Sequence[str]], places: int) -> Told:
    shift = _ask(site, "open", str(places))
    presses = [
        Press(one, f"/shifts/{shift}/signup/", {**HEADERS, "Cookie": cookie}, FORM)
        for one, cookie in who
    ]
    with _serve(site) as server:
        all_at_once(server.port, [one._replace(path="/shifts/0/signup/") for one in presses[:16]])
        before, before_db = server.cpu(), cpu_of(database.pid)
        told = all_at_once(server.port, presses)
        app, spent = server.cpu() - before, cpu_of(database.pid) - before_db
    given = len(_ask(site, "stored", str(shift)))
    answers = Counter(reply.status for reply in told)
    if given != min(places, len(who)) or set(answers) != {302}:
        raise Disagreement(f"ephios gave {given} of {places} places and answered {answers}")
    return told, app, spent


def _serve(site: Path) -> Server:
    port = free_port()
    words = [str(peers.EPHIOS.bin / "gunicorn"), *peers.SERVED, "-b", f"127.0.0.1:{port}"]
    words.append("inside_ephios:application")
    return Server(words, HERE, peers.env(peers.EPHIOS, site), port, site / "serve.log")


def _ask(site: Path, *words: str) -> Any:
    python = [str(peers.EPHIOS.bin / "python"), str(HERE / "inside_ephios.py"), *words]
    return run_json(python, peers.env(peers.EPHIOS, site), site)

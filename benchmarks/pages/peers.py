"""The peers, each set up from its published package in an environment of its own under build/.

They are served as ours is: gunicorn, two processes of four threads, SQLite, and asked for a list of
50 rows. pretix' list is public; ephios shows its list to people who are signed in, so it is asked
by a volunteer.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from benchmarks.pages.load import Target
from benchmarks.pages.serving import Server, free_port
from benchmarks.pages.towns import ROOT, run_json

HERE = Path(__file__).resolve().parent
ENVIRONMENTS = ROOT / "build" / "peers"
GUNICORN = "gunicorn==27.0.1"
POSTGRES = "psycopg[binary]>=3.3,<4"
TOLD = "told.json"
# A volunteer's session does not last for ever.
FRESH = 7 * 24 * 3600
SERVED = ["-w", "2", "-k", "gthread", "--threads", "4", "--preload", "--log-level", "warning"]


class Absent(Exception):
    """A peer cannot be set up here, with the reason."""


class Peer(NamedTuple):
    """A product, the release it is measured in, and how it is told where its data are."""

    name: str
    release: str
    settings: str
    headers: Mapping[str, str]

    @property
    def package(self) -> str:
        return f"{self.name}=={self.release}"

    @property
    def bin(self) -> Path:
        return ENVIRONMENTS / self.name / "bin"


EPHIOS = Peer("ephios", "0.27.1", "ephios.settings", {"X-Forwarded-Proto": "https"})
PRETIX = Peer("pretix", "2026.8.0", "pretix.settings", {"Host": "localhost"})
PEERS = (EPHIOS, PRETIX)


class Site(NamedTuple):
    """A peer with the activities in it."""

    peer: Peer
    folder: Path
    target: Target

    def serve(self) -> Server:
        port = free_port()
        words = [str(self.peer.bin / "gunicorn"), *SERVED, "-b", f"127.0.0.1:{port}"]
        words.append(f"inside_{self.peer.name}:application")
        return Server(words, HERE, env(self.peer, self.folder), port, self.folder / "serve.log")


def is_ready(peer: Peer) -> bool:
    """Whether an earlier run of these days has done the long part already."""
    told = _site_of(peer) / TOLD
    return is_installed(peer) and told.exists() and time.time() - told.stat().st_mtime < FRESH


def site(peer: Peer, activities: Path) -> Site:
    """The peer, installed and filled if need be; raises `Absent` if it cannot be."""
    if not is_installed(peer):
        install(peer)
    if not is_ready(peer):
        _fill(peer, activities)
    told = json.loads((_site_of(peer) / TOLD).read_text())
    cookie = {"Cookie": told["cookie"]} if told["cookie"] else {}
    return Site(peer, _site_of(peer), Target(told["path"], {**peer.headers, **cookie}))


def is_installed(peer: Peer) -> bool:
    """Its environment is there, with this release."""
    stamp = ENVIRONMENTS / peer.name / "installed"
    return stamp.exists() and stamp.read_text() == peer.package


def _site_of(peer: Peer) -> Path:
    return ENVIRONMENTS / peer.name / "site"


def _fill(peer: Peer, activities: Path) -> None:
    print(f"· {peer.package}: the activities …", flush=True)
    folder = _site_of(peer)
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    configure(peer, folder)
    words = [str(peer.bin / "python"), str(HERE / f"inside_{peer.name}.py"), str(activities)]
    try:
        # In its own folder: what it compiles is its own.
        told = run_json(words, env(peer, folder), folder)
    except RuntimeError as error:
        raise Absent(f"{peer.package} cannot be filled: {str(error)[-300:]}") from error
    (folder / TOLD).write_text(json.dumps(told))


def install(peer: Peer) -> None:
    """Its published package into an environment of its own; raises `Absent`."""
    print(f"· {peer.package}: an environment of its own …", flush=True)
    folder = ENVIRONMENTS / peer.name
    subprocess.run([sys.executable, "-m", "venv", "--clear", str(folder)], check=True)
    pip = [str(peer.bin / "python"), "-m", "pip", "--disable-pip-version-check", "install"]
    ended = subprocess.run(
        [*pip, "--quiet", "--no-input", peer.package, GUNICORN, POSTGRES],
        capture_output=True,
        text=True,
        check=False,
    )
    if ended.returncode:
        raise Absent(f"{peer.package} cannot be installed: {ended.stderr[-300:]}")
    (folder / "installed").write_text(peer.package)


def configure(peer: Peer, folder: Path) -> None:
    """Tell it where its data are."""
    if peer is PRETIX:
        (folder / "pretix.cfg").write_text(
            f"[pretix]\nurl=http://localhost\ndatadir={folder}\n"
            f"[database]\nbackend=sqlite3\nname={folder / 'db.sqlite3'}\n"
            f"[django]\ndebug=off\nsecret={'for-a-benchmark-only-' * 3}\n"
        )
    else:
        (folder / "ephios.env").write_text(
            f"DEBUG=False\nDATA_DIR={folder}\nALLOWED_HOSTS=*\nSITE_URL=http://localhost\n"
            f"DATABASE_URL=sqlite:///{folder / 'db.sqlite3'}\nEMAIL_URL=dummymail://\n"
            "DEFAULT_FROM_EMAIL=a@localhost\nSERVER_EMAIL=a@localhost\nADMINS=a@localhost\n"
            "TRUST_X_FORWARDED_PROTO=True\n"
        )


def env(peer: Peer, folder: Path) -> dict[str, str]:
    """What its processes are told."""
    return {
        "DJANGO_SETTINGS_MODULE": peer.settings,
        "PRETIX_CONFIG_FILE": str(folder / "pretix.cfg"),
        "ENV_PATH": str(folder / "ephios.env"),
        "PYTHONPATH": "",
        # Both speak English here; the activities are the same.
        "LANG": "C.UTF-8",
    }

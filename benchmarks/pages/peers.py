"""The peers, each set up from its published package in an environment of its own under build/.

They are served as ours is: gunicorn, two processes of four threads, SQLite, and asked for a list of
50 rows. pretix' list is public; ephios shows its list to people who are signed in, so it is asked
by a volunteer.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from benchmarks.pages.load import Target
from benchmarks.pages.serving import Server, free_port
from benchmarks.pages.towns import ROOT, run_json

HERE = Path(__file__).resolve().parent
ENVIRONMENTS = ROOT / "build" / "peers"
GUNICORN = "gunicorn==27.0.1"
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
PRETIX = Peer("pretix", "2026.8.0", "pretix.settings", {})
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
        return Server(words, HERE, _env(self.peer, self.folder), port, self.folder / "serve.log")


def is_installed(peer: Peer) -> bool:
    """Whether an earlier run has done the long part already."""
    stamp = ENVIRONMENTS / peer.name / "installed"
    return stamp.exists() and stamp.read_text() == peer.package


def site(peer: Peer, folder: Path, activities: Path) -> Site:
    """The peer, installed if need be and filled; raises `Absent` if it cannot be."""
    if not is_installed(peer):
        _install(peer)
    folder.mkdir(parents=True)
    _configure(peer, folder)
    words = [str(peer.bin / "python"), str(HERE / f"inside_{peer.name}.py"), str(activities)]
    try:
        told = run_json(words, _env(peer, folder))
    except RuntimeError as error:
        raise Absent(f"{peer.package} cannot be filled: {str(error)[-300:]}") from error
    cookie = {"Cookie": told["cookie"]} if told["cookie"] else {}
    return Site(peer, folder, Target(told["path"], {**peer.headers, **cookie}))


def _install(peer: Peer) -> None:
    print(f"· {peer.package}: an environment of its own …", flush=True)
    folder = ENVIRONMENTS / peer.name
    subprocess.run([sys.executable, "-m", "venv", "--clear", str(folder)], check=True)
    pip = [str(peer.bin / "python"), "-m", "pip", "--disable-pip-version-check", "install"]
    ended = subprocess.run(
        [*pip, "--quiet", "--no-input", peer.package, GUNICORN],
        capture_output=True,
        text=True,
        check=False,
    )
    if ended.returncode:
        raise Absent(f"{peer.package} cannot be installed: {ended.stderr[-300:]}")
    (folder / "installed").write_text(peer.package)


def _configure(peer: Peer, folder: Path) -> None:
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


def _env(peer: Peer, folder: Path) -> dict[str, str]:
    return {
        "DJANGO_SETTINGS_MODULE": peer.settings,
        "PRETIX_CONFIG_FILE": str(folder / "pretix.cfg"),
        "ENV_PATH": str(folder / "ephios.env"),
        "PYTHONPATH": "",
        # Both speak English here; the activities are the same.
        "LANG": "C.UTF-8",
    }

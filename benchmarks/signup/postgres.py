"""A PostgreSQL of our own, from Debian's packages, as it comes: its data are safe at every commit."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import mkdtemp

from benchmarks.pages.serving import free_port


class Absent(Exception):
    """There is no PostgreSQL here, with what to install."""


class Postgres:
    """A server with one database a town; `pid` is its first process."""

    def __init__(self, box: Path, port: int) -> None:
        self.box, self.port = box, port

    @property
    def pid(self) -> int:
        return int((self.box / "data" / "postmaster.pid").read_text().splitlines()[0])

    def database(self, name: str) -> str:
        """A new database, as the address that the product is told."""
        run(
            [
                str(_bin() / "createdb"),
                "-h",
                "127.0.0.1",
                "-p",
                str(self.port),
                "-U",
                "wenming",
                name,
            ]
        )
        return f"postgres://wenming@127.0.0.1:{self.port}/{name}"


@contextmanager
def postgres() -> Iterator[Postgres]:
    """Started in a folder of its own, ended and removed afterwards; raises `Absent`."""
    tools, box, port = _bin(), Path(mkdtemp(prefix="wenming-bench-")), free_port()
    if os.getuid() == 0:
        shutil.chown(box, "postgres")
    data = str(box / "data")
    made = ["-U", "wenming", "--auth=trust", "-E", "UTF8", "--locale=C.UTF-8"]
    run([str(tools / "initdb"), "-D", data, *made], box)
    options = f"-p {port} -k {box} -c listen_addresses=127.0.0.1 -c max_connections=200"
    control = [str(tools / "pg_ctl"), "-s", "-w", "-D", data]
    try:
        run([*control, "-l", str(box / "log"), "start", "-o", options], box)
        yield Postgres(box, port)
    finally:
        run([*control, "-m", "immediate", "stop"], box)
        shutil.rmtree(box, ignore_errors=True)


def run(words: list[str], folder: Path | None = None) -> None:
    """The server refuses to run as root."""
    who = pwd.getpwnam("postgres") if os.getuid() == 0 else None
    as_somebody = {"user": who.pw_uid, "group": who.pw_gid} if who else {}
    subprocess.run(
        words, cwd=folder or Path("/"), check=True, stdout=subprocess.DEVNULL, **as_somebody
    )


def _bin() -> Path:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    if not found:
        raise Absent("PostgreSQL is left out: apt-get install postgresql")
    return found[-1].parent

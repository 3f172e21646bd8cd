"""A server that runs beside us: started, waited for, measured from outside, ended."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from typing import NamedTuple

PATIENCE = 300.0
TICKS = os.sysconf("SC_CLK_TCK")


class Memory(NamedTuple):
    """Of a whole group of processes, in MB: shared pages once (PSS), and counted by each (RSS)."""

    pss: float
    rss: float
    processes: int


class Server:
    """One group of processes that answers on a port of its own."""

    def __init__(
        self, words: Sequence[str], folder: Path, env: Mapping[str, str], port: int, say: Path
    ) -> None:
        self.port = port
        began = time.monotonic()
        with say.open("ab") as log:
            self._process = subprocess.Popen(
                words, cwd=folder, env={**os.environ, **env}, stdout=log, stderr=log
            )
        self._await(say)
        self.started_in = time.monotonic() - began

    def __enter__(self) -> Server:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.terminate()
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(20)
        for pid in [*group_of(self._process.pid), self._process.pid]:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        self._process.wait()

    def cpu(self) -> float:
        """Seconds of processor that the whole group has used so far."""
        return cpu_of(self._process.pid)

    def rest(self, seconds: float) -> None:
        """Leave it alone: what the start used up is given back, what stays is what stays."""
        time.sleep(seconds)

    def memory(self) -> Memory:
        """What the group holds now."""
        pids = list(group_of(self._process.pid))
        told = [_rollup(pid) for pid in pids]
        return Memory(
            sum(one.get("Pss", 0) for one in told) / 1024,
            sum(one.get("Rss", 0) for one in told) / 1024,
            len(pids),
        )

    def _await(self, say: Path) -> None:
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            if self._process.poll() is not None:
                raise RuntimeError(f"the server ended by itself; see {say}")
            if _answers(self.port):
                return
            time.sleep(0.1)
        raise RuntimeError(f"no answer within {PATIENCE:.0f} s; see {say}")


def cpu_of(first: int) -> float:
    """Seconds of processor that a process and everything that it started have used so far."""
    return sum(_cpu(pid) for pid in group_of(first))


def group_of(first: int) -> Iterator[int]:
    """The process and everything that it started."""
    parents = _parents()
    known, found = {first}, [first]
    while found:
        yield (parent := found.pop())
        children = [pid for pid, above in parents.items() if above == parent]
        found += [pid for pid in children if pid not in known]
        known.update(children)


def free_port() -> int:
    """One that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def _answers(port: int) -> bool:
    connection = HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        connection.request("GET", "/")
        return connection.getresponse().status < 500
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()


def _parents() -> dict[int, int]:
    found = {}
    for folder in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            found[int(folder.name)] = int(_stat(int(folder.name))[1])
    return found


def _cpu(pid: int) -> float:
    """Its own time, and that of its children which have ended."""
    try:
        return sum(int(field) for field in _stat(pid)[11:15]) / TICKS
    except OSError:
        return 0.0


def _stat(pid: int) -> list[str]:
    """The fields after the name, which may hold anything: state, parent, …"""
    return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()


def _rollup(pid: int) -> dict[str, int]:
    """The kernel's own sums, in KB."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()[1:]
    except OSError:
        return {}
    return {line.split(":")[0]: int(line.split()[1]) for line in lines}

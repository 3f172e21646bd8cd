"""Readers who ask for one page again and again, each on a connection that stays open."""

from __future__ import annotations

import gzip
import time
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection
from typing import NamedTuple

from benchmarks.pages.serving import Server


class Target(NamedTuple):
    """A page of a server, and who asks for it."""

    path: str
    headers: Mapping[str, str] = {}


class Answer(NamedTuple):
    """One page as it came."""

    seconds: float
    status: int
    wire: bytes
    encoding: str

    @property
    def text(self) -> str:
        whole = gzip.decompress(self.wire) if self.encoding == "gzip" else self.wire
        return whole.decode()


class Load(NamedTuple):
    """What a stretch of reading showed."""

    pages_a_second: float
    p50: float
    p95: float
    cpu: float


def fetch(port: int, target: Target) -> Answer:
    """One page on a connection of its own."""
    connection = HTTPConnection("127.0.0.1", port, timeout=60)
    try:
        return _ask(connection, target)
    finally:
        connection.close()


def load(server: Server, target: Target, readers: int, seconds: float) -> Load:
    """Read for a while; the processor's time is the whole server group's, for one page."""
    cpu, began = server.cpu(), time.perf_counter()
    with ThreadPoolExecutor(readers) as pool:
        jobs = [pool.submit(_read, server.port, target, began + seconds) for _ in range(readers)]
        times = sorted(second for job in jobs for second in job.result())
    took = time.perf_counter() - began
    return Load(
        len(times) / took,
        times[len(times) // 2],
        times[int(len(times) * 0.95)],
        (server.cpu() - cpu) / len(times),
    )


def _read(port: int, target: Target, until: float) -> list[float]:
    connection = HTTPConnection("127.0.0.1", port, timeout=60)
    times: list[float] = []
    while not times or time.perf_counter() < until:
        answer = _ask(connection, target)
        if answer.status != 200:
            raise RuntimeError(f"{target.path} answers {answer.status}")
        times.append(answer.seconds)
    connection.close()
    return times


def _ask(connection: HTTPConnection, target: Target) -> Answer:
    began = time.perf_counter()
    connection.request("GET", target.path, headers={"Accept-Encoding": "gzip", **target.headers})
    response = connection.getresponse()
    body = response.read()
    encoding = response.getheader("Content-Encoding", "")
    return Answer(time.perf_counter() - began, response.status, body, encoding)

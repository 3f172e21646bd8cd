"""What a first visit on a phone brings over the wire, as Chromium counts it.

Speaks to the browser over its pipe: no driver has to be installed. Every page is opened in a
context of its own, so that nothing is in a cache.
"""

from __future__ import annotations

import json
import os
import select
import shutil
import subprocess
import time
from collections.abc import Mapping
from itertools import count
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

WIDTH, HEIGHT = 360, 780
QUIET = 0.5
PATIENCE = 30.0
WORDS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-dev-shm-usage",
    "--remote-debugging-pipe",
)


class Weight(NamedTuple):
    """Bytes on the wire, headers included: all, and by kind of resource."""

    total: int
    kinds: Mapping[str, int]
    requests: int


def browser() -> str | None:
    """Chromium as Debian names it, or as CHROMIUM says."""
    return shutil.which(os.environ.get("CHROMIUM", "chromium"))


class Phone:
    """A browser with the window of a phone."""

    def __init__(self, program: str) -> None:
        self._home = TemporaryDirectory()
        there, self._to = os.pipe()
        self._from, back = os.pipe()
        pipes, home = f'exec "$@" 3<&{there} 4>&{back}', f"--user-data-dir={self._home.name}"
        self._process = subprocess.Popen(
            ["/bin/sh", "-c", pipes, "sh", program, *WORDS, home, "about:blank"],
            pass_fds=(there, back),
            stderr=subprocess.DEVNULL,
        )
        os.close(there)
        os.close(back)
        self._numbers = count(1)
        self._rest = b""
        self._events: list[dict[str, Any]] = []

    def __enter__(self) -> Phone:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.terminate()
        self._process.wait(20)
        os.close(self._to)
        os.close(self._from)
        self._home.cleanup()

    def first_visit(self, url: str, cookie: str = "") -> Weight:
        """Everything that comes until the page is loaded and nothing more is under way."""
        context = self._ask("Target.createBrowserContext")["browserContextId"]
        target = self._ask("Target.createTarget", url="about:blank", browserContextId=context)
        attached = self._ask("Target.attachToTarget", targetId=target["targetId"], flatten=True)
        session = attached["sessionId"]
        self._prepare(session, url, cookie)
        self._events.clear()
        self._ask("Page.navigate", session, url=url)
        self._settle()
        weight = _weighed(self._events)
        self._ask("Target.disposeBrowserContext", browserContextId=context)
        return weight

    def _prepare(self, session: str, url: str, cookie: str) -> None:
        self._ask("Network.enable", session)
        self._ask("Page.enable", session)
        size = {"width": WIDTH, "height": HEIGHT, "deviceScaleFactor": 3, "mobile": True}
        self._ask("Emulation.setDeviceMetricsOverride", session, **size)
        if cookie:
            name, _, value = cookie.partition("=")
            self._ask("Network.setCookie", session, name=name, value=value, url=url)

    def _settle(self) -> None:
        until, quiet = time.monotonic() + PATIENCE, 0.0
        while time.monotonic() < until and (quiet < QUIET or not self._is_loaded()):
            quiet = 0.0 if self._take(QUIET) else quiet + QUIET

    def _is_loaded(self) -> bool:
        return any(event.get("method") == "Page.loadEventFired" for event in self._events)

    def _ask(self, method: str, session: str | None = None, **words: object) -> dict[str, Any]:
        number = next(self._numbers)
        message = {"id": number, "method": method, "params": words}
        if session:
            message["sessionId"] = session
        os.write(self._to, json.dumps(message).encode() + b"\0")
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            for answer in self._take(0.2):
                if answer.get("id") == number:
                    found: dict[str, Any] = answer["result"]
                    return found
        raise RuntimeError(f"the browser does not answer {method}")

    def _take(self, seconds: float) -> list[dict[str, Any]]:
        """The messages that come within this time; what is no answer is kept as an event."""
        if not select.select([self._from], [], [], seconds)[0]:
            return []
        *whole, self._rest = (self._rest + os.read(self._from, 1 << 20)).split(b"\0")
        messages = [json.loads(one) for one in whole]
        self._events += [one for one in messages if "method" in one]
        return messages


def _weighed(events: list[dict[str, Any]]) -> Weight:
    kinds = {
        event["params"]["requestId"]: event["params"]["type"]
        for event in events
        if event["method"] == "Network.responseReceived"
    }
    sums: dict[str, int] = {}
    done = [event for event in events if event["method"] == "Network.loadingFinished"]
    for event in done:
        kind = kinds.get(event["params"]["requestId"], "Other")
        sums[kind] = sums.get(kind, 0) + int(event["params"]["encodedDataLength"])
    return Weight(sum(sums.values()), sums, len(done))

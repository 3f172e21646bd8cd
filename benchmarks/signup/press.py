"""People who all press in the same moment, each on a connection of their own."""

from __future__ import annotations

import asyncio
import base64
import json
import re
import resource
import time
import zlib
from collections.abc import Mapping, Sequence
from typing import NamedTuple

PATIENCE = 600.0


class Press(NamedTuple):
    """Who presses, and with what."""

    who: str
    path: str
    headers: Mapping[str, str]
    body: str = ""


class Reply(NamedTuple):
    """What came back, and when it was sent and answered, counted from the first press."""

    who: str
    status: int
    sent: float
    answered: float
    said: str


def all_at_once(port: int, presses: Sequence[Press]) -> list[Reply]:
    """Everybody presses now; whoever gets no answer has status 0."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(hard, len(presses) + 1000), hard))
    try:
        return asyncio.run(_all(port, presses))
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


async def _all(port: int, presses: Sequence[Press]) -> list[Reply]:
    began = time.perf_counter()
    return list(await asyncio.gather(*(_one(port, press, began) for press in presses)))


async def _one(port: int, press: Press, began: float) -> Reply:
    sent = time.perf_counter() - began
    try:
        head = await asyncio.wait_for(_ask(port, press), PATIENCE)
    except (TimeoutError, OSError, asyncio.IncompleteReadError):
        return Reply(press.who, 0, sent, time.perf_counter() - began, "")
    status = int(head.split(maxsplit=2)[1])
    return Reply(press.who, status, sent, time.perf_counter() - began, _said(head))


async def _ask(port: int, press: Press) -> str:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    headers = {
        "Host": "localhost",
        "Content-Type": "application/x-www-form-urlencoded",
        "Content-Length": str(len(press.body)),
        "Connection": "close",
        **press.headers,
    }
    lines = [f"POST {press.path} HTTP/1.1", *(f"{name}: {text}" for name, text in headers.items())]
    writer.write("\r\n".join([*lines, "", press.body]).encode())
    head = await reader.readuntil(b"\r\n\r\n")
    writer.close()
    return head.decode("latin-1")


def _said(head: str) -> str:
    """The message for the next page, which Django sends along as a cookie."""
    found = re.search(r"^set-cookie: messages=\"?([^;\"]+)", head, re.IGNORECASE | re.MULTILINE)
    if found is None:
        return ""
    packed = found[1].rsplit(":", 2)[0] if found[1].count(":") > 1 else found[1].rsplit(":", 1)[0]
    raw = packed.removeprefix(".").encode()
    text = base64.urlsafe_b64decode(raw + b"=" * (-len(raw) % 4))
    if packed.startswith("."):
        text = zlib.decompress(text)
    return " ".join(str(one) for one in json.loads(text))

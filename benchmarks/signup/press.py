"""People who all press in the same moment, each on a connection of their own."""

from __future__ import annotations

import base64
import json
import re
import resource
import selectors
import socket
import time
import zlib
from collections.abc import Mapping, Sequence
from typing import NamedTuple, cast

PATIENCE = 600.0
END = b"\r\n\r\n"


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
    """Everybody presses now; whoever gets no answer has status 0.

    One thread looks at all sockets: whoever measures should leave the processor to the measured.
    """
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(hard, len(presses) + 1000), hard))
    try:
        return _all(port, presses)
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


class _Call:
    """One press under way."""

    def __init__(self, press: Press) -> None:
        self.press, self.words, self.head = press, _words(press), b""
        self.sent, self.answered = 0.0, 0.0

    @property
    def reply(self) -> Reply:
        head = self.head.decode("latin-1")
        status = int(head.split(maxsplit=2)[1]) if END in self.head else 0
        return Reply(self.press.who, status, self.sent, self.answered, _said(head))


def _all(port: int, presses: Sequence[Press]) -> list[Reply]:
    calls = [_Call(press) for press in presses]
    began = time.perf_counter()
    with selectors.DefaultSelector() as waiting:
        for call in calls:
            call.sent = time.perf_counter() - began
            line = socket.socket()
            line.setblocking(False)
            line.connect_ex(("127.0.0.1", port))
            waiting.register(line, selectors.EVENT_WRITE, call)
        while waiting.get_map() and time.perf_counter() - began < PATIENCE:
            for key, _events in waiting.select(1.0):
                line, call = cast("socket.socket", key.fileobj), key.data
                if not _is_over(line, call, waiting):
                    continue
                call.answered = time.perf_counter() - began
                waiting.unregister(line)
                line.close()
        for key in waiting.get_map().values():
            cast("socket.socket", key.fileobj).close()
    return [call.reply for call in calls]


def _is_over(line: socket.socket, call: _Call, waiting: selectors.BaseSelector) -> bool:
    """Go on with it: send what is asked, or read on until the answer's head is whole."""
    try:
        if call.words:
            line.sendall(call.words)
            call.words = b""
            waiting.modify(line, selectors.EVENT_READ, call)
            return False
        got = line.recv(65_536)
    except OSError:
        return True
    call.head += got
    return not got or END in call.head


def _words(press: Press) -> bytes:
    headers = {
        "Host": "localhost",
        "Content-Type": "application/x-www-form-urlencoded",
        "Content-Length": str(len(press.body)),
        "Connection": "close",
        **press.headers,
    }
    lines = [f"POST {press.path} HTTP/1.1", *(f"{name}: {text}" for name, text in headers.items())]
    return "\r\n".join([*lines, "", press.body]).encode()


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

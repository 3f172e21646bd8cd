"""A supervisor of a few processes: what dies comes back, one signal ends all.

The parts are forked from a process that has loaded the project, and share its memory. Each leads a
session of its own, so that Ctrl-C and a signal to the whole group reach the supervisor alone and it
ends the parts in order. Should the supervisor be killed outright, the kernel ends them.
"""

from __future__ import annotations

import ctypes
import gc
import logging
import os
import signal
import sys
import time
import traceback
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass

__all__ = ["Part", "supervise"]

logger = logging.getLogger("wenming.serving")

END = frozenset({signal.SIGTERM, signal.SIGINT, signal.SIGHUP})
WATCHED = END | {signal.SIGCHLD}
# How long a part has to end by itself, and what it must have lived for to be thought healthy.
PATIENCE = 8.0
HEALTHY = 60.0
# A part that gives up this soon after its very first start will not do better the next time.
STARTED = 10.0
LONGEST_PAUSE = 30.0
PR_SET_PDEATHSIG = 1


@dataclass
class Part:
    """One process of the group: `run` returns when it is asked to end by SIGTERM."""

    name: str
    run: Callable[[], None]
    pid: int = 0
    since: float = 0.0
    due: float = 0.0
    pause: float = 0.5
    is_first: bool = True


def supervise(parts: Sequence[Part]) -> int:
    """Keep the parts running until this process is told to end; 1 if one cannot even start."""
    gc.collect()
    gc.freeze()
    signal.pthread_sigmask(signal.SIG_BLOCK, WATCHED)
    try:
        return _watch(parts)
    finally:
        _end(parts)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, WATCHED)


def _watch(parts: Sequence[Part]) -> int:
    while True:
        for part in parts:
            if not part.pid and part.due <= time.monotonic():
                _start(part)
        due = min((part.due for part in parts if not part.pid), default=float("inf"))
        got = signal.sigtimedwait(WATCHED, min(max(due - time.monotonic(), 0.05), 3600))
        if got is not None and got.si_signo in END:
            return 0
        for part, code in _dead(parts):
            if code > 0 and part.is_first and time.monotonic() - part.since < STARTED:
                logger.error("%s cannot start", part.name)
                return 1
            _bury(part)


def _start(part: Part) -> None:
    supervisor = os.getpid()
    part.pid = os.fork()
    if part.pid:
        part.since = time.monotonic()
        return
    code = 1
    try:
        _become_a_part(supervisor)
        part.run()
        code = 0
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else 1
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


def _become_a_part(supervisor: int) -> None:
    os.setsid()
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
    for number in WATCHED:
        signal.signal(number, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, WATCHED)
    if os.getppid() != supervisor:
        raise SystemExit(1)


def _dead(parts: Sequence[Part]) -> list[tuple[Part, int]]:
    """Parts that have ended, with the exit code, or minus the signal that ended them."""
    gone: dict[int, int] = {}
    with suppress(ChildProcessError):
        while (ended := os.waitpid(-1, os.WNOHANG))[0]:
            gone[ended[0]] = os.waitstatus_to_exitcode(ended[1])
    return [(part, gone[part.pid]) for part in parts if part.pid in gone]


def _bury(part: Part) -> None:
    """Nothing of it may live on beside its successor; one that dies at once waits longer."""
    _signal(part, signal.SIGKILL)
    now = time.monotonic()
    part.pause = 0.5 if now - part.since > HEALTHY else min(part.pause * 2, LONGEST_PAUSE)
    part.pid, part.due, part.is_first = 0, now + part.pause, False
    logger.warning("%s ended by itself; it starts again in %.0f s", part.name, part.pause)


def _end(parts: Sequence[Part]) -> None:
    for part in parts:
        if part.pid:
            with suppress(ProcessLookupError):
                os.kill(part.pid, signal.SIGTERM)
    until = time.monotonic() + PATIENCE
    while any(part.pid for part in parts) and time.monotonic() < until:
        got = signal.sigtimedwait(WATCHED, max(until - time.monotonic(), 0))
        for part, _ in _dead(parts):
            _signal(part, signal.SIGKILL)
            part.pid = 0
        if got is not None and got.si_signo == signal.SIGINT:
            break
    for part in parts:
        _signal(part, signal.SIGKILL)


def _signal(part: Part, number: signal.Signals) -> None:
    if part.pid:
        with suppress(ProcessLookupError):
            os.killpg(part.pid, number)

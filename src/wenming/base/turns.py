"""Many ask at the same time, one works for all of them.

Whoever finds nobody at work takes the turn, works off everything that waits in one go, and hands
the turn to the first of those who came meanwhile. So a rush of writers that would queue up for one
row, each for its own transaction, becomes a few transactions (leader and followers).
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from threading import Event, Lock
from typing import Generic, TypeVar

__all__ = ["Turns"]

Request = TypeVar("Request")
Reply = TypeVar("Reply")


class Turns(Generic[Request, Reply]):
    """`ask` answers each request once, in the order of asking, through `work` on a group of them.

    `work` gives one reply for each request, or raises and has done nothing; then each request of
    the group is worked off alone, so that what is wrong with one is not the others' trouble.
    """

    def __init__(self, work: Callable[[Sequence[Request]], Sequence[Reply]], most: int) -> None:
        self._work, self._most = work, most
        self._lock = Lock()
        self._waiting: deque[_Asker[Request, Reply]] = deque()
        self._is_taken = False

    def ask(self, request: Request) -> Reply:
        """The reply to this request; or the error that it alone met with is raised here."""
        asker: _Asker[Request, Reply] = _Asker(request)
        with self._lock:
            self._waiting.append(asker)
            leads, self._is_taken = not self._is_taken, True
        if not leads:
            asker.woken.wait()
        if not asker.is_done:
            self._lead()
        return asker.outcome()

    def _lead(self) -> None:
        """The turn is ours, and we are the first who waits."""
        with self._lock:
            group = [self._waiting.popleft() for _ in range(min(len(self._waiting), self._most))]
        try:
            self._work_off(group)
        finally:
            for asker in group:
                asker.close()
            self._hand_on()

    def _work_off(self, group: Sequence[_Asker[Request, Reply]]) -> None:
        try:
            replies = self._work([asker.request for asker in group])
        except Exception as error:
            if len(group) == 1:
                group[0].fail(error)
                return
            for asker in group:
                self._work_off([asker])
        else:
            for asker, reply in zip(group, replies, strict=True):
                asker.answer(reply)

    def _hand_on(self) -> None:
        with self._lock:
            self._is_taken = bool(self._waiting)
            if self._waiting:
                self._waiting[0].woken.set()


class _Asker(Generic[Request, Reply]):
    """One request and what became of it. Woken without a reply, it has the turn."""

    def __init__(self, request: Request) -> None:
        self.request = request
        self.woken = Event()
        self._replies: list[Reply] = []
        self._error: BaseException | None = None

    @property
    def is_done(self) -> bool:
        return bool(self._replies) or self._error is not None

    def answer(self, reply: Reply) -> None:
        self._replies.append(reply)

    def fail(self, error: BaseException) -> None:
        self._error = error

    def close(self) -> None:
        """Nobody works on it any more: whatever came of it, its thread goes on."""
        if not self.is_done:
            self.fail(RuntimeError("whoever held the turn was broken off"))
        self.woken.set()

    def outcome(self) -> Reply:
        if self._error is not None:
            raise self._error
        return self._replies[0]

"""Deeds are noted for a moment, and done in the order of time."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from heapq import heappop, heappush
from itertools import count
from operator import itemgetter

from wenming.base import clock
from wenming.project.seeding.span import Stretch, moment

__all__ = ["Deed", "Diary", "Say"]

Deed = Callable[[], object]
Say = Callable[[str], None]


@dataclass(slots=True)
class Diary:
    """What people of the town are going to do; what lies after the stretch never happens."""

    stretch: Stretch
    _pages: list[tuple[datetime, int, Deed]] = field(default_factory=list)
    _ahead: list[tuple[datetime, int, Deed]] = field(default_factory=list)
    _notes: Iterator[int] = field(default_factory=count)

    def note(self, day: date, deed: Deed, *, hour: int = 10, minute: int = 0) -> None:
        """Let `deed` be done on this day; before the stretch means on its first morning."""
        if day <= self.stretch.last:
            told = moment(max(day, self.stretch.first), hour, minute)
            self._pages.append((told, next(self._notes), deed))

    def later(self, day: date, deed: Deed, *, hour: int = 10) -> None:
        """What follows from a deed, said while it is done: on a day to come."""
        if day <= self.stretch.last:
            heappush(self._ahead, (moment(day, hour), next(self._notes), deed))

    def live(self, say: Say) -> None:
        """Do it all, each deed at its moment; those of one moment in the order of the notes."""
        month = ""
        self._ahead = sorted(self._pages, key=itemgetter(0, 1))
        while self._ahead:
            told, _note, deed = heappop(self._ahead)
            if (now := f"{told:%Y-%m}") != month:
                month = now
                say(month)
            with clock.at(told):
                deed()

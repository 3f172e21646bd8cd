"""How villages differ: some do everything in time, some are behind on purpose."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

__all__ = ["POINT", "TEMPERS", "WAITING", "Temper"]


@dataclass(frozen=True, slots=True)
class Temper:
    """The habits of a unit.

    `weekly` activities in a week that has any, `rests` the chance of one without, `fifth` the
    chance of a gathering on the 5th; `plans` and `reports` the chances of in time and late, the
    rest is missing; `lacks` kinds of team and rooms that are not there. Where it `waits`, the
    newest plan and report lie there as drafts, and the last two weeks were silent.
    """

    weekly: float
    rests: float
    fifth: float
    plans: tuple[float, float]
    reports: tuple[float, float]
    lacks: int = 0
    waits: bool = False


DILIGENT: Final = Temper(2.9, 0, 1, (1, 0), (1, 0))
STEADY: Final = Temper(2.3, 0.01, 0.98, (0.95, 0.05), (0.9, 0.1))
ORDINARY: Final = Temper(1.8, 0.04, 0.93, (0.85, 0.12), (0.8, 0.15))
UNEVEN: Final = Temper(1.5, 0.14, 0.85, (0.6, 0.25), (0.6, 0.2), lacks=1)
BEHIND: Final = Temper(1.1, 0.4, 0.6, (0.4, 0.2), (0.3, 0.3), lacks=2)
WAITING: Final = Temper(1.8, 0.06, 0.9, (0.85, 0.1), (0.9, 0.1), lacks=1, waits=True)

# The institute and the points.
POINT: Final = Temper(1.2, 0.5, 0.9, (0, 0), (0.75, 0.15))

# By the place of the village in the plan's table; it begins again after the last.
TEMPERS: Final = (
    DILIGENT, STEADY, ORDINARY, STEADY, ORDINARY, UNEVEN, STEADY, WAITING, DILIGENT, ORDINARY,
    BEHIND, STEADY, ORDINARY, STEADY, DILIGENT, UNEVEN, STEADY, ORDINARY, BEHIND, DILIGENT,
)  # fmt: skip

"""Who serves whom: a small library without Django.

Requests and teams go in; the plan that first serves the most weighted need and then costs the
least in way and unfair load comes out, with a bound that proves it, and why for each pair and for
each request that is left over. No chance, no input or output, no clock but one (`programme.LAST`);
the same input gives the same plan, in any order of requests and teams.

- `values`: what goes in and comes out. `objective`: its formula. `checking`: what is refused.
- `solve`: the plan. `what_if`: the plan with pairs set or ruled out by hand. `Standing`: a plan that
  is kept the best one while requests arrive, each in less than a millisecond.

How: `candidates` finds who could come and `looking` where that need not be everybody, `network` and
`kernels` the cheapest flow with the prices that prove it, `crews` keeps crews whole with prices
(`pricing`) and an integer `programme`, `reasons` says why.
"""

from .arriving import Arrival, Standing
from .checking import Unfit, check
from .solving import solve, what_if
from .values import (
    Assignment,
    Costs,
    Nearer,
    Pair,
    Passed,
    Place,
    Problem,
    Request,
    Result,
    Shortage,
    Team,
    Totals,
    Unassigned,
    Why,
    WhyNot,
)

__all__ = [
    "Arrival",
    "Assignment",
    "Costs",
    "Nearer",
    "Pair",
    "Passed",
    "Place",
    "Problem",
    "Request",
    "Result",
    "Shortage",
    "Standing",
    "Team",
    "Totals",
    "Unassigned",
    "Unfit",
    "Why",
    "WhyNot",
    "check",
    "solve",
    "what_if",
]

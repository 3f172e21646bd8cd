"""The mathematics of the forecast, in pure Python: two conjugate models and how peers inform them.

*Pace.* Records of one subject come as a Poisson process with a rate of its own; the rates of
peers are Gamma distributed. The prior is fitted to the peers by moments, the posterior adds the
subject's own events and days, and what comes in the days left is then negative binomial
(Gelman et al., Bayesian Data Analysis, 3rd ed., sections 2.6 and 5.3; shrinkage towards the
peers: Efron & Morris, JASA 70 (1975) 311-319; moments for unequal exposure: Marshall,
Applied Statistics 40 (1991) 283-294).

*Habit.* Where a period is met or not met, the share met is Beta distributed among peers, again
fitted by moments; the subject's own earlier periods make the posterior, and the chance of one
more is its mean (beta-binomial: Gelman et al., sections 2.4 and 5.3; moments: Kleinman, JASA 68
(1973) 46-54).
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

__all__ = ["Beta", "Gamma", "all_of", "beta_below", "habit_of", "pace_of"]

MOST_WEIGHT = 50.0  # peers alike to the last event still leave room for one's own pace
FEWEST_PEERS = 3  # a spread cannot be read from two
NEGLIGIBLE = 1e-30
PRECISION = 1e-12


@dataclass(frozen=True, slots=True)
class Gamma:
    """A rate a day, known as if `shape` events had been seen in `days` days."""

    shape: float
    days: float

    @property
    def mean(self) -> float:
        return self.shape / self.days

    def after(self, events: float, days: float) -> Gamma:
        """What is known after so many more events in so many days."""
        return Gamma(self.shape + events, self.days + days)

    def thinned(self, share: float) -> Gamma:
        """The rate of those events of which only this share counts."""
        return Gamma(self.shape, self.days / share)

    def chance_of(self, events: float, days: float) -> float:
        """The chance of at least so many events in the days to come."""
        if events <= 0:
            return 1.0
        if days <= 0:
            return 0.0
        return beta_below(days / (self.days + days), events, self.shape)


@dataclass(frozen=True, slots=True)
class Beta:
    """A share, known as if `yes` had been seen to be met and `no` not."""

    yes: float
    no: float

    @property
    def mean(self) -> float:
        return self.yes / (self.yes + self.no)

    def after(self, met: float, ended: float) -> Beta:
        """What is known after so many more periods ended, so many of them met."""
        return Beta(self.yes + met, self.no + ended - met)


def pace_of(peers: Iterable[tuple[float, int]]) -> Gamma | None:
    """The spread of the peers' rates, from (events, days) of each; None: too few to say."""
    seen = [(events, days) for events, days in peers if days > 0]
    if len(seen) < FEWEST_PEERS:
        return None
    days = sum(days for _, days in seen)
    mean = (math.fsum(events for events, _ in seen) + 0.5) / days
    spread = math.fsum(d * (events / d - mean) ** 2 for events, d in seen) / days
    own = spread - mean * len(seen) / days
    shape = mean**2 / own if own > 0 else MOST_WEIGHT
    shape = min(shape, MOST_WEIGHT)
    return Gamma(shape, shape / mean)


def habit_of(peers: Iterable[tuple[int, int]]) -> Beta:
    """The spread of the peers' shares, from (periods met, periods ended) of each."""
    seen = [(met, ended) for met, ended in peers if ended]
    ended = sum(ended for _, ended in seen)
    mean = (sum(met for met, _ in seen) + 1) / (ended + 2)
    if len(seen) < FEWEST_PEERS:
        return Beta(2 * mean, 2 * (1 - mean))
    spread = math.fsum(n * (met / n - mean) ** 2 for met, n in seen) / ended
    alone = mean * (1 - mean)
    own = spread - alone * len(seen) / ended
    weight = alone / own - 1 if own > 0 else MOST_WEIGHT
    weight = min(max(weight, 1.0), MOST_WEIGHT)
    return Beta(weight * mean, weight * (1 - mean))


def all_of(chances: Sequence[float], enough: int) -> float:
    """The chance that at least `enough` of independent things happen."""
    happened = [1.0] + [0.0] * len(chances)
    for chance in chances:
        for count in range(len(chances), 0, -1):
            happened[count] += chance * (happened[count - 1] - happened[count])
        happened[0] *= 1 - chance
    return math.fsum(happened[max(enough, 0) :])


def beta_below(x: float, a: float, b: float) -> float:
    """The regularised incomplete beta function I_x(a, b), by Lentz's continued fraction.

    Abramowitz & Stegun 26.5.8; at least k events of a negative binomial is I_q(k, shape), 26.5.26.
    """
    if x > (a + 1) / (a + b + 2):
        return 1.0 - beta_below(1.0 - x, b, a)
    scale = math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b)
    front = math.exp(scale + a * math.log(x) + b * math.log1p(-x)) / a if x > 0 else 0.0
    return front * _continued_fraction(x, a, b)


def _continued_fraction(x: float, a: float, b: float) -> float:
    above, below = 1.0, 1.0 / _away_from_nought(1.0 - (a + b) * x / (a + 1.0))
    value, before, m = below, 0.0, 0
    while abs(value - before) > PRECISION * abs(value):
        before, m = value, m + 1
        for term in (
            m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m)),
            -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1)),
        ):
            below = 1.0 / _away_from_nought(1.0 + term * below)
            above = _away_from_nought(1.0 + term / above)
            value *= above * below
    return value


def _away_from_nought(value: float) -> float:
    return value if abs(value) > NEGLIGIBLE else NEGLIGIBLE

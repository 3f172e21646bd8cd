"""Where everybody stands on every rule, from the records: a small library without Django.

Rules, subjects, facts and a day go in; standings come out: a verdict, the evidence, what is
missing, and a forecast. No clock, no chance, no input or output; the same input gives the same
answer in any order of subjects and facts.

- `values`: what goes in and comes out. `periods`: spans, fixed days, due days.
- `judge`: one subject, one rule, one period. `standings`: everybody. `Ledger`: the same, kept as
  records are put, corrected and withdrawn.
- `bulk` (not imported here, as it needs numpy): the counts of a county in one pass.

Verdicts are explained in `judging`, forecasts and their sources in `outlook` and `chances`.
"""

from .judging import judge
from .ledger import Ledger, standings
from .outlook import NOBODY, Peers
from .periods import days_in, due, is_workday, span_at, spans, window
from .records import kinds_of
from .rolls import owes, peers_of
from .values import (
    Almanac,
    Bound,
    Count,
    Covers,
    Distinct,
    Each,
    EachOf,
    Every,
    Fact,
    Forecast,
    Formula,
    Measure,
    Need,
    Once,
    OnDay,
    Part,
    Period,
    Phase,
    Ratio,
    Roster,
    Rounding,
    Rule,
    Selection,
    Shift,
    Span,
    Standing,
    Subject,
    Sum,
    Verdict,
    Years,
)

__all__ = [
    "NOBODY",
    "Almanac",
    "Bound",
    "Count",
    "Covers",
    "Distinct",
    "Each",
    "EachOf",
    "Every",
    "Fact",
    "Forecast",
    "Formula",
    "Ledger",
    "Measure",
    "Need",
    "OnDay",
    "Once",
    "Part",
    "Peers",
    "Period",
    "Phase",
    "Ratio",
    "Roster",
    "Rounding",
    "Rule",
    "Selection",
    "Shift",
    "Span",
    "Standing",
    "Subject",
    "Sum",
    "Verdict",
    "Years",
    "days_in",
    "due",
    "is_workday",
    "judge",
    "kinds_of",
    "owes",
    "peers_of",
    "span_at",
    "spans",
    "standings",
    "window",
]

"""All rules of a province from columns: 40 rules, 3 years, against DuckDB's table in memory.

16 rules ask for 12 a year, 16 for 3 a quarter, 8 for 1 a month. Ours runs in one thread, DuckDB
in two. Both end with the number of (site, rule, period) that have anything, and for each rule and
period how many sites met it.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import partial
from itertools import product
from typing import Any

import numpy as np

from benchmarks.obligations.measuring import Row, Took, agree, duckdb, timed
from wenming.engines.obligations import Bound, Count, Each, Every, Roster, Rule, Selection, Span
from wenming.engines.obligations.bulk import Columns, full_count

YEARS = Span(date(2024, 1, 1), date(2026, 12, 31))
ASKED = [(Every.YEAR, 12)] * 16 + [(Every.QUARTER, 3)] * 16 + [(Every.MONTH, 1)] * 8
KINDS = tuple(f"kind.{number}" for number in range(len(ASKED)))
RULES = tuple(
    Rule(kind, "", Count(Selection((kind,))), Bound(least), Each(every), Roster("site"))
    for kind, (every, least) in zip(KINDS, ASKED, strict=True)
)
Result = tuple[int, list[int]]
Slots = tuple[tuple[Rule, Span], ...]


def rows(quick: bool) -> Iterator[Row]:
    sizes = [(1_000_000, 60_000)] if quick else [(10_000_000, 60_000), (10_000_000, 600_000)]
    for events, sites in sizes:
        yield from _compare(_made_up(events, sites), sites)


def _compare(events: Columns, sites: int) -> Iterator[Row]:
    """Ours and the peer by turns, the best of each: the machine may be busy with other things."""
    what = f"{len(events.day):.0e} events, {sites:,} sites x 40 rules x 3 years"
    print(what, flush=True)
    bound, _ = timed(lambda: [c.sum() for c in (events.subject, events.kind, events.day)], 3)
    ours, (columns, expected) = timed(lambda: _ours(events, sites))
    library = duckdb()
    if library is None:
        yield Row(what, "DuckDB", ours, None, bound)
        return
    base = _loaded(library, events, columns)
    best: dict[str, Took] = {}
    for turn, (name, query) in product(range(3), QUERIES.items()):
        ours = min(ours, timed(lambda: _ours(events, sites))[0])
        seconds, found = timed(partial(_asked, base, query, len(columns)))
        best[name] = min(seconds, best.get(name, seconds))
        if turn == 0:
            agree(what, expected, found)
    for name, seconds in best.items():
        print(f"  DuckDB, {name}: {seconds.wall:.2f} s", flush=True)
    yield Row(what, "DuckDB, 2 threads", ours, min(best.values()), bound)


def _made_up(events: int, sites: int) -> Columns:
    """Some sites are ten times as busy as others."""
    random = np.random.default_rng(2022)
    busy = random.integers(0, sites, events) * random.random(events)
    return Columns(
        busy.astype(np.int32),
        random.integers(0, len(KINDS), events).astype(np.int16),
        random.integers(YEARS.start.toordinal(), YEARS.end.toordinal() + 1, events, np.int32),
    )


def _ours(events: Columns, sites: int) -> tuple[Slots, Result]:
    counts = full_count(events, sites, RULES, KINDS, YEARS)
    return counts.columns, (counts.active(), counts.met().tolist())


ENDS = "count(*) AS active, count(*) FILTER (have >= least) AS met"
QUERIES = {  # the fastest ways found to say it; the best of them is the peer's figure
    "periods by join": f"""SELECT slot, {ENDS} FROM
        (SELECT site, slot, count(*) AS have FROM event JOIN slots USING (kind, day) GROUP BY ALL)
        JOIN least USING (slot) GROUP BY slot""",
    "periods by arithmetic": f"""SELECT slot, {ENDS} FROM
        (SELECT site, CASE WHEN kind < 16 THEN kind * 3 + y
            WHEN kind < 32 THEN 48 + (kind - 16) * 12 + q
            ELSE 240 + (kind - 32) * 36 + m END AS slot, count(*) AS have
         FROM event JOIN calendar USING (day) GROUP BY ALL)
        JOIN least USING (slot) GROUP BY slot""",
}


def _asked(base: Any, query: str, columns: int) -> Result:
    found = base.execute(query).fetchall()
    met = [0] * columns
    for slot, _, number in found:
        met[slot] = number
    return sum(active for _, active, _ in found), met


def _loaded(library: Any, events: Columns, columns: Slots) -> Any:
    base = library.connect()
    base.execute("SET threads = 2")
    base.register("given", {"site": events.subject, "kind": events.kind, "day": events.day})
    base.execute("CREATE TABLE event AS SELECT * FROM given")
    slots = [
        (RULES.index(rule), day, slot)
        for slot, (rule, span) in enumerate(columns)
        for day in range(span.start.toordinal(), span.end.toordinal() + 1)
    ]
    kind, day, slot = (np.array(column, np.int32) for column in zip(*slots, strict=True))
    base.register("slots_given", {"kind": kind.astype(np.int16), "day": day, "slot": slot})
    base.execute("CREATE TABLE slots AS SELECT * FROM slots_given")
    base.execute("""CREATE TABLE calendar AS SELECT day, min(slot) FILTER (kind = 0) AS y,
        min(slot) FILTER (kind = 16) - 48 AS q, min(slot) FILTER (kind = 32) - 240 AS m
        FROM slots GROUP BY day""")
    least = np.array([rule.bound.least for rule, _ in columns], np.int32)
    base.register("least_given", {"slot": np.arange(len(least)), "least": least})
    base.execute("CREATE TABLE least AS SELECT * FROM least_given")
    return base

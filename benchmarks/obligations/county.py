"""A county through the whole engine: 50 towns, 5 years of records, against the same rules in SQL.

The engine gives every standing with its evidence, what is missing and, where a period is open, a
forecast; SQL gives the amount and whether it is enough. So the comparison leans to SQL.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from functools import partial

from benchmarks.obligations.measuring import NOTHING, Row, Took, agree, timed
from benchmarks.obligations.sql import Base, Plain, bases
from benchmarks.obligations.town import (
    FIRST,
    KINDS,
    RECORDS_A_YEAR,
    TAGS,
    TODAY,
    Town,
    made_up,
    of,
    rules,
)
from wenming.engines.obligations import Fact, Ledger, Standing, Verdict, standings

YEAR = TODAY.replace(month=1, day=1)


def rows(quick: bool) -> Iterator[Row]:
    number = 4 if quick else 50
    what = f"full count of {number} towns, 5 years, {5 * RECORDS_A_YEAR:,} records each"
    print(what, flush=True)
    seconds: dict[str, Took] = {}
    for seed in range(number):
        for who, took in _one_town(made_up(seed)).items():
            seconds[who] = took.and_also(seconds.get(who, NOTHING))
    ours, bound = seconds.pop("ours"), seconds.pop("bound")
    for peer, theirs in seconds.items():
        yield Row(what, peer, ours, theirs, bound)
    yield from _one_record(made_up(0))


def _one_town(town: Town) -> dict[str, Took]:
    """The seconds of everybody for one town, records loaded; what they answer is the same."""
    bound, _ = timed(lambda: sum(fact.on == TODAY for fact in town.facts))
    loading, ledger = timed(lambda: Ledger(rules(), town.teams, town.facts))
    ours, found = timed(lambda: ledger.standings(TODAY, FIRST))
    plain = [_plain(one) for one in found]
    seconds = {"ours": ours, "bound": bound, "ours, with loading": ours.and_also(loading)}
    for open_base in bases():
        base = open_base(town)
        seconds[base.name], answer = timed(base.standings)
        agree("full count", plain, answer)
    return seconds


def _plain(one: Standing) -> Plain:
    """What SQL can say of a standing."""
    is_met = one.verdict is Verdict.MET
    return one.rule, one.subject, one.span.start.toordinal(), one.have, is_met


def _one_record(town: Town) -> Iterator[Row]:
    """One record arrives: the town's year by the ledger; in SQL all of it, or what it touches."""
    what = "one record: the town's year brought up to date"
    who = town.teams[3].key
    new = Fact(KINDS[0], (who,), TODAY, "record:new", numbers={"people": 9}, tags=TAGS["values"])
    ledger = Ledger(rules(), town.teams, town.facts)
    ledger.standings(TODAY, YEAR)
    bound, _ = timed(lambda: sum(fact.on == TODAY for fact in town.facts), 3)
    ours, found = timed(lambda: _put(ledger, new), 7)
    every = [*town.facts, new]
    full, again = timed(lambda: standings(rules(), town.teams, every, TODAY, since=YEAR), 3)
    agree("the ledger", found, again)
    yield Row(what, "our full count", ours, full, bound)
    touched = {rule.id for rule in rules() if KINDS[0] in of(rule).kinds}
    plain = [_plain(one) for one in found]
    some = [one for one in plain if one[0] in touched and one[1] == who]
    for open_base in bases():
        base = open_base(town)
        theirs, answer = timed(partial(_replace, base, new, base.of_year), 5)
        agree("the year", plain, answer)
        yield Row(what, f"{base.name}, the year", ours, theirs, bound)
        theirs, answer = timed(partial(_replace, base, new, partial(base.of_one, new)), 5)
        agree("what is touched", some, answer)
        yield Row(what, f"{base.name}, touched", ours, theirs, bound)


def _put(ledger: Ledger, new: Fact) -> list[Standing]:
    ledger.put(new.evidence, [])
    ledger.put(new.evidence, [new])
    return ledger.standings(TODAY, YEAR)


def _replace(base: Base, new: Fact, ask: Callable[[date], list[Plain]]) -> list[Plain]:
    base.take_back(new)
    base.put(new)
    return ask(YEAR)

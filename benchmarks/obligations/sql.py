"""The same rules in plain SQL: one town in a data base of its own."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from typing import Any

import numpy as np

from benchmarks.obligations.measuring import duckdb
from benchmarks.obligations.town import FIRST, TODAY, Town, of, rules
from wenming.engines.obligations import Count, Distinct, Fact, Rule, Span, Sum, spans

Plain = tuple[str, str, int, float, bool]

WORDS = {Count: "count(*)", Sum: "sum(people)", Distinct: "count(DISTINCT record.task)"}
COUNTED = """SELECT rule.rule, team, start, {word} AS have FROM record
    JOIN rule ON rule.kind = record.kind AND (rule.task IS NULL OR rule.task = record.task)
    JOIN holds ON holds.rule = rule.rule AND holds.day = record.day
    WHERE what = '{word}' AND {some} GROUP BY rule.rule, team, start"""
STANDINGS = """WITH counted AS ({counted})
    SELECT period.rule, team.team, period.start, coalesce(have, 0), coalesce(have, 0) >= least
    FROM period JOIN rule ON rule.rule = period.rule CROSS JOIN team
    LEFT JOIN counted ON counted.rule = period.rule
        AND counted.team = team.team AND counted.start = period.start
    WHERE {some_periods} ORDER BY 1, 2, 3"""
TABLES = (
    "CREATE TABLE record (kind TEXT, team TEXT, day INT, people INT, task TEXT)",
    "CREATE TABLE team (team TEXT)",
    "CREATE TABLE rule (rule TEXT, kind TEXT, task TEXT, what TEXT, least INT)",
    "CREATE TABLE period (rule TEXT, start INT, till INT)",
    "CREATE TABLE holds (rule TEXT, day INT, start INT)",
)
INDEXES = (
    "CREATE INDEX record_of_team ON record (team, kind, day)",
    "CREATE UNIQUE INDEX holds_day ON holds (rule, day)",
)


class Base:
    """One town's rules and records in SQL."""

    name = "SQLite"

    def __init__(self, town: Town) -> None:
        self._base: Any = self._connected()
        self._load(town)

    def standings(self) -> list[Plain]:
        return self._standings("true", "true")

    def of_year(self, since: date) -> list[Plain]:
        """Everybody's standings since a day."""
        first = since.toordinal()
        return self._standings(f"record.day >= {first} - 7", f"till >= {first}")

    def of_one(self, fact: Fact, since: date) -> list[Plain]:
        """What one record touches: its team, the rules that read its kind, this year."""
        team, first = fact.subjects[0], since.toordinal()
        some = (
            f"record.team = '{team}' AND record.kind = '{fact.kind}' AND record.day >= {first} - 7"
        )
        some_periods = f"team.team = '{team}' AND rule.kind = '{fact.kind}' AND till >= {first}"
        return self._standings(some, some_periods)

    def put(self, fact: Fact) -> None:
        self._base.execute("INSERT INTO record VALUES (?, ?, ?, ?, ?)", _record(fact))

    def take_back(self, fact: Fact) -> None:
        same = "kind = ? AND team = ? AND day = ? AND people = ? AND task = ?"
        self._base.execute(f"DELETE FROM record WHERE {same}", _record(fact))

    def _standings(self, some: str, some_periods: str) -> list[Plain]:
        counted = " UNION ALL ".join(COUNTED.format(word=w, some=some) for w in WORDS.values())
        query = STANDINGS.format(counted=counted, some_periods=some_periods)
        return [tuple(row) for row in self._base.execute(query).fetchall()]

    def _connected(self) -> Any:
        return sqlite3.connect(":memory:")

    def _load(self, town: Town) -> None:
        for table in TABLES:
            self._base.execute(table)
        periods = [(rule.id, span) for rule in rules() for span in spans(rule, FIRST, TODAY)]
        self._insert("record", [_record(fact) for fact in town.facts])
        self._insert("team", [(team.key,) for team in town.teams])
        self._insert("rule", [_words(rule) for rule in rules()])
        self._insert("period", [_period(rule, span) for rule, span in periods])
        self._insert("holds", [day for rule, span in periods for day in _days(rule, span)])
        for index in INDEXES:
            self._base.execute(index)

    def _insert(self, table: str, rows: list[tuple[Any, ...]]) -> None:
        marks = ", ".join("?" * len(rows[0]))
        self._base.executemany(f"INSERT INTO {table} VALUES ({marks})", rows)


class Duck(Base):
    """The same in DuckDB, in memory, two threads."""

    name = "DuckDB"

    def _connected(self) -> Any:
        library = duckdb()
        assert library is not None
        base = library.connect()
        base.execute("SET threads = 2")
        return base

    def _insert(self, table: str, rows: list[tuple[Any, ...]]) -> None:
        columns = {f"c{n}": np.array(column) for n, column in enumerate(zip(*rows, strict=True))}
        self._base.register("given", columns)
        self._base.execute(f"INSERT INTO {table} SELECT * FROM given")


def bases() -> Iterator[Callable[[Town], Base]]:
    """The peers that are installed."""
    yield Base
    if duckdb():
        yield Duck


def _record(fact: Fact) -> tuple[Any, ...]:
    [task] = fact.tags["task"]
    return fact.kind, fact.subjects[0], fact.on.toordinal(), int(fact.numbers["people"]), task


def _words(rule: Rule) -> tuple[Any, ...]:
    tasks = of(rule).where.get("task")
    task = next(iter(tasks)) if tasks else None
    return rule.id, of(rule).kinds[0], task, WORDS[type(rule.measure)], rule.bound.least


def _period(rule: str, span: Span) -> tuple[Any, ...]:
    return rule, span.start.toordinal(), span.end.toordinal()


def _days(rule: str, span: Span) -> Iterable[tuple[Any, ...]]:
    """Every day of the period that counts, which a rule's first day may cut short."""
    first = max(span.start, FIRST)
    for number in range((span.end - first).days + 1):
        yield rule, (first + timedelta(days=number)).toordinal(), span.start.toordinal()

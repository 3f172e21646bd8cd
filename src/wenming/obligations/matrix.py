"""Standings gathered as people ask for them: clause by unit, by unit, by leader, what is late."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from wenming.engines.obligations import Standing, Verdict
from wenming.obligations.queries import Board
from wenming.organisation.models import Unit
from wenming.plans.document import Clause, ClauseKind
from wenming.plans.rules import Rule

__all__ = [
    "LATE",
    "Cell",
    "Line",
    "Support",
    "cells",
    "concern",
    "late",
    "lines",
    "of_unit",
    "supporting",
    "supports",
    "tally",
]

CONCERN = {verdict: place for place, verdict in enumerate(Verdict)}
# The order in which states are told: from done to lost, then what is not judged.
TOLD = (
    *(Verdict.MET, Verdict.ON_COURSE, Verdict.BEHIND, Verdict.AT_RISK, Verdict.MISSED),
    *(Verdict.NOT_YET_DUE, Verdict.NOT_COUNTABLE),
)
DECIDED = (Verdict.MET, Verdict.MISSED)
LATE = (Verdict.BEHIND, Verdict.AT_RISK, Verdict.MISSED)


def concern(standing: Standing) -> int:
    """How much a standing asks for attention: the greater, the more."""
    return CONCERN[standing.verdict]


def tally(standings: Iterable[Standing]) -> dict[str, int]:
    """How many stand where, always in the same order, without the states that nobody is in."""
    counted = Counter(standing.verdict for standing in standings)
    return {verdict.value: counted[verdict] for verdict in TOLD if counted[verdict]}


@dataclass(frozen=True)
class Cell:
    """How one unit stands on one rule: the worst of its subjects now, and how the year has gone.

    A unit may have many subjects (its teams): `met` of `of` are met now. Of this year's periods
    that are decided (for a rule of the month or the week there are many) `kept` of `decided` were
    kept.
    """

    verdict: Verdict
    met: int
    of: int
    kept: int
    decided: int
    have: float
    need: float | None

    @property
    def recurs(self) -> bool:
        """Is there more than one period a year?"""
        return self.decided > self.of


@dataclass(frozen=True)
class Support:
    """A clause without a rule: for each unit, how many of this year's records stand for it."""

    clause: Clause
    numbers: tuple[tuple[Unit, int], ...]


@dataclass(frozen=True)
class Line:
    """One rule across all units, in the order of the units asked for."""

    rule: Rule
    cells: tuple[tuple[Unit, Cell | None], ...]


def lines(board: Board, units: Sequence[Unit]) -> list[tuple[Clause, list[Line]]]:
    """The matrix: the countable clauses, each rule with a cell for every unit."""
    known, rules = cells(board), board.document.rules_by_clause()
    return [
        (clause, [_line(known, rule, units) for rule in rules[clause.id]])
        for clause in board.document.clauses
        if rules[clause.id]
    ]


def _line(known: dict[tuple[str, str], Cell], rule: Rule, units: Sequence[Unit]) -> Line:
    return Line(rule, tuple((unit, known.get((rule.id, unit.code))) for unit in units))


def cells(board: Board) -> dict[tuple[str, str], Cell]:
    """Every cell that is not empty, by rule and unit."""
    groups: dict[tuple[str, str], list[list[Standing]]] = {}
    for rule, subject, periods in board.rows():
        groups.setdefault((rule, board.subjects[subject].unit), []).append(periods)
    return {key: _cell(board, group) for key, group in groups.items()}


def supports(board: Board, units: Sequence[Unit]) -> list[Support]:
    """The clauses that records support and a person judges, in the plan's order."""
    return [
        Support(clause, tuple((unit, len(supporting(board, clause, unit))) for unit in units))
        for clause in board.document.clauses
        if clause.kind is ClauseKind.SUPPORTED and clause.shows
    ]


def supporting(board: Board, clause: Clause, unit: Unit) -> list[str]:
    """This year's records of a unit for a clause, each once."""
    found = (board.supporting.get((kind, unit.key), ()) for kind in clause.shows)
    return list(dict.fromkeys(reference for references in found for reference in references))


def of_unit(board: Board, unit: str) -> list[Standing]:
    """The present standings of a unit's subjects, in the plan's order."""
    return [s for s in board.now() if board.subjects[s.subject].unit == unit]


def late(board: Board) -> list[Standing]:
    """Everything missed, at risk or behind in the town now: the worst first, then by due day."""
    found = [standing for standing in board.now() if standing.verdict in LATE]
    return sorted(found, key=lambda s: (-concern(s), s.due, s.clause, s.subject))


def _cell(board: Board, group: list[list[Standing]]) -> Cell:
    now = [s for periods in group for s in board.present(periods[0].rule, periods)]
    worst = max(now, key=concern)
    decided = [s for periods in group for s in periods if s.verdict in DECIDED]
    return Cell(
        verdict=worst.verdict,
        met=sum(standing.verdict is Verdict.MET for standing in now),
        of=len(now),
        kept=sum(standing.verdict is Verdict.MET for standing in decided),
        decided=len(decided),
        have=worst.have,
        need=worst.need.least,
    )

"""Standings as the town's view tells them: with rule and subject; by who answers for them (0.1)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from wenming.engines.obligations import Standing
from wenming.obligations.matrix import tally
from wenming.obligations.queries import Board
from wenming.plans.document import Clause, Document
from wenming.plans.grammar import Words
from wenming.plans.rules import Responsible, Rule

__all__ = ["Answer", "answers", "rule_of", "told"]

# Who leads needs no word; the others say in which part they stand beside the clause.
PARTS: tuple[tuple[str, str | Promise], ...] = (
    ("lead", ""),
    ("with_", _("配合")),
    ("supervised_by", _("督促")),
    ("reports_to", _("听取汇报")),
)


@dataclass(frozen=True, slots=True)
class Answer:
    """One clause that somebody answers for, in which part, and how the whole town stands on it."""

    clause: Clause
    part: str | Promise
    counts: dict[str, int]


def answers(board: Board) -> list[tuple[Words, list[Answer]]]:
    """Everybody whom the plan names as responsible, in its order, each with what for."""
    names, found = _names(board.document), dict[str, list[Answer]]()
    now = list(board.now())
    for clause in board.document.clauses:
        counts = tally(standing for standing in now if standing.clause == clause.id)
        for code, part in _parts(clause.responsible):
            found.setdefault(code, []).append(Answer(clause, part, counts))
    return [(names[code], rows) for code, rows in found.items()]


def _parts(responsible: Responsible) -> Iterator[tuple[str, str | Promise]]:
    for field, part in PARTS:
        yield from ((code, part) for code in getattr(responsible, field))


def _names(document: Document) -> dict[str, Words]:
    """A unit that is named by itself, or a party that stands for many."""
    units = {unit.code: Words(zh=unit.zh, en=unit.en) for unit in document.units}
    return units | {party.code: party for party in document.parties}


def told(board: Board, one: Standing) -> dict[str, object]:
    """A standing with the rule as the plan writes it and the name of whose it is."""
    rule, subject = rule_of(board, one.rule), board.subjects[one.subject]
    return {"standing": one, "rule": rule, "subject": subject}


def rule_of(board: Board, rule_id: str) -> Rule:
    """The rule as the plan writes it."""
    return next(rule for rule in board.document.active_rules() if rule.id == rule_id)

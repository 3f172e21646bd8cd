"""The plan laid open: every paragraph with its clauses, how each is checked, how it is read."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from wenming.base.language import page_language
from wenming.engines.obligations import Standing, Verdict
from wenming.engines.obligations.values import Span
from wenming.liaison.plan import leaders, pairs
from wenming.obligations.queries import Board
from wenming.organisation import models
from wenming.organisation.plan import Unit
from wenming.plans.document import Clause, Document, Paragraph, Reading
from wenming.plans.grammar import Words
from wenming.plans.rules import Amounts, Responsible, Rule, codes_of
from wenming.plans.sources import fact_kinds
from wenming.plans.wording import sentence

__all__ = [
    "ClauseView",
    "Part",
    "Present",
    "RuleView",
    "Section",
    "TiedUnit",
    "clause_view",
    "counted",
    "parts",
    "present",
    "tied_units",
]


@dataclass(frozen=True, slots=True)
class RuleView:
    """A rule that holds, in words."""

    rule: Rule
    sentence: str


@dataclass(frozen=True, slots=True)
class ClauseView:
    """A clause with who answers for it, what is counted, and how its words are read."""

    clause: Clause
    responsible: Sequence[tuple[str, Sequence[Words]]]
    rules: Sequence[RuleView]
    readings: Sequence[Reading]


@dataclass(frozen=True, slots=True)
class Section:
    """A paragraph of the plan with its clauses; `table` where it is the table of the pairs."""

    paragraph: Paragraph
    clauses: Sequence[ClauseView]
    table: Sequence[TiedUnit] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """A heading of the plan with the paragraphs under it."""

    heading: Words | None
    sections: Sequence[Section]


@dataclass(frozen=True, slots=True)
class TiedUnit:
    """A row of the plan's table: a unit and its leaders."""

    unit: Unit
    kind: str
    leaders: Sequence[Words]


@dataclass(frozen=True, slots=True)
class Present:
    """How many subjects of a rule are met in the present period, of how many."""

    span: Span
    met: int
    of: int
    not_countable: int


def parts(document: Document) -> list[Part]:
    """The whole text in its order."""
    views, tied = _views(document), tied_units(document)
    found: list[Part] = []
    for paragraph in document.paragraphs:
        table = tied if _is_table(paragraph, tied) else ()
        section = Section(paragraph, views.get(paragraph.id, []), table)
        if found and found[-1].heading == paragraph.part:
            found[-1] = Part(paragraph.part, [*found[-1].sections, section])
        else:
            found.append(Part(paragraph.part, [section]))
    return found


def _is_table(paragraph: Paragraph, tied: Sequence[TiedUnit]) -> bool:
    """Whether these words are the table of units and leaders: they name every one of them."""
    names = [name.zh for row in tied for name in row.leaders] + [row.unit.zh for row in tied]
    return bool(names) and all(name in paragraph.text for name in names)


def clause_view(document: Document, clause_id: str) -> Section | None:
    """One clause with its paragraph; None if the plan has no such clause."""
    clause = document.clause(clause_id)
    if clause is None:
        return None
    paragraph = next(one for one in document.paragraphs if one.id == clause.paragraph)
    return Section(paragraph, [_view(document, clause, document.rules_by_clause())])


def _views(document: Document) -> Mapping[str, list[ClauseView]]:
    rules, found = document.rules_by_clause(), defaultdict(list)
    for clause in document.clauses:
        found[clause.paragraph].append(_view(document, clause, rules))
    return found


def _view(document: Document, clause: Clause, rules: Mapping[str, Sequence[Rule]]) -> ClauseView:
    return ClauseView(
        clause=clause,
        responsible=list(_responsible(document, clause.responsible)),
        rules=[
            RuleView(rule, sentence(rule, document, page_language())) for rule in rules[clause.id]
        ],
        readings=[reading for reading in document.readings if clause.id in reading.clauses],
    )


def _responsible(document: Document, said: Responsible) -> Iterable[tuple[str, Sequence[Words]]]:
    """Each part that somebody has in a clause, with who has it."""
    for part, codes in (
        (_("牵头"), said.lead),
        (_("配合"), said.with_),
        (_("督促检查"), said.supervised_by),
        (_("接收报告"), said.reports_to),
    ):
        if codes:
            yield part, list(_named(document, codes))


def _named(document: Document, codes: Iterable[str]) -> Iterable[Words]:
    known = {party.code: Words(zh=party.zh, en=party.en) for party in document.parties}
    known |= {unit.code: Words(zh=unit.zh, en=unit.en) for unit in document.units}
    return (known.get(code, Words(zh=code)) for code in codes)


def counted(view: ClauseView) -> list[str]:
    """The kinds of record that a clause is checked by, or that are shown for it."""
    kinds = [kind for one in view.rules for kind in _kinds(one.rule)] + list(view.clause.shows)
    return list(dict.fromkeys(kind for kind in kinds if kind in fact_kinds()))


def _kinds(rule: Rule) -> Iterable[str]:
    yield from codes_of(rule.exists or ())
    sides = (rule.ratio.part, rule.ratio.over) if rule.ratio is not None else ()
    measures: list[Rule | Amounts] = [rule]
    measures += [side for side in sides if not isinstance(side, str)]
    for said in measures:
        yield from codes_of(said.count or ())
        for measure in (said.sum, said.distinct):
            yield from codes_of(measure.of) if measure else ()
    yield from codes_of(rule.covers.of) if rule.covers else ()


def tied_units(document: Document) -> list[TiedUnit]:
    """The table of units and leaders, in the plan's order."""
    people = {one.code: Words(zh=one.zh, en=one.en) for one in leaders(document)}
    tied: dict[str, list[Words]] = defaultdict(list)
    for pair in pairs(document):
        tied[pair.unit].append(people[pair.leader])
    units = {unit.code: unit for unit in document.units}
    return [TiedUnit(units[code], _kind(units[code].kind), who) for code, who in tied.items()]


def _kind(code: str) -> str:
    return str(models.Unit.Kind(code).label)


def present(board: Board, rule: Rule) -> Present | None:
    """How the whole town stands on a rule now: a number, and no names."""
    now = [standing for standing in board.now() if standing.rule == rule.id]
    if not now:
        return None
    verdicts = Counter(standing.verdict for standing in now)
    return Present(
        span=_commonest(now),
        met=verdicts[Verdict.MET],
        of=len(now),
        not_countable=verdicts[Verdict.NOT_COUNTABLE],
    )


def _commonest(standings: Iterable[Standing]) -> Span:
    spans = Counter(standing.span for standing in standings)
    return spans.most_common(1)[0][0]

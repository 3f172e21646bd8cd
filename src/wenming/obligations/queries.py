"""Where everybody in a town stands: gathers rules, subjects and facts, and asks the engine.

Facts are pulled from the records where they lie. What was worked out is kept in the process until
the next deed in the town's journal, or the next day: never longer, so it is never out of date.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import partial
from threading import Lock, RLock

from django.db import connection
from django.utils.translation import get_language

from wenming.base import clock
from wenming.base.models import Entry
from wenming.engines.obligations import (
    Almanac,
    Fact,
    Rule,
    Span,
    Standing,
    Subject,
    Verdict,
    span_at,
    spans,
    standings,
    window,
)
from wenming.organisation.almanac import almanac
from wenming.organisation.models import Town
from wenming.plans.conversion import engine_rules
from wenming.plans.document import Document
from wenming.plans.models import Plan
from wenming.plans.queries import document_of, plan_in_force
from wenming.plans.sources import sources

__all__ = ["Board", "ahead_of", "board", "board_of"]

UNDECIDED = (Verdict.ON_COURSE, Verdict.BEHIND, Verdict.AT_RISK)
ONE_DAY = timedelta(days=1)
# Boards kept in a process: one for each town, day and language, the least used goes.
KEPT = 24


# The plan's digest and the journal's revision.
State = tuple[str, tuple[int, int]]


@dataclass(frozen=True)
class Board:
    """Everybody's standing on every rule, from the year's first day to `today`."""

    plan: Plan
    document: Document
    today: date
    rules: Mapping[str, Rule]
    subjects: Mapping[str, Subject]
    standings: tuple[Standing, ...]
    # (kind, subject) → this year's records, for the kinds that clauses without a rule show.
    supporting: Mapping[tuple[str, str], tuple[str, ...]]
    # Of plan and journal when it was worked out; none within a transaction.
    state: State | None = field(default=None, compare=False)
    _index: dict[tuple[str, str], list[Standing]] = field(default_factory=dict, compare=False)

    def __post_init__(self) -> None:
        for standing in self.standings:
            self._index.setdefault((standing.rule, standing.subject), []).append(standing)

    @property
    def owing(self) -> set[str]:
        """The units that owe something, by themselves or through their teams, pairs and posts."""
        return {self.subjects[subject].unit for _rule, subject in self._index}

    def of(self, rule: str, subject: str) -> list[Standing]:
        """All periods of the year so far, the earliest first."""
        return self._index.get((rule, subject), [])

    def rows(self) -> Iterable[tuple[str, str, list[Standing]]]:
        """Rule, subject and all periods of the year so far."""
        return ((rule, subject, periods) for (rule, subject), periods in self._index.items())

    def now(self) -> Iterable[Standing]:
        """What concerns everybody now on every rule."""
        for rule, _subject, periods in self.rows():
            yield from self.present(rule, periods)

    def present(self, rule: str, periods: list[Standing]) -> list[Standing]:
        """The running period; and one that is over but still open, or owed afterwards and not in."""
        afterwards = self.rules[rule].afterwards
        over = periods[-2:-1] if afterwards else periods[:-1]
        still = [
            one for one in over if _is_open(one, self.today) or (afterwards and _is_owing(one))
        ]
        return [*still, periods[-1]]


def _is_open(standing: Standing, today: date) -> bool:
    return standing.due >= today and standing.verdict in UNDECIDED


def _is_owing(standing: Standing) -> bool:
    return standing.verdict is Verdict.MISSED and not standing.late


def board(town: Town, on: date | None = None) -> Board | None:
    """Where everybody stands today, or stood `on` a day by the records known now."""
    plan = plan_in_force(town)
    return None if plan is None else board_of(town, plan, on or clock.today())


_kept: OrderedDict[tuple[object, ...], tuple[object, Board]] = OrderedDict()
_turn = Lock()
_counting = RLock()


def board_of(town: Town, plan: Plan, today: date) -> Board:
    """The same, under a given plan."""
    return _while_true((town.pk, today), plan, partial(_work_out, town, plan, today))


def ahead_of(now: Board, until: date) -> Board:
    """What begins after `now`'s day and until a later one; of what has begun it says nothing.

    Only the records of those periods are pulled, a small part of a year's; so that nothing is
    told of how likely they are to be kept. It is as true as `now` is: the journal is not asked again.
    """
    key = (now.plan.town_id, now.today, until)
    return _while_true(key, now.plan, partial(_look_ahead, now, until), now.state)


def _while_true(
    key: tuple[object, ...],
    plan: Plan,
    work_out: Callable[[State | None], Board],
    known: State | None = None,
) -> Board:
    """What was worked out, until there is another deed.

    Within a transaction nothing is kept: it may yet be undone, and its journal numbers used again.
    """
    if connection.in_atomic_block:
        return work_out(None)
    key = (*key, get_language())
    state = known or (plan.digest, Entry.objects.revision(plan.town_id))
    if (kept := _still_true(key, state)) is not None:
        return kept
    # Who asks for what is being worked out waits for it: many who come after a deed count once.
    with _counting:
        return _still_true(key, state) or _keep(key, state, work_out(state))


def _still_true(key: tuple[object, ...], state: State) -> Board | None:
    with _turn:
        kept_state, kept = _kept.get(key, (None, None))
        if kept is None or kept_state != state:
            return None
        _kept.move_to_end(key)
        return kept


def _keep(key: tuple[object, ...], state: State, made: Board) -> Board:
    with _turn:
        _kept[key] = (state, made)
        while len(_kept) > KEPT:
            _kept.popitem(last=False)
    return made


def _work_out(town: Town, plan: Plan, today: date, state: State | None) -> Board:
    document = document_of(plan)
    rules, subjects = engine_rules(document), _subjects(town, today)
    since = today.replace(month=1, day=1)
    days = almanac(since.year - 1, today.year + 1)
    start = _first_day(rules, since, days)
    facts = _facts(town, Span(start, today))
    found = standings(rules, subjects, facts, today, days, since=since)
    return Board(
        plan=plan,
        document=document,
        today=today,
        rules={rule.id: rule for rule in rules},
        subjects={subject.key: subject for subject in subjects},
        standings=tuple(found),
        supporting=_supporting(document, facts, since),
        state=state,
    )


def _look_ahead(now: Board, until: date, state: State | None) -> Board:
    town, since = now.plan.town, now.today + ONE_DAY
    days = almanac(since.year - 1, until.year + 1)
    begins = [
        (rule, window(rule, span, days) or span)
        for rule in now.rules.values()
        for span in spans(rule, since, until, days)
        if span.start > now.today
    ]
    rules, subjects = {rule.id: rule for rule, _ in begins}, _subjects(town, until)
    start = min((counting.start for _, counting in begins), default=until)
    facts = _facts(town, Span(min(start, until), until))
    found = standings(rules.values(), subjects, facts, until, days, since=since)
    return Board(
        plan=now.plan,
        document=now.document,
        today=until,
        rules=now.rules,
        subjects={subject.key: subject for subject in subjects},
        standings=tuple(one for one in found if one.span.start > now.today),
        supporting={},
        state=state,
    )


def _subjects(town: Town, today: date) -> list[Subject]:
    """Everybody who is there; nobody owes before that."""
    return [
        subject
        for source in sources()
        for subject in source.subjects(town)
        if subject.begins is None or subject.begins <= today
    ]


def _supporting(
    document: Document, facts: Iterable[Fact], since: date
) -> dict[tuple[str, str], tuple[str, ...]]:
    shown = {kind for clause in document.clauses for kind in clause.shows}
    found: dict[tuple[str, str], dict[str, None]] = {}
    for fact in facts:
        if fact.kind in shown and _is_of(fact, since):
            for subject in fact.subjects:
                found.setdefault((fact.kind, subject), {})[fact.evidence] = None
    return {key: tuple(references) for key, references in found.items()}


def _is_of(fact: Fact, since: date) -> bool:
    """This year's: it happened since, or lasts."""
    if fact.lasting:
        return fact.until is None or fact.until >= since
    return fact.on >= since


def _facts(town: Town, span: Span) -> list[Fact]:
    return [fact for source in sources() for fact in source.facts(town, span)]


def _first_day(rules: Iterable[Rule], since: date, days: Almanac) -> date:
    """From where records matter: last year's for the forecast, or further back for long terms."""
    last_year = since.replace(year=since.year - 1)
    spans = (span_at(rule, since, days) for rule in rules)
    return min([last_year, *(span.start for span in spans if span is not None)])

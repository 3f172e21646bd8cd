"""What I must do: open standings of my units and of my pairs, each with the one door that mends it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import urlencode

from django.urls import reverse

from wenming.accounts.models import User
from wenming.base import clock
from wenming.engines.obligations import Ratio, Rule, Selection, Standing, Subject, Verdict
from wenming.liaison.models import Pair
from wenming.obligations.matrix import concern
from wenming.obligations.queries import Board
from wenming.organisation.models import Post, Town, Unit
from wenming.plans.rules import Rule as Written
from wenming.plans.sources import fact_kinds

__all__ = ["Todo", "door", "my_subjects", "todos"]

SOON = timedelta(days=14)
WAITING = (Verdict.ON_COURSE, Verdict.NOT_YET_DUE)
OPEN = (Verdict.BEHIND, Verdict.AT_RISK, Verdict.MISSED)


@dataclass(frozen=True)
class Todo:
    """One duty that is open, and where to go to mend it."""

    standing: Standing
    rule: Written
    subject: Subject
    door: str

    @property
    def due(self) -> date:
        return self.standing.due


def todos(board: Board, ahead: Board, mine: frozenset[str]) -> list[Todo]:
    """What is open now, and what begins within two weeks (`ahead` is the board of that day)."""
    written = {rule.id: rule for rule in board.document.active_rules()}
    found = [
        Todo(s, written[s.rule], subject, door(board.rules[s.rule], subject))
        for s in (*_open(board, mine), *_coming(board, ahead, mine))
        if (subject := ahead.subjects[s.subject])
    ]
    return sorted(found, key=lambda todo: (todo.due, -concern(todo.standing), todo.rule.id))


def _open(board: Board, mine: frozenset[str]) -> Iterable[Standing]:
    soon = board.today + SOON
    for standing in board.now():
        if standing.subject not in mine:
            continue
        if standing.verdict in OPEN or (standing.verdict in WAITING and standing.due <= soon):
            yield standing


def _coming(board: Board, ahead: Board, mine: frozenset[str]) -> Iterable[Standing]:
    """Periods that begin before `ahead`'s day and have not begun."""
    for standing in ahead.now():
        begins_later = standing.span.start > board.today
        if standing.subject in mine and begins_later and standing.verdict is not Verdict.MET:
            yield standing


def my_subjects(board: Board, user: User, town: Town) -> frozenset[str]:
    """The subjects that this user answers for today: of the units of their posts, and their pairs."""
    posts = Post.objects.on(clock.today()).filter(holder=user.pk, unit__town=town)
    posts = posts.exclude(role__in=(Post.Role.LEADER, Post.Role.AUDITOR))
    held = list(posts.values_list("unit__code", "unit__kind"))
    units = {code for code, kind in held if kind in Unit.SITES}
    if any(kind in (Unit.Kind.OFFICE, Unit.Kind.TOWN) for _code, kind in held):
        units |= set(_seat(town))
    pairs = Pair.objects.on(clock.today()).filter(leader__user=user.pk, unit__town=town)
    own = {pair.key for pair in pairs.select_related("unit", "leader")}
    return frozenset(
        key for key, subject in board.subjects.items() if subject.unit in units or key in own
    )


def _seat(town: Town) -> Iterable[str]:
    """What the town itself owes is shown at its institute; the offices see to it."""
    return Unit.objects.filter(town=town, kind=Unit.Kind.SUO).values_list("code", flat=True)


def door(rule: Rule, subject: Subject) -> str:
    """Where a record that counts for this rule is entered, with what is known already filled in."""
    counted = _selection(rule)
    kinds = [kind for kind in counted.kinds if fact_kinds()[kind].door]
    if not kinds:
        return ""
    known = {tag: min(codes) for tag, codes in counted.where.items() if len(codes) == 1}
    known |= {"unit": subject.unit, "subject": subject.key}
    return f"{reverse(fact_kinds()[kinds[0]].door)}?{urlencode(known)}"


def _selection(rule: Rule) -> Selection:
    measure = rule.measure
    return measure.part.of if isinstance(measure, Ratio) else measure.of

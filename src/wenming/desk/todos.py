"""What I must do: open standings of my units and pairs, each with the one door that mends it.

Several duties that the same record would meet by the same day (a month plan that is published, has
a theme, fills the month) are one thing to do.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from urllib.parse import urlencode

from django.urls import reverse

from wenming.accounts.models import User
from wenming.base import clock
from wenming.engines.obligations import Ratio, Rule, Selection, Standing, Subject, Verdict, kinds_of
from wenming.liaison.models import Pair
from wenming.obligations.matrix import LATE, concern
from wenming.obligations.queries import Board
from wenming.organisation.models import Post, Town, Unit
from wenming.plans.rules import Rule as Written
from wenming.plans.sources import fact_kinds

__all__ = ["SOON", "Todo", "coming", "door", "kind_of", "my_subjects", "todos"]

SOON = timedelta(days=14)
WAITING = (Verdict.ON_COURSE, Verdict.NOT_YET_DUE)


@dataclass(frozen=True)
class Duty:
    """One standing with the rule as the plan writes it."""

    standing: Standing
    rule: Written


@dataclass(frozen=True)
class Todo:
    """What one record would mend: the duties, the most pressing first, and where to enter it."""

    duties: tuple[Duty, ...]
    subject: Subject
    kind: str
    door: str

    @property
    def first(self) -> Duty:
        return self.duties[0]

    @property
    def due(self) -> date:
        return self.first.standing.due


def todos(board: Board, ahead: Board, mine: frozenset[str]) -> list[Todo]:
    """What is open now, and what begins within two weeks (`ahead` is the board of that day)."""
    written = {rule.id: rule for rule in board.document.active_rules()}
    groups: dict[tuple[str, str, date], list[Duty]] = {}
    for one in (*_open(board, mine), *_coming(board, ahead, mine)):
        key = (kind_of(board.rules[one.rule]) or one.rule, one.subject, one.due)
        groups.setdefault(key, []).append(Duty(one, written[one.rule]))
    found = [
        _todo(board, ahead.subjects[subject], duties) for (_, subject, _), duties in groups.items()
    ]
    return sorted(found, key=lambda todo: (todo.due, -concern(todo.first.standing), todo.kind))


def _todo(board: Board, subject: Subject, duties: list[Duty]) -> Todo:
    pressing = sorted(duties, key=lambda duty: (-concern(duty.standing), duty.rule.id))
    rule = board.rules[pressing[0].standing.rule]
    return Todo(tuple(pressing), subject, kind_of(rule), door(rule, subject))


def _open(board: Board, mine: frozenset[str]) -> Iterable[Standing]:
    soon = board.today + SOON
    for standing in board.now():
        if standing.subject not in mine:
            continue
        if standing.verdict in LATE or (standing.verdict in WAITING and standing.due <= soon):
            yield standing


def _coming(board: Board, ahead: Board, mine: frozenset[str]) -> Iterable[Standing]:
    for standing in coming(board, ahead.now()):
        if standing.subject in mine and standing.verdict is not Verdict.MET:
            yield standing


def coming(board: Board, ahead: Iterable[Standing]) -> Iterable[Standing]:
    """Those of a later day's standings whose period has not begun: nothing in them is late yet."""
    for standing in ahead:
        if standing.span.start > board.today:
            met = standing.verdict is Verdict.MET
            verdict = Verdict.MET if met else Verdict.NOT_YET_DUE
            yield replace(standing, verdict=verdict, forecast=None)


def my_subjects(board: Board, user: User, town: Town) -> frozenset[str]:
    """The subjects that this user answers for today: of their posts' units, and their pairs."""
    posts = Post.objects.on(clock.today()).filter(holder=user.pk, unit__town=town)
    posts = posts.exclude(role__in=(Post.Role.LEADER, Post.Role.AUDITOR))
    held = list(posts.values_list("unit__code", "unit__kind"))
    # What the town itself owes, its offices see to.
    units = {town.code if kind == Unit.Kind.OFFICE else code for code, kind in held}
    pairs = Pair.objects.on(clock.today()).filter(leader__user=user.pk, unit__town=town)
    own = {pair.key for pair in pairs.select_related("unit", "leader")}
    return frozenset(
        key for key, subject in board.subjects.items() if subject.unit in units or key in own
    )


def kind_of(rule: Rule) -> str:
    """The kind of fact whose record would count, if somebody can enter one."""
    return next((kind for kind in kinds_of(_selection(rule)) if fact_kinds()[kind].door), "")


def door(rule: Rule, subject: Subject) -> str:
    """Where a record that counts for this rule is entered, with what is known already filled in."""
    kind = kind_of(rule)
    if not kind:
        return ""
    where = _selection(rule).where
    known = {tag: min(codes) for tag, codes in where.items() if len(codes) == 1}
    known |= {"unit": subject.unit, "subject": subject.key}
    return f"{reverse(fact_kinds()[kind].door)}?{urlencode(known)}"


def _selection(rule: Rule) -> Selection:
    measure = rule.measure
    return measure.part.of if isinstance(measure, Ratio) else measure.of

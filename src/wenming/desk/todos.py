"""What I must do: open standings of my units and pairs, each with the door that mends it.

What is still to come can be announced, with what is known filled in; what is past is recorded.

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
from wenming.activities.models import Activity
from wenming.base import clock
from wenming.base.together import Answers, Questions, question
from wenming.desk.planned import Arranged, Planned
from wenming.engines.obligations import (
    Each,
    Every,
    OnDay,
    Ratio,
    Rule,
    Selection,
    Span,
    Standing,
    Subject,
    Verdict,
    kinds_of,
)
from wenming.liaison.models import Pair
from wenming.obligations.matrix import LATE, concern
from wenming.obligations.queries import Board
from wenming.organisation.models import Post, Town, Unit
from wenming.plans.rules import Rule as Written
from wenming.plans.sources import fact_kinds
from wenming.volunteers.models import Team

__all__ = [
    "SOON",
    "Todo",
    "announcing",
    "coming",
    "door",
    "kind_of",
    "my_subjects",
    "selection",
    "todos",
    "whose",
]

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
    # Where it is announced beforehand, and what of it is announced already.
    announcing: str = ""
    arranged: tuple[Arranged, ...] = ()

    @property
    def first(self) -> Duty:
        return self.duties[0]

    @property
    def due(self) -> date:
        return self.first.standing.due


def todos(town: Town, board: Board, ahead: Board, mine: frozenset[str]) -> list[Todo]:
    """What is open now, and what begins within two weeks (`ahead` is the board of that day)."""
    written = {rule.id: rule for rule in board.document.active_rules()}
    groups: dict[tuple[str, str, date], list[Duty]] = {}
    for one in (*_open(board, mine), *_coming(board, ahead, mine)):
        key = (kind_of(board.rules[one.rule]) or one.rule, one.subject, one.due)
        groups.setdefault(key, []).append(Duty(one, written[one.rule]))
    plans = Planned(town, board.today, max((due for *_, due in groups), default=board.today))
    found = [
        _todo(board, ahead.subjects[subject], duties, plans)
        for (_, subject, _), duties in groups.items()
    ]
    return sorted(found, key=lambda todo: (todo.due, -concern(todo.first.standing), todo.kind))


def _todo(board: Board, subject: Subject, duties: list[Duty], plans: Planned) -> Todo:
    pressing = sorted(duties, key=lambda duty: (-concern(duty.standing), duty.rule.id))
    standing = pressing[0].standing
    rule = board.rules[standing.rule]
    last = _last(board, standing)
    return Todo(
        tuple(pressing),
        subject,
        kind_of(rule),
        door(rule, subject, standing.span, last),
        announcing=announcing(rule, subject, standing, board.today, last),
        arranged=plans.towards(rule, selection(rule), standing),
    )


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


def whose(user: User, town: Town) -> Questions:
    """The posts that this user holds today, the pairs they belong to, the teams they head."""
    today = clock.today()
    posts = Post.objects.on(today).filter(holder=user.pk, unit__town=town)
    pairs = Pair.objects.on(today).filter(leader__user=user.pk, unit__town=town)
    teams = Team.objects.standing().of(town).filter(head=user.pk)
    unit = ("unit__code", "unit__kind", "unit__name", "unit__name_en", "unit__place")
    return {
        "posts": question(posts, "role", "from_on", *unit),
        "pairs": question(pairs, "turn", "leader__code", *unit),
        "teams": question(teams, "name"),
    }


def my_subjects(board: Board, town: Town, found: Answers) -> frozenset[str]:
    """What this user answers for today: their posts' units, the teams they head, their pairs."""
    reading = (Post.Role.LEADER, Post.Role.AUDITOR)
    units = {_owing(town, post.unit) for post in found["posts"] if post.role not in reading}
    own = {pair.key for pair in found["pairs"]} | {team.key for team in found["teams"]}
    return frozenset(
        key for key, subject in board.subjects.items() if subject.unit in units or key in own
    )


def _owing(town: Town, unit: Unit) -> str:
    """What the town itself owes, its offices see to."""
    return town.code if unit.kind == Unit.Kind.OFFICE else unit.code


def kind_of(rule: Rule) -> str:
    """The kind of fact whose record would count, if somebody can enter one."""
    return next((kind for kind in kinds_of(selection(rule)) if fact_kinds()[kind].door), "")


def door(rule: Rule, subject: Subject, span: Span | None = None, last: str = "") -> str:
    """Where a record that counts for this rule is entered, with what is known already filled in.

    `last` is the number of the last one that counted: the next is probably much like it.
    """
    kind = kind_of(rule)
    return f"{reverse(fact_kinds()[kind].door)}?{_known(rule, subject, span, last)}" if kind else ""


def announcing(
    rule: Rule, subject: Subject, standing: Standing, today: date, last: str = ""
) -> str:
    """Where it is announced beforehand, while there is time; a fixed day's from the last one."""
    kind = kind_of(rule)
    place = fact_kinds()[kind].ahead if kind else ""
    span = standing.span
    if not place or min(span.end, standing.due) < today:
        return ""
    if isinstance(rule.period, OnDay) and subject.key == f"unit:{subject.unit}":
        page = reverse("activities:gathering", args=[subject.unit])
        return f"{page}?month={span.start:%Y-%m}"
    return f"{reverse(place)}?{_known(rule, subject, span, last)}"


def _last(board: Board, standing: Standing) -> str:
    """The number of the last activity that counted for the same duty, this year."""
    counted = [cited for one in board.of(standing.rule, standing.subject) for cited in one.evidence]
    model, _colon, number = counted[-1].partition(":") if counted else ("", "", "")
    return number if model == Activity._meta.label_lower else ""


def selection(rule: Rule) -> Selection:
    """What a rule counts."""
    measure = rule.measure
    return measure.part.of if isinstance(measure, Ratio) else measure.of


def _known(rule: Rule, subject: Subject, span: Span | None, last: str) -> str:
    where = selection(rule).where
    known = {tag: min(codes) for tag, codes in where.items() if len(codes) == 1}
    known |= {"unit": subject.unit, "subject": subject.key}
    if span is not None and isinstance(rule.period, Each) and rule.period.every is Every.MONTH:
        known["month"] = f"{span.start:%Y-%m}"
    if last:
        known["from"] = last
    return urlencode(known)

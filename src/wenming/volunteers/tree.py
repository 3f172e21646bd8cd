"""The team tree: branch, corps, brigades and their teams, and what the plan's shape lacks (3.1, 3.2)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlencode

from django.urls import reverse

from wenming.base.language import page_language
from wenming.engines.obligations import Ratio, Rule, Selection, Standing, Verdict, kinds_of
from wenming.obligations.queries import Board, board
from wenming.organisation.models import Town, Unit
from wenming.organisation.queries import vocabularies
from wenming.plans.rules import Rule as Written
from wenming.volunteers.models import Team
from wenming.volunteers.models.team import OF_THE_TOWN, SHAPES, SORTS
from wenming.volunteers.queries import public_teams

__all__ = ["Lack", "Place", "Row", "Tree", "tree"]

COUNTED: Final = "team.standing"
SETTLED: Final = (Verdict.MET, Verdict.NOT_COUNTABLE)
# Tags of a fact that the form of a team can be filled in with.
FILLED: Final = ("shape", "kind")


@dataclass(frozen=True, slots=True)
class Row:
    """A team with its type and kind in words; its head, where the plan names a party secretary."""

    team: Team
    shape: str
    kind: str
    head: str


@dataclass(frozen=True, slots=True)
class Door:
    """What could be founded, and the form for it, filled in."""

    label: str
    url: str


@dataclass(frozen=True, slots=True)
class Lack:
    """What the plan asks for and is not there: the rule in words, and the teams that are missing."""

    title: str
    clause: str
    doors: tuple[Door, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """A unit with its teams and what it lacks."""

    unit: Unit
    rows: tuple[Row, ...]
    lacks: tuple[Lack, ...]


@dataclass(frozen=True, slots=True)
class Tree:
    """The town's own teams on top, the units below."""

    branch: tuple[Row, ...]
    corps: tuple[Row, ...]
    others: tuple[Row, ...]
    lacks: tuple[Lack, ...]
    places: tuple[Place, ...]


def tree(town: Town) -> Tree:
    """The teams that are there today, by the town's own order of units."""
    named = vocabularies(town, SHAPES, *SORTS.split("|"))
    words = {code: word for name in SORTS.split("|") for code, word in named[name].items()}
    rows: defaultdict[int, list[Row]] = defaultdict(list)
    for team in public_teams(town):
        row = _row(team, named[SHAPES], words)
        rows[0 if team.shape in OF_THE_TOWN else team.unit_id].append(row)
    lacks = _lacks(town, words)
    units = list(Unit.objects.filter(town=town).order_by("place"))
    places = [
        Place(unit, tuple(rows[unit.pk]), tuple(lacks[unit.code]))
        for unit in units
        if unit.kind != Unit.Kind.TOWN and (rows[unit.pk] or lacks[unit.code])
    ]
    return Tree(
        branch=tuple(row for row in rows[0] if row.team.shape == "branch"),
        corps=tuple(row for row in rows[0] if row.team.shape == "corps"),
        others=tuple(row for unit in units if unit.kind == Unit.Kind.TOWN for row in rows[unit.pk]),
        lacks=tuple(lacks[town.code]),
        places=tuple(places),
    )


def _row(team: Team, shapes: Mapping[str, str], words: Mapping[str, str]) -> Row:
    kind = words.get(team.kind, "")
    return Row(team, shapes.get(team.shape, team.shape), kind, team.public_head)


def _lacks(town: Town, words: Mapping[str, str]) -> defaultdict[str, list[Lack]]:
    """Unit → what the standings say is missing there of the plan's shape."""
    found: defaultdict[str, list[Lack]] = defaultdict(list)
    now = board(town)
    if now is None:
        return found
    written = {rule.id: rule for rule in now.document.active_rules()}
    for standing in now.now():
        rule = now.rules[standing.rule]
        if standing.verdict not in SETTLED and COUNTED in kinds_of(_selection(rule)):
            unit = now.subjects[standing.subject].unit
            doors = tuple(_doors(now, rule, standing, words))
            found[unit].append(Lack(_title(written[standing.rule]), standing.clause, doors))
    return found


def _doors(now: Board, rule: Rule, standing: Standing, words: Mapping[str, str]) -> Iterator[Door]:
    """One form for each kind that is lacking; one, where no kind is named."""
    where = _selection(rule).where
    known = {tag: min(where[tag]) for tag in FILLED if len(where.get(tag, ())) == 1}
    known["unit"] = now.subjects[standing.subject].unit
    for code in standing.lacking or ("",):
        told = known | ({"kind": code} if code else {})
        yield Door(words.get(code, ""), f"{reverse('volunteers:team-add')}?{urlencode(told)}")


def _selection(rule: Rule) -> Selection:
    measure = rule.measure
    return measure.part.of if isinstance(measure, Ratio) else measure.of


def _title(rule: Written) -> str:
    return rule.title.en if page_language() == "en" else rule.title.zh

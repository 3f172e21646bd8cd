"""Plans of made-up places, checked against what the product offers and loaded beside the town's."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Iterable
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from tests import the_plan, world
from wenming.activities.actions import activities
from wenming.activities.models import Activity
from wenming.base import clock
from wenming.base.models import cited
from wenming.obligations import answers
from wenming.organisation.actions import records
from wenming.organisation.models import Town, Unit, UnitRecord
from wenming.plans.actions import loading
from wenming.plans.checking import check
from wenming.plans.document import Document
from wenming.plans.files import Folder
from wenming.plans.sources import fact_kinds, plan_sections, roster_kinds
from wenming.volunteers.actions import teams
from wenming.volunteers.models import Team

__all__ = ["HERE", "Row", "Rows", "ask", "document", "evidence", "held", "loaded", "team", "unit"]

HERE = Path(__file__).parent
Row = dict[str, Any]


class Rows(list[Row]):
    """What `wenming plan standing --json` answered."""

    def of(self, rule: str, subject: str, start: str = "") -> Row:
        """The one row of a rule and a subject; of the period that begins on a day, if given."""
        found = [
            row
            for row in self
            if (row["rule"], row["subject"]) == (rule, subject) and start in ("", row["from"])
        ]
        (row,) = found
        return row

    def figures(self, rule: str, subject: str, start: str = "") -> tuple[object, object, str]:
        """Need, have, verdict."""
        row = self.of(rule, subject, start)
        return row["need"], row["have"], row["verdict"]

    def subjects(self, rule: str) -> set[str]:
        """Who owes by a rule."""
        return {row["subject"] for row in self if row["rule"] == rule}


@cache
def document(name: str) -> Document:
    """A plan of another place, as checked."""
    offered = fact_kinds().values(), roster_kinds().values(), plan_sections()
    found = check(Folder(HERE / name), *offered)
    assert found.document is not None, [fault.line() for fault in found.faults]
    return found.document


def loaded(name: str) -> Town:
    """The place with its plan, beside the town of the product's own plan."""
    the_plan.loaded()
    return loading.load(document=document(name), by=None).plan.town


def unit(town: Town, code: str) -> Unit:
    return Unit.objects.get(town=town, code=code)


def held(town: Town, code: str, *days: date, **said: object) -> list[Activity]:
    """Activities of a unit, one on each of the days, entered on that day."""
    about: dict[str, Any] = {"title": "活动", "kind": "lecture", "task": "theory", "people": 10}
    made = []
    for day in days:
        with clock.at(world.moment(day)):
            told = about | {"held_on": day} | said
            made.append(activities.hold(unit=unit(town, code), by=None, **told))
    return made


def team(town: Town, code: str, founded_on: date, kind: str = "law", **said: Any) -> Team:
    about: dict[str, Any] = {"shape": "standing", "kind": kind, "name": f"{code}{kind}队"}
    return teams.add(unit=unit(town, code), founded_on=founded_on, by=None, **about | said)


def evidence(rows: Iterable[UnitRecord]) -> list[str]:
    """The records as a standing cites them."""
    return [cited(type(row), row.pk) for row in rows]


def ask(capsys: pytest.CaptureFixture[str]) -> Callable[..., Rows]:
    """`wenming plan standing --json --year --on DAY --town CODE`."""

    def asked(town: Town, on: date, *, year: bool = True, now: date | None = None) -> Rows:
        options = argparse.Namespace(
            town=town.code, on=on, unit="", clause="", year=year, json=True
        )
        capsys.readouterr()
        with clock.at(world.moment(now or on)):
            assert answers.standing(options) == 0
        return Rows(json.loads(capsys.readouterr().out))

    return asked


def withdraw(row: UnitRecord) -> None:
    records.withdraw(row=row, why="登记错了", by=None)

"""Rounds of a project, as a village takes them on."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from tests import world
from wenming.activities.actions import activities
from wenming.activities.models import Activity
from wenming.base import clock
from wenming.projects.actions import rounds
from wenming.projects.models import Measure, Project, Round, RoundActivity
from wenming.volunteers.actions import memberships
from wenming.volunteers.actions.teams import assign

__all__ = ["a_link", "a_measure", "a_round", "an_activity", "with_volunteers"]


def a_round(
    village: world.Village, project: Project | None = None, *, is_told: bool = False
) -> Round:
    """The first round; told, it has all that setting up asks for."""
    row = rounds.begin(project=project or world.a_project(village), by=village.secretary)
    if is_told:
        rounds.tell(row=row, aim="每天一餐热饭", wanted=1, by=village.secretary)
        a_measure(row, village)
    return row


def a_measure(row: Round, village: world.Village, **said: Any) -> Measure:
    told = {"name": "用餐的老人", "unit_word": "人", "before": Decimal(12)} | said
    return rounds.measure(row=row, by=village.secretary, **told)


def an_activity(village: world.Village, on: date | None = None) -> Activity:
    """Held by the village today."""
    return activities.hold(
        unit=village.unit,
        title="送餐",
        held_on=on or clock.today(),
        kind="other",
        task="values",
        people=9,
        by=village.secretary,
    )


def a_link(row: Round, village: world.Village) -> RoundActivity:
    rounds.attach(row=row, activity=an_activity(village), by=village.secretary)
    return row.activity_links.get()


def with_volunteers(project: Project, village: world.Village, number: int = 1) -> None:
    """A team of so many carries the project."""
    team = world.a_team(village)
    assign(row=project, teams=[team], by=village.secretary)
    for place in range(number):
        volunteer = world.a_volunteer(village, world.a_resident(f"队员{place}"))
        made = memberships.ask(team=team, volunteer=volunteer, by=volunteer.user)
        memberships.accept(membership=made, by=village.secretary)

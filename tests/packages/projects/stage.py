"""Rounds of a project, as a village takes them on."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from tests import world
from wenming.activities.actions import activities
from wenming.activities.models import Activity, Shift
from wenming.base import clock
from wenming.hours.actions import ratings
from wenming.hours.models import Presence
from wenming.projects.actions import belonging, rounds
from wenming.projects.models import (
    Measure,
    Project,
    ProjectMoney,
    ProjectNeed,
    Round,
    RoundActivity,
)
from wenming.volunteers.actions import memberships
from wenming.volunteers.actions.teams import assign

__all__ = [
    "a_link",
    "a_measure",
    "a_need_link",
    "a_round",
    "a_share",
    "a_visitor",
    "an_activity",
    "with_volunteers",
]


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


def a_need_link(project: Project, village: world.Village) -> ProjectNeed:
    """A need that the project answers."""
    need = world.a_need(village)
    belonging.attach_needs(project=project, needs=[need], by=village.secretary)
    return ProjectNeed.objects.get(project=project, need=need)


def a_share(project: Project, village: world.Village, **said: Any) -> ProjectMoney:
    """2,000 yuan of one of the village's budget lines."""
    told = {"planned": Decimal(2000), "spent": Decimal(500)} | said
    line = told.pop("line", None) or world.a_budget_line(village)
    return belonging.set_money(project=project, line=line, by=village.secretary, **told)


def a_visitor(
    row: Round, village: world.Village, stars: int | None = None, name: str = "来的人"
) -> Presence:
    """Somebody who was at an activity of the round yesterday for two hours, and perhaps rated it."""
    link = row.activity_links.first() or a_link(row, village)
    end = clock.now() - timedelta(days=1)
    begin = end - timedelta(hours=2)
    shift, _ = Shift.objects.get_or_create(
        activity=link.activity, place="村部", defaults={"starts_at": begin, "ends_at": end}
    )
    presence = Presence.objects.create(
        shift=shift,
        user=world.a_resident(name),
        came_at=shift.starts_at,
        left_at=shift.ends_at,
        grade=Presence.Grade.LIST,
        stage=Presence.Stage.CONFIRMED,
        credit=Presence.Credit.SERVICE,
        minutes=120,
        confirmed_at=clock.now(),
        objections_until=clock.today(),
    )
    if stars is not None:
        ratings.rate(presence=presence, stars=stars, by=presence.user)
    return presence

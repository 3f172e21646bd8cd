"""Projects go through their rounds: one finished a village, the next under way (5.4-b)."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from functools import partial
from typing import Any, Final

from wenming.accounts.models import User
from wenming.organisation.models import Unit
from wenming.project.seeding.scene import Scene
from wenming.project.seeding.span import dice
from wenming.projects.actions import belonging, projects, rounds
from wenming.projects.heard import heard_of_rounds
from wenming.projects.loop import members
from wenming.projects.models import Project, Round
from wenming.projects.permissions import may_begin, may_go_on
from wenming.projects.queries import attachable, attachable_lines, attachable_needs, left_of

__all__ = ["begin_project"]

MADE_UP: Final = "（演示数据）"
# How many activities carry a round out.
CARRIED: Final = 6
RATED: Final = 3
# How many of the village's needs a project answers, and what it gets of the town's money, in yuan.
ANSWERED: Final = 3
PLANNED: Final = Decimal(2000)


def begin_project(scene: Scene, *, unit: Unit, by: User, **told: Any) -> Project:
    """A project with its team; its rounds come when there are volunteers and activities."""
    own = [team for (home, _, _), team in scene.teams.items() if home == unit.pk]
    project = projects.add(unit=unit, teams=own[-1:], by=by, **told)
    chance = dice(scene.town.code, unit.code, project.title, "rounds")
    first = scene.stretch.busy + timedelta(days=chance.randrange(20))
    lasts = chance.randrange(100, 220)
    for turn in range(2):
        begun = first + timedelta(days=turn * (lasts + 14))
        scene.diary.later(begun, partial(_begin, scene, project, turn), hour=15)
        scene.diary.later(begun + timedelta(days=21), partial(_carry_out, scene, project), hour=15)
        ended = begun + timedelta(days=lasts)
        scene.diary.later(ended, partial(_finish, scene, project, turn), hour=15)
    return project


def _begin(scene: Scene, project: Project, turn: int) -> None:
    by = scene.worker(project.unit)
    if not may_begin(by, project):
        return
    row = rounds.begin(project=project, by=by)
    people = max(3, members(project) - 2)
    rounds.tell(row=row, aim=f"服务的人比上一轮多两成，队伍稳得住。{MADE_UP}", wanted=people, by=by)
    if not turn:
        rounds.measure(row=row, name="每月服务的人", unit_word="人", before=Decimal(18), by=by)
    _go_on(row, by)


def _carry_out(scene: Scene, project: Project) -> None:
    for row in project.rounds.open():
        _go_on(row, scene.worker(project.unit))
        _belong(scene, project, row)


def _belong(scene: Scene, project: Project, row: Round) -> None:
    """Some needs of the village, and a share of what the town has for the year."""
    by, office = scene.worker(project.unit), scene.office()
    if found := list(attachable_needs(by, project)[:ANSWERED]):
        belonging.attach_needs(project=project, needs=found, by=by)
    line = attachable_lines(office, project).filter(unit=scene.root).last()
    if line is not None and left_of(line, project) >= PLANNED:
        spent = Decimal(800) * row.number
        belonging.set_money(project=project, line=line, planned=PLANNED, spent=spent, by=office)


def _finish(scene: Scene, project: Project, turn: int) -> None:
    by = scene.worker(project.unit)
    for row in project.rounds.open().filter(stage=Round.Stage.CARRY_OUT):
        # Where people signed in and said how it was.
        for activity in attachable(row).filter(shifts__presences__rating__isnull=False)[:RATED]:
            rounds.attach(row=row, activity=activity, by=by)
        for activity in attachable(row).filter(teams__in=project.teams.all())[:CARRIED]:
            rounds.attach(row=row, activity=activity, by=by)
        for activity in attachable(row)[: max(0, 2 - row.activity_links.count())]:
            rounds.attach(row=row, activity=activity, by=by)
        _go_on(row, by)
        for one in row.measures.all():
            after = one.before + 5 - turn
            rounds.measure(
                row=row, name=one.name, unit_word="人", before=one.before, after=after, by=by
            )
        heard = heard_of_rounds(project).get(row.pk)
        rounds.tell(
            row=row,
            summary=f"人数升了，雨天来的人少。{MADE_UP}",
            unrated_why="" if heard and heard.rated else f"参加的多是没有手机的老人。{MADE_UP}",
            changes=f"雨天改到室内，多请两位年轻人搭手。{MADE_UP}",
            by=by,
        )
        _go_on(row, by)
        _go_on(row, by)


def _go_on(row: Round, by: User) -> None:
    """If it has all that the plan asks; a round without volunteers waits, as it would."""
    if may_go_on(by, row):
        rounds.go_on(row=row, by=by)

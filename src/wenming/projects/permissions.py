"""Who may take a project through its rounds."""

from __future__ import annotations

from django.utils.translation import gettext as _

from wenming.accounts.models import User
from wenming.base import clock
from wenming.base.decisions import Decision, denied
from wenming.organisation.permissions import may_change
from wenming.projects.heard import still_to_rate
from wenming.projects.loop import lacks, step_before
from wenming.projects.models import Project, Round

__all__ = ["may_begin", "may_go_back", "may_go_on", "may_remind", "may_tell"]


def may_begin(user: User | None, project: Project) -> Decision:
    """A project that runs has one round at a time."""
    if project.ended_on is not None and project.ended_on < clock.today():
        return denied(_("项目已经结束，不能再开新的一轮。"))
    if project.rounds.open().exists():
        return denied(_("这一轮还没有结束。"))
    return may_change(user, project)


def may_tell(user: User | None, found: Round) -> Decision:
    """Whoever may change the project, until the round is finished."""
    if found.stage == Round.Stage.FINISHED:
        return denied(_("这一轮已经结束，不能再更改。"))
    return may_change(user, found.project)


def may_go_on(user: User | None, found: Round) -> Decision:
    """With everything that the plan asks of the stage."""
    telling = may_tell(user, found)
    if not telling:
        return telling
    missing = lacks(found)
    return denied(str(missing[0])) if missing else telling


def may_go_back(user: User | None, found: Round) -> Decision:
    """A step that was taken too early."""
    if not step_before(found.stage):
        return denied(_("没有上一步可以退回。"))
    return may_tell(user, found)


def may_remind(user: User | None, found: Round) -> Decision:
    """As long as there are people who may still rate and were not reminded."""
    telling = may_tell(user, found)
    if telling and not still_to_rate(found):
        return denied(_("没有还能评价、又没有提醒过的人。"))
    return telling

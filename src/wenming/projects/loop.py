"""The loop of a project: its five stages in order, and what each must have before the next (5.4-b)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from wenming.activities.models import Activity
from wenming.projects.heard import Heard, heard_of_rounds
from wenming.projects.models import Project, Round
from wenming.volunteers.models import Membership

__all__ = ["ORDER", "lacks", "members", "step_after", "step_before"]

Stage = Round.Stage
ORDER: Sequence[str] = Stage.values


def step_after(stage: str) -> str:
    """The next of the five, or that the round is finished."""
    return ORDER[min(ORDER.index(stage) + 1, len(ORDER) - 1)]


def step_before(stage: str) -> str:
    """The one before; nothing before the first, nor once finished."""
    is_fixed = stage in (Stage.SET_UP, Stage.FINISHED)
    return "" if is_fixed else ORDER[ORDER.index(stage) - 1]


# What the plan asks ---------------------------------------------------------------------------


def lacks(found: Round) -> list[str | Promise]:
    """What the round must still have before it can leave its stage (5.4-a, 5.4-b)."""
    asked = LACKS.get(Stage(found.stage))
    return list(asked(found)) if asked else []


def _to_be_set_up(found: Round) -> Iterator[str | Promise]:
    if not found.aim:
        yield _("写明这一轮要达到什么。")
    if found.wanted is None:
        yield _("写明需要多少名志愿者。")
    if not found.measures.exists():
        yield _("至少定一个效果指标，记下现在是多少。")


def _to_recruit(found: Round) -> Iterator[str | Promise]:
    if not found.project.teams.exists():
        yield _("选一支来做的队伍，志愿者在队伍的页面上报名。")
    missing = (found.wanted or 0) - members(found.project)
    if missing > 0:
        yield _("队员还差 %(number)d 名。") % {"number": missing}


def _to_carry_out(found: Round) -> Iterator[str | Promise]:
    if not found.activity_links.filter(activity__in=Activity.objects.held()).exists():
        yield _("至少举行一次活动，归到这一轮。")


def _to_evaluate(found: Round) -> Iterator[str | Promise]:
    yield from _to_carry_out(found)
    for measure in found.measures.all():
        if measure.after is None:
            yield _("记下“%(name)s”现在是多少。") % {"name": measure.name}
    if not found.summary:
        yield _("写明效果怎么样。")
    heard = heard_of_rounds(found.project).get(found.pk, Heard())
    if not heard.rated and not found.unrated_why:
        yield _(
            "到场记录里有 %(came)d 人，还没有人评价：请他们评价，或者写明为什么没有参加者评价。"
        ) % {"came": heard.came}


def _to_improve(found: Round) -> Iterator[str | Promise]:
    # What an earlier stage had may have been taken out again since.
    yield from _to_evaluate(found)
    if not found.changes:
        yield _("写明下一轮改进什么。")


LACKS = {
    Stage.SET_UP: _to_be_set_up,
    Stage.RECRUIT: _to_recruit,
    Stage.CARRY_OUT: _to_carry_out,
    Stage.EVALUATE: _to_evaluate,
    Stage.IMPROVE: _to_improve,
}


def members(project: Project) -> int:
    """How many volunteers have joined the teams that carry the project."""
    joined = Membership.objects.joined().filter(team__projects=project)
    return joined.values("volunteer").distinct().count()

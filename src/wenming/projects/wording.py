"""A round's stages and history in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from wenming.base.models import Entry
from wenming.organisation.register_rows import Deed
from wenming.projects.loop import ORDER, step_after, step_before
from wenming.projects.models import Round

__all__ = ["Step", "deeds", "step_back_words", "step_words", "steps"]

DEEDS: Final[Mapping[str, str | Promise]] = {
    "begun": gettext_lazy("开始新的一轮"),
    "told": gettext_lazy("填写"),
    "measured": gettext_lazy("记下指标"),
    "measure-dropped": gettext_lazy("删去指标"),
    "activity-attached": gettext_lazy("归入活动"),
    "activity-detached": gettext_lazy("移出活动"),
    "raters-reminded": gettext_lazy("提醒参加的人评价"),
    "moved-on": pgettext_lazy("deed", "进入"),
    "moved-back": pgettext_lazy("deed", "退回"),
}


@dataclass(frozen=True, slots=True)
class Step:
    """One of the five stages, as seen from where the round stands."""

    label: str
    is_done: bool
    is_here: bool


def steps(found: Round) -> list[Step]:
    """The five stages of the plan's loop, in order."""
    here = ORDER.index(found.stage)
    return [
        Step(str(Round.Stage(stage).label), place < here, place == here)
        for place, stage in enumerate(ORDER[:-1])
    ]


def step_words(found: Round) -> str:
    """What the button says that takes the round on."""
    after = step_after(found.stage)
    if after == Round.Stage.FINISHED:
        return _("结束这一轮")
    return _("进入“%(stage)s”") % {"stage": Round.Stage(after).label}


def step_back_words(found: Round) -> str:
    """What the button says that takes it back; nothing where there is no way back."""
    before = step_before(found.stage)
    return _("退回“%(stage)s”") % {"stage": Round.Stage(before).label} if before else ""


def deeds(entries: Iterable[Entry]) -> list[Deed]:
    """What was done to the round, the last first."""
    return [Deed(one.at, _said(one), one.by_name or _("系统")) for one in entries]


def _said(entry: Entry) -> str:
    verb, told = entry.verb.partition(".")[2], entry.details
    stage = told.get("stage")
    words = [str(DEEDS.get(verb, verb))]
    words += [str(Round.Stage(stage).label)] if stage else []
    words += [str(told[name]) for name in ("name", "why") if told.get(name)]
    return _("；").join(words)

"""A stage moves once, by compare-and-set."""

from collections.abc import Mapping

from django.db import models
from django.utils.translation import gettext as _

from wenming.base.errors import Overtaken, WrongStage

__all__ = ["Steps", "move"]

Steps = Mapping[str, frozenset[str]]


def move(row: models.Model, to: str, *, allowed: Steps, **also: object) -> None:
    """Take `row` to the stage `to`, and set `also`, if nobody was faster.

    Raises `WrongStage` if `allowed` has no such step, `Overtaken` if another took one first.
    """
    before: str = row.serializable_value("stage")
    if to not in allowed[before]:
        raise WrongStage(_("“%(row)s”现在还不能进行这一步。") % {"row": row})
    changes = {"stage": to, **also}
    if not type(row)._default_manager.filter(pk=row.pk, stage=before).update(**changes):
        raise Overtaken(_("“%(row)s”刚刚被别人处理过，请刷新。") % {"row": row})
    for name, value in changes.items():
        setattr(row, name, value)

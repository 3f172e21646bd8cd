"""A stage moves once, by compare-and-set; a row is held where no one row could decide."""

from collections.abc import Mapping

from django.db import models
from django.utils.translation import gettext as _

from wenming.base.errors import Overtaken, WrongStage

__all__ = ["Steps", "hold", "move"]

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


def hold(row: models.Model) -> None:
    """Until this transaction is over, whoever else holds `row` waits; then they see what we wrote.

    For what depends on several rows together. SQLite lets one transaction write at a time anyway.
    """
    rows = row._meta.model._base_manager.select_for_update(no_key=True)
    rows.filter(pk=row.pk).values_list("pk").first()

"""Whom the town hands volunteers' data to: a table of theirs that is kept, awards that are told of."""

from __future__ import annotations

from functools import partial
from typing import Final

from wenming.base import clock
from wenming.engines.papers import Column, Sheet, xlsx
from wenming.organisation.models import Unit
from wenming.project.seeding.scene import Scene
from wenming.volunteers.actions import awards, handovers, own_tables
from wenming.volunteers.actions.handovers import Order
from wenming.volunteers.headings import Head

__all__ = ["note_handing"]

# After the villagers have registered.
AFTER: Final = 110
INSURER: Final = "示例保险公司"
HEADINGS: Final = ("序号", "姓名", "身份证号", "联系电话", "服务时长", "投保份数")


def note_handing(scene: Scene) -> None:
    """Each village has somebody with an award; the office gives a first list to an insurer."""
    for unit in scene.villages:
        scene.diary.note(scene.settled(AFTER), partial(_award, scene, unit), hour=10)
    scene.diary.note(scene.settled(AFTER + 2), partial(_give_out, scene), hour=10)


def _award(scene: Scene, unit: Unit) -> None:
    for volunteer in scene.volunteers.get(unit.pk, [])[:1]:
        awards.note(
            volunteer=volunteer,
            name="优秀志愿者（示例）",
            granted_on=clock.today(),
            granted_by=f"{scene.town.name}（示例）",
            by=scene.worker(unit),
        )


def _give_out(scene: Scene) -> None:
    blank = xlsx([Sheet("投保名单", tuple(Column(heading) for heading in HEADINGS))])
    table = own_tables.keep(
        town=scene.town, name="投保名单（示例）", data=blank, head=Head(1, HEADINGS), by=None
    )
    order = Order(INSURER, "给志愿者买人身意外伤害保险", table=table)
    handovers.give_out(town=scene.town, order=order, by=None)

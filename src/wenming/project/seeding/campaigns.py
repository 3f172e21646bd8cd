"""A campaign of the town's that villages join with what they announce anyway (5.1-b)."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import Final

from wenming.activities.models import Campaign
from wenming.organisation.actions import records
from wenming.project.seeding.scene import Scene

__all__ = ["note_campaign"]

MADE_UP: Final = "（演示数据）"
BEFORE: Final = timedelta(days=45)
AFTER: Final = timedelta(days=20)


def note_campaign(scene: Scene) -> None:
    """It is under way on the day that a visitor comes."""
    begins = scene.stretch.last - BEFORE
    scene.diary.note(begins - timedelta(days=7), partial(_begin, scene), hour=9)


def _begin(scene: Scene) -> None:
    scene.campaign = records.add(
        Campaign,
        unit=scene.publicity,
        title="邻里守望，温暖入冬",
        about=f"走访独居老人和困难家庭，查一查用电用气，问一问缺什么。{MADE_UP}",
        from_on=scene.stretch.last - BEFORE,
        until_on=scene.stretch.today + AFTER,
        by=scene.office(),
    )

"""Month plans hung out, leaders' visits, quarterly reports sent and read; some late, some never."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from functools import partial
from random import Random
from typing import Any, Final

from wenming.activities.actions import month_plans
from wenming.activities.models import MonthPlan
from wenming.liaison.actions import reports, visits
from wenming.liaison.models import Pair, QuarterlyReport
from wenming.liaison.quarters import Quarter
from wenming.organisation.models import Unit
from wenming.project.seeding.announcing import LATELY
from wenming.project.seeding.ideas import PLACES, THEMES, idea_for
from wenming.project.seeding.scene import Scene
from wenming.project.seeding.span import dice

__all__ = ["note_guidance"]

# Visits of a pair in a year, by the pair's place in the plan's table.
VISITS: Final = (2, 3, 1, 2, 1, 2, 3, 1, 2, 0, 2, 2, 1, 3, 2, 1)
FINDINGS: Final = (
    "看了功能室和本月计划，和志愿者座谈。",
    "参加村里的集中活动，随机走访了三户。",
    "查看登记，问了老人最想要的服务。",
    "现场看了“四点半课堂”，孩子有二十来个。",
)
DIFFICULTIES: Final = (
    ("功能室空调坏了两个月", "镇综合文化站"),
    ("年轻志愿者白天都在上班，人手不够", "宣传办"),
    ("老人活动中心门口台阶太高", "村委会"),
    ("义诊的医生排不过来", "镇卫生院"),
)
INSTRUCTIONS: Final = (
    "活动尽量放到晚上和周末。",
    "把独居老人的名单再核一遍，每周至少看一次。",
    "好做法写一页纸，下次会上讲给别的村听。",
    "少开会，多到户。",
)
MADE_UP: Final = "（演示数据）"
STANDING: Final = "每天 8:00–17:30 农家书屋开放\n每周三 16:30 四点半课堂"


def note_guidance(scene: Scene) -> None:
    """Plans of each month, visits of each pair, reports of each quarter."""
    for unit in scene.villages:
        _note_plans(scene, unit)
    for place, pair in enumerate(scene.pairs):
        if pair.unit_id in scene.tempers:
            _note_visits(scene, pair, VISITS[place % len(VISITS)])
    for unit in scene.reporting:
        _note_reports(scene, unit)


# Month plans ----------------------------------------------------------------------------------


def _note_plans(scene: Scene, unit: Unit) -> None:
    chance = dice(scene.town.code, unit.code, "plans")
    in_time, late = scene.tempers[unit.pk].plans
    for month in scene.stretch.months():
        fate = chance.random()
        told = _plan(month, chance)
        if month >= (scene.stretch.today - LATELY).replace(day=1):
            # What is announced stands in it by itself.
            told["body"] = STANDING
        days = -chance.randint(3, 16) if fate < in_time else chance.randint(2, 9)
        if fate < in_time + late:
            _note_plan(scene, unit, month, days, told)


def _note_plan(scene: Scene, unit: Unit, month: date, days: int, told: dict[str, Any]) -> None:
    """Drafted one day and hung out the next; where somebody waits, the newest is a draft still."""
    drafted: list[MonthPlan] = []
    on = month + timedelta(days=days)
    scene.diary.note(on, partial(_draft, scene, unit, told, drafted), hour=15)
    if not (scene.tempers[unit.pk].waits and _is_current(scene, month)):
        hang_out = partial(_publish, scene, drafted)
        scene.diary.note(on + timedelta(days=1), hang_out, hour=9)


def _is_current(scene: Scene, month: date) -> bool:
    return month >= scene.stretch.today.replace(day=1)


def _plan(month: date, chance: Random) -> dict[str, Any]:
    days = sorted({5, *chance.sample(range(1, 29), 4)})
    lines = [
        f"{month.month}月{day}日 {idea_for(month.month, chance).title}，{chance.choice(PLACES[:-1])}"
        for day in days
    ]
    theme = THEMES[month.month - 1] if chance.random() < 0.97 else ""
    return {"month": month, "theme": theme, "body": "\n".join(lines)}


def _draft(scene: Scene, unit: Unit, told: dict[str, Any], drafted: list[MonthPlan]) -> None:
    drafted.append(month_plans.draft(unit=unit, by=scene.worker(unit), **told))


def _publish(scene: Scene, drafted: Sequence[MonthPlan]) -> None:
    for plan in drafted:
        month_plans.publish(plan=plan, by=scene.worker(plan.unit))


# Visits ---------------------------------------------------------------------------------------


def _note_visits(scene: Scene, pair: Pair, times: int) -> None:
    chance = dice(scene.town.code, pair.unit.code, pair.leader.code, "visits")
    for on in scene.stretch.spread(times, chance, slack=25):
        is_leaders = chance.random() < 0.6
        told = _seen(on, chance)
        day = on + timedelta(days=chance.choice((0, 0, 1, 3)))
        scene.diary.note(day, partial(_visit, scene, pair, is_leaders, told), hour=20)


def _seen(on: date, chance: Random) -> dict[str, Any]:
    told: dict[str, Any] = {
        "visited_on": on,
        "is_direct": chance.random() > 0.08,
        "findings": chance.choice(FINDINGS) + MADE_UP,
        "instructions": chance.choice(INSTRUCTIONS) if chance.random() < 0.6 else "",
    }
    if chance.random() < 0.4:
        what, who = chance.choice(DIFFICULTIES)
        by_then = on + timedelta(days=chance.randint(14, 60))
        told |= {"difficulties": what + MADE_UP, "solver": who, "solve_by": by_then}
    return told


def _visit(scene: Scene, pair: Pair, is_leaders: bool, told: dict[str, Any]) -> None:
    """Entered by the leader, or by the unit."""
    unit = scene.units[pair.unit.code]
    by = pair.leader.user if is_leaders else scene.worker(unit)
    visits.make(unit=unit, leader=pair.leader, by=by, **told)


# Quarterly reports ----------------------------------------------------------------------------


def _note_reports(scene: Scene, unit: Unit) -> None:
    chance = dice(scene.town.code, unit.code, "reports")
    in_time, late = scene.tempers[unit.pk].reports
    quarter, current = Quarter.of(scene.stretch.first), Quarter.of(scene.stretch.today)
    while quarter != current:
        fate = chance.random()
        days = chance.randint(3, 14) if fate < in_time else chance.randint(18, 34)
        is_newest = quarter == current.before
        if fate < in_time + late or (is_newest and scene.tempers[unit.pk].waits):
            _note_report(scene, unit, quarter, days, chance)
        quarter = quarter.after


def _note_report(scene: Scene, unit: Unit, quarter: Quarter, days: int, chance: Random) -> None:
    """Opened and sent the day after; where somebody waits, the newest is a draft still."""
    opened: list[QuarterlyReport] = []
    is_newest = quarter == Quarter.of(scene.stretch.today).before
    day = quarter.span.end + timedelta(days=days)
    scene.diary.note(day - timedelta(days=1), partial(_open, scene, unit, quarter, opened), hour=16)
    if is_newest and scene.tempers[unit.pk].waits:
        return
    scene.diary.note(day, partial(_send, scene, opened), hour=10)
    keeps = is_newest and chance.random() < 0.4
    read_on = day + timedelta(days=chance.randint(1, 9))
    scene.diary.note(read_on, partial(_read, scene, opened, keeps), hour=21)


def _open(scene: Scene, unit: Unit, quarter: Quarter, opened: list[QuarterlyReport]) -> None:
    opened.append(reports.open_draft(unit=unit, quarter=quarter, by=scene.worker(unit)))


def _send(scene: Scene, opened: Sequence[QuarterlyReport]) -> None:
    """By the head, with a sentence of their own."""
    for report in opened:
        body = f"{report.body}\n把活动更多放到晚上和周末，多听老人和孩子家长的想法。{MADE_UP}"
        reports.send(report=report, body=body, by=scene.head(report.unit))


def _read(scene: Scene, opened: Sequence[QuarterlyReport], keeps: bool) -> None:
    """By each leader it went to; the demonstration's leader has the newest still to read."""
    for report in opened:
        for receipt in report.receipts.select_related("leader__user"):
            newest = (report.year, report.quarter) == Quarter.of(scene.stretch.today).before
            if not (keeps or (newest and receipt.leader == scene.busy_leader)):
                reports.read(report=report, by=receipt.leader.user)

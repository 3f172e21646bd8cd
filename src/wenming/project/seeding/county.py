"""Towns that do not exist, each with the plan of the real one under plainly invented names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from wenming.liaison.plan import leaders
from wenming.plans.document import Document
from wenming.plans.files import Bundle

__all__ = ["invented_plan"]

STEMS, BRANCHES = "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥"
STEMS_EN = ["Jia", "Yi", "Bing", "Ding", "Wu", "Ji", "Geng", "Xin", "Ren", "Gui"]
BRANCHES_EN = ["Zi", "Chou", "Yin", "Mao", "Chen", "Si", "Wu", "Wei", "Shen", "You", "Xu", "Hai"]
# Files that are the plan's own; what else lies in the folder is not part of it.
PLAN_FILES: Final = "*.yaml"
# Words that hold the name of the real town inside others.
REST: Final = {
    "baogai": "example",
    "Baogai": "Example",
    "宝盖": "示例",
    "宝委": "示例委",
    "baidekangqiao": "estate",
    "Baide Kangqiao": "Example",
    "百德康桥": "示例",
    "Shishi": "Example",
    "石狮": "示例",
    "Quanzhou": "Example",
    "泉州": "示例",
    "QZ05904": "EXAMPLE",
}


def invented_plan(folder: Path, real: Document, number: int) -> Bundle:
    """The files of the real plan with every name of a place or person replaced: town `number`."""
    names = {**dict(_names(real, number)), **REST}
    pattern = re.compile("|".join(map(re.escape, sorted(names, key=len, reverse=True))))
    return Bundle(
        {
            path.name: pattern.sub(
                lambda found: names[found[0]], path.read_text(encoding="utf-8")
            ).encode()
            for path in folder.glob(PLAN_FILES)
        }
    )


def _names(real: Document, number: int) -> Iterator[tuple[str, str]]:
    town = real.town
    yield f"code: {town.code}\n", f"code: town{number:02d}\n"
    yield town.zh, f"示例{number:02d}镇"
    yield town.en, f"Example Town {number:02d}"
    yield from _of_villages(real, number)
    for place, leader in enumerate(leaders(real), start=1):
        yield leader.zh, f"示例领导{place:02d}"
        yield leader.en, f"Example Leader {place:02d}"
        yield leader.code, f"leader-{place:02d}"


def _of_villages(real: Document, number: int) -> Iterator[tuple[str, str]]:
    stations = [unit for unit in real.units if unit.kind == "station"]
    for place, unit in enumerate(stations):
        turn = (number * 20 + place) % 60
        zh, en = (
            STEMS[turn % 10] + BRANCHES[turn % 12],
            STEMS_EN[turn % 10] + BRANCHES_EN[turn % 12].lower(),
        )
        kind = ("社区", "Community") if unit.host == "community" else ("村", "Village")
        yield unit.zh, zh + kind[0]
        yield unit.en, f"{en} {kind[1]}"
        yield unit.code, f"v{place + 1:02d}"

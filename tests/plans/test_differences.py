"""Two plans compared in words."""

from __future__ import annotations

from functools import cache

import pytest

from tests.plans.offer import SECTIONS, checked
from tests.plans.small import with_rules
from tests.plans.test_town_plan import FOLDER
from wenming.plans.differences import differences
from wenming.plans.document import Document
from wenming.plans.files import Bundle

pytestmark = pytest.mark.clause("0.2")

FILES = {path.name: path.read_bytes().decode() for path in FOLDER.glob("*.yaml")}


def plan(files: dict[str, str]) -> Document:
    found = checked(Bundle({name: words.encode() for name, words in files.items()}))
    assert [fault.line("en") for fault in found.faults] == []
    assert found.document is not None
    return found.document


@cache
def town() -> Document:
    return plan(FILES)


def changed(file: str, old: str, new: str) -> list[tuple[str, str]]:
    assert old in FILES[file]
    other = plan({**FILES, file: FILES[file].replace(old, new)})
    found = differences(town(), other, SECTIONS)
    return [(one.words("zh"), one.words("en")) for one in found]


def test_a_plan_does_not_differ_from_itself() -> None:
    assert differences(town(), plan(FILES), SECTIONS) == []


@pytest.mark.parametrize(
    ("file", "old", "new", "zh", "en"),
    [
        (
            "units.yaml",
            "zh: 塘边村, en: Tangbian Village",
            "zh: 塘边社区, en: Tangbian Community",
            "单位「塘边村」改名为「塘边社区」",
            'The unit "Tangbian Village" is now "Tangbian Community"',
        ),
        (
            "units.yaml",
            "units:\n",
            "units:\n  - {code: xincun, kind: station, host: village, zh: 新村, en: New Village}\n",
            "新增单位「新村」",
            'New unit: "New Village"',
        ),
        (
            "units.yaml",
            "  - {unit: tangbian, leader: zhang-zaisheng}",
            "  - {unit: tangbian, leader: cai-leiting}",
            "「塘边村」的挂钩领导由张再生改为蔡雷霆",
            '"Tangbian Village" passes from Zhang Zaisheng to Cai Leiting',
        ),
        (
            "units.yaml",
            "  - {unit: tangbian, leader: zhang-zaisheng}",
            "  - {unit: tangbian, leader: zhang-zaisheng}\n  - {unit: tangbian, leader: cai-leiting}",
            "「塘边村」增加挂钩领导蔡雷霆",
            '"Tangbian Village" is tied to Cai Leiting too',
        ),
        (
            "units.yaml",
            "  - {unit: wenhuazhan, leader: liu-jianbo}\n",
            "",
            "「宝盖镇综合文化站」不再由柳建波挂钩",
            '"Baogai Town Cultural Station" is no longer tied to Liu Jianbo',
        ),
        (
            "rules.yaml",
            "at_least: 12\n    per: year\n  - id: twelve-services-of-each-standing-team",
            "at_least: 15\n    per: year\n  - id: twelve-services-of-each-standing-team",
            "规则「每个服务队每年以支队名义集中服务不少于12次」收紧：不少于12 → 不少于15",
            "The rule \"Each corps holds at least 12 concentrated services a year in the branch's "
            'name" is tightened: at least 12 → at least 15',
        ),
        (
            "rules.yaml",
            "    at_least: 2\n    per: year\n  - id: two-visits-a-unit",
            "    at_least: 1\n    per: half_year\n  - id: two-visits-a-unit",
            "规则「每位领导每年到每个联系点直接指导至少2次」改了时间：每年 → 每半年",
            'The rule "Each leader guides each linked unit on the spot at least 2 times a year" '
            "changes its time: year → half_year".replace("half_year", "half-year"),
        ),
        (
            "rules.yaml",
            "chosen: corps\n",
            "chosen: every\n",
            "读法「“每支队伍每年以支队名义开展集中服务不少于12次”：每支队伍指哪些队伍？」由"
            "「支队下设的七个服务队（“以支队名义”，一年84次）」换成「服务队、常备队伍、特色队伍，每一支都算」",
            'The reading of ""Each team": which teams hold the 12 concentrated services a year?" '
            'switches from "The branch\'s seven service corps ("in the branch\'s name"; 84 a year)" '
            'to "Every corps, standing team and team of local character"',
        ),
        (
            "words.yaml",
            "    - {code: law, zh: 法律服务, en: Legal service}\n    - {code: hygiene, zh: 卫生环保, en: "
            "Hygiene and environment}\n\n  # 三（二）5类",
            "    - {code: law, zh: 法律服务, en: Legal service}\n    - {code: hygiene, zh: 卫生环保, en: "
            "Hygiene and environment}\n    - {code: sport, zh: 体育, en: Sport}\n\n  # 三（二）5类",
            "新增standing_teams 的词语「体育」",
            'New term of standing_teams: "Sport"',
        ),
        (
            "clauses.yaml",
            "    words: 每支队伍每年以支队名义开展集中服务不少于 12 次",
            "    words: 以支队名义开展集中服务不少于 12 次",
            "条款「3.1-c 每队每年集中服务不少于12次」改写："
            "「每支队伍每年以支队名义开展集中服务不少于 12 次」→「以支队名义开展集中服务不少于 12 次」",
            'The clause "3.1-c Twelve concentrated services a year" is reworded: '
            '"每支队伍每年以支队名义开展集中服务不少于 12 次" → "以支队名义开展集中服务不少于 12 次"',
        ),
        (
            "plan.yaml",
            "issued_on: 2022-07-06",
            "issued_on: 2022-07-01",
            "成文日期由「2022-07-06」改为「2022-07-01」",
            'The day of issue changes from "2022-07-06" to "2022-07-01"',
        ),
        (
            "plan.yaml",
            "themes: []",
            "themes: [{month: 2026-03, zh: 学雷锋, en: Lei Feng}]",
            "新增月主题「学雷锋」",
            'New theme of a month: "Lei Feng"',
        ),
    ],
)
def test_a_change_is_told_in_words(file: str, old: str, new: str, zh: str, en: str) -> None:
    assert (zh, en) in changed(file, old, new)


def test_a_unit_that_left_is_told_with_its_pair() -> None:
    unit = "  - {code: yupu, kind: station, host: village, zh: 玉浦村, en: Yupu Village}\n"
    files = {**FILES, "units.yaml": FILES["units.yaml"].replace(unit, "")}
    pair = "  - {unit: yupu, leader: cai-zuowei}\n"
    files["units.yaml"] = files["units.yaml"].replace(pair, "")

    found = [one.words("zh") for one in differences(town(), plan(files), SECTIONS)]

    assert found == ["单位「玉浦村」不再列入", "「玉浦村」不再由蔡作为挂钩"]


SOFTER = "id: a\nclause: 1-a\ntitle: 甲\neach: unit\ncount: activity.held\n{}\nper: year"


@pytest.mark.parametrize(
    ("before", "after", "word"),
    [
        ("at_least: 12", "at_least: 10", "放宽"),
        ("at_most: 12", "at_most: 10", "收紧"),
        ("at_least: 12", "exactly: 10", "改了数量"),
        ("at_least: 12", "at_least: {of: households, every: 30}", "改了数量"),
        ("at_least: 12", "at_least: 12\nsoft: yes", "原则性要求"),
        ("at_least: 12", "at_least: 12\nwhere: {host: village}", "对象"),
        ("at_least: 12", "at_least: 12\nwith: {branch: yes}", "计数内容"),
        ("at_least: 12", "at_least: 12\nfrom: 2024-01-01", "起止"),
        ("at_least: 12", "at_least: 12\nphases: [{to: 2025-12-31, at_least: 6}]", "分阶段目标"),
        ("at_least: 12", "at_least: 12\nnumbers: {east: 9}", "个别对象"),
    ],
)
def test_a_rule_changed_in_any_part_is_told(before: str, after: str, word: str) -> None:
    old = plan({"plan.yaml": with_rules(SOFTER.format(before))})
    new = plan({"plan.yaml": with_rules(SOFTER.format(after))})

    (found,) = differences(old, new, SECTIONS)

    assert word in found.words("zh")
    assert found.code == "a"

"""A small town's plan, to which a test adds what it is about."""

from __future__ import annotations

from textwrap import dedent, indent

__all__ = ["SMALL", "with_rule", "with_rules"]

SMALL = """\
document:
  code: small-2025
  number: 小委〔2025〕1号
  title: 小镇方案
  issuer: 小镇党委
  issued_on: 2025-01-10
town: {code: small, zh: 小镇}
vocabularies:
  activity_kinds:
    - {code: concentrated, zh: 集中服务}
    - {code: lecture, zh: 宣讲, group: talk}
    - {code: training, zh: 培训, group: talk}
  five_tasks:
    - {code: theory, zh: 理论}
    - {code: policy, zh: 政策}
  team_shapes:
    - {code: corps, zh: 服务队}
  standing_teams:
    - {code: law, zh: 法律}
  emergency_teams:
    - {code: rescue, zh: 救援}
  room_kinds:
    - {code: fitness, zh: 健身}
  training_fields:
    - {code: law, zh: 法律}
units:
  - {code: east, kind: station, host: village, zh: 东村, numbers: {households: 95}}
  - {code: west, kind: station, host: village, zh: 西村}
  - {code: office, kind: office, zh: 宣传办}
leaders:
  - {code: wang, zh: 王某}
pairs:
  - {unit: east, leader: wang}
parties:
  - {code: villages, zh: 各村, where: {host: village}}
paragraphs:
  - {id: "1", text: 各村每年开展活动不少于12次，原则上每月一次。}
clauses:
  - id: 1-a
    paragraph: "1"
    title: 活动
    words: 每年开展活动不少于12次
    kind: checked
    responsible: {lead: villages, with: office}
calendar:
  gathering: {day: 15, shift: next_workday}
rules:
"""

PLAIN = "id: plain\nclause: 1-a\ntitle: 活动\neach: unit\ncount: activity.held\nat_least: 12\nper: year\n"


def with_rules(*rules: str) -> str:
    """The small plan with these rules."""
    said = [indent(dedent(rule).strip(), "    ").replace("    ", "  - ", 1) for rule in rules]
    return SMALL + "\n".join(said or [indent(PLAIN, "    ").replace("    ", "  - ", 1)]) + "\n"


def with_rule(said: str) -> str:
    """The small plan with one rule; `said` is what comes after its title."""
    return with_rules("id: this\nclause: 1-a\ntitle: 这条规则\n" + dedent(said).strip())

"""The words of which the sentence of a rule is made, Chinese and English side by side.

They are kept in both languages, as the words of a fault are: a sentence may be asked for in
another language than the page's, and the command line has no catalogue.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from wenming.engines.obligations.values import Every, Part, Rounding, Shift

__all__ = [
    "ANY",
    "EVERY",
    "FIXED",
    "NUMBERS",
    "PARTS",
    "ROSTERS",
    "ROUNDINGS",
    "SHIFTS",
    "TAGS",
    "YES_NO_WORDS",
    "Pair",
]

Pair = tuple[str, str]

# Who owes it. A roster that is not here is named by its own words.
ROSTERS: Final[Mapping[str, Pair]] = {
    "town": ("全镇", "the whole town"),
    "unit": ("每个单位", "each unit"),
    "team": ("每支队伍", "each team"),
    "pair": ("每位镇领导对每个挂钩单位", "each leader for each linked unit"),
    "leader": ("每位镇领导", "each leader"),
    "post": ("每个职务", "each post"),
    "field": ("每个领域", "each field"),
}

# What a tag is called where its values are counted or listed.
TAGS: Final[Mapping[str, Pair]] = {
    "channel": ("收集方式", "channel"),
    "field": ("领域", "field"),
    "focus": ("服务对象", "group served"),
    "grade": ("凭据", "grade of evidence"),
    "host": ("举办主体", "host"),
    "kind": ("类别", "kind"),
    "length": ("周期", "period"),
    "level": ("级别", "level"),
    "role": ("职务", "post"),
    "service": ("服务类别", "kind of service"),
    "shape": ("队伍形态", "shape of team"),
    "source": ("资金来源", "source"),
    "talent": ("人才类别", "group of talent"),
    "task": ("任务", "task"),
    "theme": ("主题", "theme"),
    "topic": ("议题", "topic"),
    "watch": ("邻里守望类别", "kind of neighbourly watch"),
}

# What yes and no mean of a tag that is one or the other.
YES_NO_WORDS: Final[Mapping[str, tuple[Pair, Pair]]] = {
    "branch": (("以支队名义", "in the branch's name"), ("不以支队名义", "not in its name")),
    "brand": (("品牌项目", "brand project"), ("非品牌项目", "no brand project")),
    "direct": (("直接指导", "direct guidance"), ("非直接指导", "no direct guidance")),
    "headed": (("有合格的负责人", "rightly headed"), ("没有合格的负责人", "not rightly headed")),
    "in_time": (("按时答复", "answered in time"), ("没有按时答复", "not answered in time")),
    "themed": (("有主题", "with a theme"), ("没有主题", "without a theme")),
}

# Numbers that a subject has or a record carries.
NUMBERS: Final[Mapping[str, Pair]] = {
    "capacity": ("可容纳人数", "capacity"),
    "hours": ("小时", "hours"),
    "households": ("户数", "households"),
    "lines": ("项数", "lines"),
    "minutes": ("分钟", "minutes"),
    "people": ("人数", "people"),
    "residents": ("常住人口", "residents"),
    "within": ("圈内户数", "households within"),
    "yuan": ("金额（元）", "yuan"),
}

# Codes that no plan lists: kinds of unit, who runs a site, posts, levels of honours, grades of
# evidence.
FIXED: Final[Mapping[str, Pair]] = {
    "auditor": ("审计人员", "auditor"),
    "back": ("补录", "entered afterwards"),
    "centre": ("中心", "centre"),
    "code": ("现场签到码", "code on the spot"),
    "prefecture": ("设区市级", "prefecture-level city"),
    "community": ("社区", "community"),
    "county": ("县（市）级", "county"),
    "deputy": ("副职", "deputy"),
    "later": ("事后确认", "confirmed later"),
    "leader": ("镇领导", "town leader"),
    "liaison_officer": ("联络员", "liaison officer"),
    "list": ("现场点名", "tapped on the list"),
    "month": ("按月", "by month"),
    "quarter": ("按季度", "by quarter"),
    "national": ("全国", "national"),
    "office": ("办公室", "office"),
    "office_head": ("办公室主任", "head of office"),
    "park": ("园区", "park"),
    "point": ("点", "point"),
    "province": ("省级", "province"),
    "secretary": ("党组织书记", "party secretary"),
    "site_head": ("站长", "site head"),
    "staff": ("工作人员", "staff"),
    "station": ("站", "station"),
    "suo": ("所", "institute"),
    "team_leader": ("队长", "team leader"),
    "town": ("镇", "town"),
    "village": ("村", "village"),
}

EVERY: Final[Mapping[Every, Pair]] = {
    Every.DAY: ("每天", "every day"),
    Every.WEEK: ("每周", "every week"),
    Every.HALF_MONTH: ("每半个月", "every half-month"),
    Every.MONTH: ("每月", "every month"),
    Every.TWO_MONTHS: ("每两个月", "every two months"),
    Every.QUARTER: ("每季度", "every quarter"),
    Every.HALF_YEAR: ("每半年", "every half-year"),
    Every.YEAR: ("每年", "every year"),
}

SHIFTS: Final[Mapping[Shift, Pair]] = {
    Shift.STAY: ("", ""),
    Shift.NEXT: ("遇休息日顺延到下一个工作日", "on a day off, the next working day"),
    Shift.PREVIOUS: ("遇休息日提前到上一个工作日", "on a day off, the working day before"),
}

ROUNDINGS: Final[Mapping[Rounding, Pair]] = {
    Rounding.UP: ("不足的进一", "rounded up"),
    Rounding.DOWN: ("不足的舍去", "rounded down"),
    Rounding.NEAREST: ("四舍五入", "rounded to the nearest"),
}

# Where nothing is said, a part of a period counts as a whole one.
PARTS: Final[Mapping[Part, Pair]] = {
    Part.PRO_RATA: ("不满一期的按时间折算", "a part of a period counts pro rata"),
    Part.NOTHING: ("不满一期的不算", "a part of a period does not count"),
}

ANY: Final[Pair] = ("记录", "record")

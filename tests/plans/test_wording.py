"""A rule in words, in each form that the language has."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path

import pytest

from tests.plans import offer
from wenming.base.kinds import YES_NO, FactKind, RosterKind
from wenming.plans import phrases, sources, speech, wording
from wenming.plans.document import Document
from wenming.plans.files import Folder
from wenming.plans.rules import Rule

pytestmark = pytest.mark.clause("0.2")

PLAN = Path(__file__).parents[2] / "plans" / "baogai-2022"
KINDS = {
    "held": FactKind(
        "held",
        "举办活动",
        "an activity held",
        tags={"kind": "activity_kind", "branch": YES_NO, "task": "task"},
        numbers=("people",),
    ),
    "team": FactKind("team", "队伍", "a team", tags={"shape": "shape"}, lasting=True),
    "post": FactKind("post", "任职", "a post held", tags={"role": ("secretary", "staff")}),
}
ROSTERS = {
    "unit": RosterKind("unit", "单位", "units", tags={"kind": ("station", "point")}),
    "shop": RosterKind("shop", "门店", "shops"),
}
DOCUMENT = Document.model_validate(
    {
        "document": {
            "code": "x",
            "number": "1号",
            "title": "方案",
            "issuer": "镇党委",
            "issued_on": "2022-07-06",
        },
        "town": {"code": "x", "zh": "某镇"},
        "vocabularies": {
            "activity_kind": [{"code": "joint", "zh": "集中服务", "en": "joint service"}],
            "task": [
                {"code": "theory", "zh": "理论", "en": "theory", "group": "first"},
                {"code": "culture", "zh": "文化", "en": "culture"},
            ],
        },
        "units": [
            {"code": "tangbian", "kind": "station", "zh": "塘边村", "en": "Tangbian"},
            {"code": "gantou", "kind": "station", "zh": "杆头村"},
        ],
        "paragraphs": [],
        "clauses": [],
        "calendar": {"gathering": {"day": 5, "shift": "free-day"}},
        "readings": [
            {
                "id": "free-day",
                "clauses": ["1"],
                "question": "遇休息日？",
                "options": [{"code": "stay", "zh": "不动"}, {"code": "next_workday", "zh": "顺延"}],
                "chosen": "next_workday",
            }
        ],
    }
)
DOCUMENT = DOCUMENT.model_copy(
    update={"sections": {"leaders": (FactKind("zhang", "张三", "Zhang San"),)}}
)


def offering(
    monkeypatch: pytest.MonkeyPatch, kinds: Iterable[FactKind], rosters: Iterable[RosterKind]
) -> None:
    known, listed = {kind.code: kind for kind in kinds}, {one.code: one for one in rosters}
    monkeypatch.setattr(speech, "fact_kinds", lambda: known)
    monkeypatch.setattr(speech, "roster_kinds", lambda: listed)
    monkeypatch.setattr(wording, "roster_kinds", lambda: listed)


@pytest.fixture
def _few(monkeypatch: pytest.MonkeyPatch) -> None:
    offering(monkeypatch, KINDS.values(), ROSTERS.values())


def said(**parts: object) -> tuple[str, str]:
    whole: Mapping[str, object] = {
        "id": "r",
        "clause": "1",
        "title": "规则",
        "each": "unit",
        **(
            {"count": "held"}
            if not {"sum", "distinct", "covers", "ratio", "exists"} & set(parts)
            else {}
        ),
        **({"per": "year"} if not {"by", "on"} & set(parts) else {}),
        **parts,
    }
    rule = Rule.model_validate(whole)
    return wording.sentence(rule, DOCUMENT, "zh"), wording.sentence(rule, DOCUMENT, "en")


FORMS: list[tuple[dict[str, object], str, str]] = [
    (
        {"each": "team", "at_least": 12, "with": {"kind": "joint", "branch": "yes"}},
        "每支队伍每年至少 12 次：举办活动（集中服务；以支队名义）。",
        "Each team, every year: at least 12 × an activity held (joint service; in the branch's name).",
    ),
    (
        {"at_most": 3, "per": "month", "where": {"kind": ["station", "point"]}},
        "每个站、点每月至多 3 次：举办活动。",
        "Each station or point, every month: at most 3 × an activity held.",
    ),
    (
        {"exactly": 7, "count": "team", "each": "town"},
        "全镇每年正好 7 个：队伍。",
        "The whole town, every year: exactly 7 × a team.",
    ),
    (
        {"between": [2, 4], "per": "quarter"},
        "每个单位每季度 2 到 4 次：举办活动。",
        "Each unit, every quarter: 2 to 4 × an activity held.",
    ),
    (
        {"exists": ["held", "team"], "per": "week", "with": {"task": ["theory", "culture"]}},
        "每个单位每周至少 1 个：举办活动、队伍（理论、文化）。",
        "Each unit, every week: at least 1 × an activity held, a team (theory, culture).",
    ),
    (
        {"count": [{"of": "held", "with": {"task": "theory"}}, "team"], "at_least": 1},
        "每个单位每年至少 1 个：举办活动（理论）、队伍。",
        "Each unit, every year: at least 1 × an activity held (theory), a team.",
    ),
    (
        {"at_least": 2, "at_most": 4},
        "每个单位每年 2 到 4 次：举办活动。",
        "Each unit, every year: 2 to 4 × an activity held.",
    ),
    (
        {"sum": {"of": "held", "number": "people"}, "at_least": 12000, "per": "day"},
        "每个单位每天人数合计至少 12,000：举办活动。",
        "Each unit, every day: people in all at least 12,000, from an activity held.",
    ),
    (
        {"distinct": {"of": "held", "tag": "task"}, "at_least": 3, "per": "half_year"},
        "每个单位每半年至少 3 种不同的任务：举办活动。",
        "Each unit, every half-year: at least 3 different values of “task”, from an activity held.",
    ),
    (
        {"covers": {"of": "held", "tag": "task", "all": "task"}, "per": "two_months"},
        "每个单位每两个月举办活动，任务齐全，共 2 项：理论、文化。",
        "Each unit, every two months: an activity held, with all of these 2 values of “task”:"
        " theory, culture.",
    ),
    (
        {"covers": {"of": "held", "tag": "task", "all": "task"}, "at_least": 1},
        "每个单位每年举办活动，任务至少 1 项，共 2 项：理论、文化。",
        "Each unit, every year: an activity held, with at least 1 of these 2 values of “task”:"
        " theory, culture.",
    ),
    (
        {
            "ratio": {"part": {"count": "held", "with": {"branch": "no"}}, "over": "households"},
            "at_least": "80%",
        },
        "每个单位每年“举办活动（不以支队名义）”与“户数”之比至少 80%。",
        "Each unit, every year: “an activity held (not in its name)” over “households” at least 80%.",
    ),
    (
        {
            "ratio": {
                "part": {"sum": {"of": "held", "number": "people"}},
                "over": {"distinct": {"of": "held", "tag": "task"}},
            },
            "at_most": 30,
        },
        "每个单位每年“举办活动·人数”与“举办活动·任务”之比至多 30。",
        "Each unit, every year: “an activity held · people” over “an activity held · task” at most 30.",
    ),
    (
        {"at_least": 3, "per": {"years": 5, "from": 2022}},
        "每个单位每 5 年（自 2022 年起）至少 3 次：举办活动。",
        "Each unit, every 5 years (from 2022): at least 3 × an activity held.",
    ),
    (
        {"at_least": 1, "by": "2022-12-31"},
        "每个单位在 2022年12月31日前至少 1 次：举办活动。",
        "Each unit, by 31 December 2022: at least 1 × an activity held.",
    ),
    (
        {"at_least": 1, "on": {"day": 31, "shift": "previous_workday", "before": 2, "after": 3}},
        "每个单位每月 31 日（遇休息日提前到上一个工作日；提前 2 天内也算；推后 3 天内也算）"
        "至少 1 次：举办活动。",
        "Each unit, on day 31 of every month (on a day off, the working day before; up to 2 days"
        " before will do; up to 3 days after will do): at least 1 × an activity held.",
    ),
    (
        {"at_least": 1, "on": "gathering_day"},
        "每个单位每月 5 日（遇休息日顺延到下一个工作日）至少 1 次：举办活动。",
        "Each unit, on day 5 of every month (on a day off, the next working day):"
        " at least 1 × an activity held.",
    ),
    (
        {"at_least": 4, "per": "half_month", "except": ["tangbian"], "only": ["unit:gantou"]},
        "每个单位（只有杆头村；塘边村除外）每半个月至少 4 次：举办活动。",
        "Each unit (only 杆头村; except Tangbian), every half-month: at least 4 × an activity held.",
    ),
    (
        {
            "each": "pair",
            "at_least": 2,
            "numbers": {"tangbian/zhang": 4, "gantou/zhang": {"exactly": 1}},
        },
        "每位镇领导对每个挂钩单位每年至少 2 次：举办活动；塘边村–张三为 4；杆头村–张三为正好 1。",
        "Each leader for each linked unit, every year: at least 2 × an activity held;"
        " Tangbian–Zhang San: 4; 杆头村–Zhang San: exactly 1.",
    ),
    (
        {"at_least": 6, "each_of": {"tag": "task", "all": "task", "at_least": 2}},
        "每个单位每年至少 6 次：举办活动；其中理论、文化每项至少 2。",
        "Each unit, every year: at least 6 × an activity held;"
        " of these at least 2 of each of theory, culture.",
    ),
    (
        {"at_least": {"of": "households", "every": 30}},
        "每个单位每年至少户数每 30 计 1（不足的进一）次：举办活动。",
        "Each unit, every year: at least 1 for every 30 of “households” (rounded up)"
        " × an activity held.",
    ),
    (
        {
            "at_least": {
                "of": "households",
                "every": 30,
                "give": 2,
                "round": "down",
                "plus": 1,
                "min": 3,
                "max": 9,
            }
        },
        "每个单位每年至少户数每 30 计 2（不足的舍去；另加 1；不少于 3；不多于 9）次：举办活动。",
        "Each unit, every year: at least 2 for every 30 of “households” (rounded down; plus 1;"
        " no less than 3; no more than 9) × an activity held.",
    ),
    (
        {
            "at_least": 12,
            "phases": [{"from": "2022-07-06", "to": "2022-12-31", "at_least": 6}],
            "from": "2022-07-06",
            "to": "2024-12-31",
            "grace": 10,
            "part": "pro_rata",
        },
        "每个单位每年至少 12 次：举办活动；自 2022年7月6日起，到 2022年12月31日止：至少 6；"
        "自 2022年7月6日起；到 2024年12月31日止；期满后 10 天内办的也算；不满一期的按时间折算。",
        "Each unit, every year: at least 12 × an activity held; from 6 July 2022, until 31 December"
        " 2022: at least 6; from 6 July 2022; until 31 December 2024; what comes within 10 days after"
        " the end counts; a part of a period counts pro rata.",
    ),
    (
        {
            "each": "shop",
            "at_least": 1,
            "soft": True,
            "count": "post",
            "with": {"role": "secretary"},
        },
        "原则上，每个门店每年至少 1 次：任职（党组织书记）。",
        "As a rule, each of the shops, every year: at least 1 × a post held (party secretary).",
    ),
    (
        {"each": "crew", "at_least": 1, "count": "song", "with": {"tune": "high", "role": "yes"}},
        "每个crew每年至少 1 次：song（high；yes）。",
        "Each of the crew, every year: at least 1 × song (high; yes).",
    ),
]


@pytest.mark.usefixtures("_few")
@pytest.mark.parametrize(("parts", "zh", "en"), FORMS)
def test_each_form_of_the_language_has_its_sentence(
    parts: dict[str, object], zh: str, en: str
) -> None:
    assert said(**parts) == (zh, en)


@pytest.mark.usefixtures("_few")
def test_a_rule_without_a_gathering_day_in_the_calendar_still_has_its_sentence() -> None:
    without = DOCUMENT.model_copy(
        update={"calendar": DOCUMENT.calendar.model_copy(update={"gathering": None})}
    )
    rule = Rule.model_validate(
        {
            "id": "r",
            "clause": "1",
            "title": "t",
            "each": "unit",
            "exists": "held",
            "on": "gathering_day",
        }
    )
    assert wording.sentence(rule, without) == "每个单位集中活动日至少 1 次：举办活动。"


def test_every_code_that_no_plan_lists_has_its_words() -> None:
    declared: list[FactKind | RosterKind] = [*sources.fact_kinds().values()]
    declared += sources.roster_kinds().values()
    fixed = {
        code
        for kind in declared
        for may_be in kind.tags.values()
        if isinstance(may_be, tuple) and may_be != YES_NO
        for code in may_be
    }
    assert fixed - phrases.FIXED.keys() == set()


def test_every_tag_and_number_of_a_declared_kind_has_its_words() -> None:
    kinds: list[FactKind | RosterKind] = [*sources.fact_kinds().values()]
    kinds += sources.roster_kinds().values()
    told = phrases.TAGS.keys() | phrases.YES_NO_WORDS.keys()
    assert {tag for kind in kinds for tag in kind.tags} - told == set()
    assert {number for kind in kinds for number in kind.numbers} - phrases.NUMBERS.keys() == set()


def test_every_rule_of_the_town_is_said_without_a_code(monkeypatch: pytest.MonkeyPatch) -> None:
    offering(monkeypatch, offer.KINDS, offer.ROSTERS)
    plan = offer.checked(Folder.of(PLAN)).document
    assert plan is not None
    spoken = {rule.id: wording.sentence(rule, plan, "zh") for rule in plan.rules}
    assert len(spoken) == len(plan.rules) > 20
    assert [words for words in spoken.values() if re.search("[A-Za-z_]", words)] == []
    english = [wording.sentence(rule, plan, "en") for rule in plan.rules]
    assert [words for words in english if re.search("[\u4e00-\u9fff_]", words)] == []


@pytest.mark.clause("3.1-c")
def test_the_twelve_services_are_said_as_in_the_plan(monkeypatch: pytest.MonkeyPatch) -> None:
    offering(monkeypatch, offer.KINDS, offer.ROSTERS)
    plan = offer.checked(Folder.of(PLAN)).document
    assert plan is not None
    rule = next(rule for rule in plan.active_rules() if rule.clause == "3.1-c")
    said_so = "每支队伍（志愿服务队）每年至少 12 次：举行活动（集中服务；以支队名义）。"
    assert wording.sentence(rule, plan) == said_so

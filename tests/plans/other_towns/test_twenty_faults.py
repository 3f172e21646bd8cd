"""A street's plan with the slips that people make: each is said once, at its line, with the way out."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.plans.offer import checked, checked_text
from tests.plans.small import with_rule
from wenming.plans.files import Folder

pytestmark = pytest.mark.clause("0.2")

FOLDER = Path(__file__).parent / "twenty"

# Line, code, value, nearest: one for each slip in the file, in the order of its lines.
SLIPS = [
    (4, "unknown_key", "nubmer", "number"),
    (5, "not_closed", None, ""),
    (7, "no_colon", "", ""),  # issued_on：2025-02-14
    (24, "flow_not_closed", None, ""),  # 镜湖社区站，
    (25, "not_one_of", "comunity", "community"),
    (25, "unknown", "souo", "suo"),
    (27, "defined_twice", "chaguan", ""),
    (34, "unknown", "lv", "lu"),
    (39, "tab", None, ""),
    (55, "not_one_list", "dangqun、suo", ""),
    (56, "not_in_paragraph", "各点每半月开放服务一次", "各点每半月开放服务1次"),
    (57, "unknown", "3", ""),
    (70, "wrong_tag_value", "true", "yes"),
    (71, "not_a_number", "twelve", "12"),
    (72, "not_one_of", "half-month", "half_month"),
    (74, "unknown", "1.10", "1.1"),
    (81, "not_one_of", "bimonthly", "two_months"),
    (99, "not_a_whole_number", "10天", "10"),
    (100, "not_a_day", "2025-2-30", ""),
    (117, "too_far_in", None, ""),
    (127, "not_one_of", "3 years", "{years: 3, from: 2024}"),
    (137, "no_such_day", "2025-02-30", ""),
    (146, "not_a_number", "百分之五十", "50%"),
]


def test_every_slip_is_shown_at_once_and_nothing_else() -> None:
    found = [
        (fault.place.line, fault.code, fault.value, fault.nearest)
        for fault in checked(Folder(FOLDER)).faults
    ]

    # What the parser itself says of a slip is not told here.
    shown = [
        (line, code, None if told[2] is None else value, near)
        for (line, code, value, near), told in zip(found, SLIPS, strict=True)
    ]
    assert shown == SLIPS


YEARLY = "each: unit\ncount: activity.held\n"


@pytest.mark.parametrize(
    ("said", "near"),
    [
        ("2次", "2"),
        ("≥2", "2"),
        ("２", "2"),
        ("二", "2"),
        ("十二", "12"),
        ("二十", "20"),
        ("五十三", "53"),
        ("五三", ""),
        ("50％", "50%"),
        ("百分之八十", "80%"),
        ("Twelve", "12"),
        ("1/2", ""),
        ("3千", ""),
        ("若干", ""),
    ],
)
def test_a_number_in_other_words_has_its_figure_beside_it(said: str, near: str) -> None:
    (fault,) = checked_text(plan=with_rule(f"{YEARLY}at_least: {said}\nper: year")).faults

    assert (fault.code, fault.nearest) == ("not_a_number", near)


@pytest.mark.parametrize(
    ("said", "near"),
    [
        ("monthly", "month"),
        ("每半年", "half_year"),
        ("biweekly", "half_month"),
        ("[quarter]", "quarter"),
        ("每三年", "{years: 3, from: 2024}"),
        ("sometimes", ""),
    ],
)
def test_a_period_by_another_name_has_its_own_beside_it(said: str, near: str) -> None:
    (fault,) = checked_text(plan=with_rule(f"{YEARLY}at_least: 1\nper: {said}")).faults

    assert (fault.code, fault.nearest) == ("not_one_of", near)


@pytest.mark.parametrize(
    ("said", "code", "near"),
    [
        ("2025/9/30", "not_a_day", "2025-09-30"),
        ("2025年9月30日", "not_a_day", "2025-09-30"),
        ("2025-9-31", "not_a_day", ""),
        ("2025-09-31", "no_such_day", ""),
        ("9月底", "not_a_day", ""),
    ],
)
def test_a_day_in_another_form_has_the_right_one_beside_it(said: str, code: str, near: str) -> None:
    (fault,) = checked_text(plan=with_rule(f"{YEARLY}at_least: 1\nby: {said}")).faults

    assert (fault.code, fault.nearest) == (code, near)


def test_a_day_of_the_month_says_how_it_is_written() -> None:
    (fault,) = checked_text(plan=with_rule(f"{YEARLY}at_least: 1\non: 5")).faults

    assert fault.allowed == ("gathering_day", "{day: 5}")
    assert fault.nearest == "{day: 5}"


@pytest.mark.parametrize(("said", "near"), [("是", "yes"), ("否", "no"), ("maybe", "")])
def test_yes_and_no_in_other_words(said: str, near: str) -> None:
    rule = f"{YEARLY}at_least: 1\nper: year\nsoft: {said}"
    (fault,) = checked_text(plan=with_rule(rule)).faults

    assert (fault.code, fault.nearest) == ("not_yes_or_no", near)


@pytest.mark.parametrize(
    ("key", "code"), [("at_least", "no_bound"), ("per", "no_time"), ("count", "no_measure")]
)
def test_a_key_with_nothing_behind_it_says_nothing(key: str, code: str) -> None:
    said = {"count": "activity.held", "at_least": "1", "per": "year", key: ""}
    rule = "\n".join(f"{name}: {value}" for name, value in {"each": "unit", **said}.items())

    assert code in [fault.code for fault in checked_text(plan=with_rule(rule)).faults]


def test_conditions_of_one_kind_are_checked_against_that_kind() -> None:
    rule = "each: unit\ncount:\n  - {of: visit.made, with: {drect: yes}}\n  - {of: activty.held}\n"
    first, second = checked_text(plan=with_rule(f"{rule}at_least: 1\nper: year")).faults

    assert (first.code, first.value, first.nearest) == ("unknown_tag", "drect", "direct")
    assert (second.code, second.value, second.nearest) == (
        "unknown",
        "activty.held",
        "activity.held",
    )


@pytest.mark.parametrize("roster", ["leader", "field"])
def test_a_formula_over_a_number_that_nobody_of_the_roster_has_is_refused(roster: str) -> None:
    rule = (
        f"each: {roster}\ncount: activity.held\nat_least: {{of: households, every: 30}}\nper: year"
    )
    (fault,) = checked_text(plan=with_rule(rule)).faults

    assert (fault.code, fault.value) == ("unknown_number", "households")


def test_a_line_folded_in_the_paragraph_is_no_matter_of_its_words() -> None:
    rule = with_rule(f"{YEARLY}at_least: 1\nper: year")
    folded = (
        rule.replace(
            "text: 各村每年开展活动不少于12次，原则上每月一次。",
            "text: >-\n      各村每年开展\n      活动不少于12次，原则上每月一次。",
        )
        .replace('- {id: "1", text', '- id: "1"\n    text')
        .replace("每月一次。}", "每月一次。")
    )

    assert "text: >-" in folded
    assert [fault.line() for fault in checked_text(plan=folded).faults] == []

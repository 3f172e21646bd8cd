"""`wenming plan …` as an operator uses it, with what the packages really offer."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.plans.small import with_rules
from tests.plans.test_town_plan import FOLDER
from wenming.project.command import main

pytestmark = pytest.mark.clause("0.2")

FAULTY = Path(__file__).parent / "faulty"


@pytest.fixture(autouse=True)
def _chinese(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("LC_ALL", raising=False)
    monkeypatch.setenv("LANG", "C.UTF-8")


def test_the_towns_plan_has_no_fault_and_says_what_it_holds(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["plan", "check", str(FOLDER / "plan.yaml"), "--lang", "en"]) == 0

    said = capsys.readouterr().out
    counted = (
        "24 institutes, stations and points, 4 other units, 23 leaders, 28 pairs, 19 paragraphs"
    )
    assert said.startswith(f"No faults: {counted}, 45 clauses, 21 rules in force, 15 readings")
    assert said.count("\n") == 1


def test_a_faulty_plan_is_one_line_a_fault_and_code_1(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["plan", "check", str(FAULTY)]) == 1

    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 20
    assert all(re.match(rf"{FAULTY}/(plan|broken)\.yaml:\d+: ", line) for line in lines)
    assert (
        f"{FAULTY}/plan.yaml:48: 「twelve」不是数；数写成 12、0.5 或 50%。最接近的是「12」。"
        in lines
    )


@pytest.mark.parametrize(
    ("locale", "word"),
    [("en_GB.UTF-8", "No faults"), ("zh_CN.UTF-8", "没有错误"), ("", "没有错误")],
)
def test_the_language_is_the_operators(
    locale: str,
    word: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("LANG", locale)

    assert main(["plan", "check", str(FOLDER)]) == 0

    assert word in capsys.readouterr().out


def test_a_plan_that_is_not_there_is_said_in_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["plan", "check", str(tmp_path / "plan.yaml")]) == 1

    assert capsys.readouterr().out == f"{tmp_path}/plan.yaml:1: 没有文件「plan.yaml」。\n"


def test_two_plans_are_compared_in_words(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    old, new = tmp_path / "old.yaml", tmp_path / "new.yaml"
    old.write_text(with_rules(), encoding="utf-8")
    new.write_text(with_rules().replace("at_least: 12", "at_least: 15"), encoding="utf-8")

    assert main(["plan", "diff", str(old), str(new), "--lang", "en"]) == 0
    assert main(["plan", "diff", str(old), str(old), "--lang", "en"]) == 0

    tightened = 'The rule "活动" is tightened: at least 12 → at least 15'
    assert capsys.readouterr().out.splitlines() == [tightened, "No differences."]


def test_a_faulty_plan_is_not_compared(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["plan", "diff", str(FOLDER), str(FAULTY)]) == 1
    assert main(["plan", "show", str(FAULTY)]) == 1

    assert len(capsys.readouterr().out.splitlines()) == 40


def test_a_file_is_shown_in_short(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["plan", "show", str(FOLDER)]) == 0

    said = capsys.readouterr().out
    assert said.startswith("宝盖镇拓展新时代文明实践工作实施方案 · 宝委〔2022〕51号 · 2022-07-06\n")
    assert "two-visits-a-pair" in said
    assert "two-visits-a-leader" not in said


@pytest.mark.django_db
def test_without_a_file_the_plans_that_hold_are_shown(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["plan", "show"]) == 0
    assert main(["plan", "load", str(FOLDER)]) == 0
    capsys.readouterr()
    assert main(["plan", "show"]) == 0

    assert "宝委〔2022〕51号" in capsys.readouterr().out


def test_the_schema_is_printed_as_it_is_published(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["plan", "schema"]) == 0

    published = (FOLDER.parent / "schema.json").read_text(encoding="utf-8")
    assert capsys.readouterr().out == published

"""`wenming match` decides and checks on files, without a database."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from tests.packages.project.test_command import WHAT_IS_LOADED, wenming
from wenming.project.command import main

pytestmark = pytest.mark.clause("5.3-d")

PROBLEM = {
    "requests": [
        {"id": "wiring", "place": {"x": 0, "y": 0}, "times": ["1 am"], "skills": ["wire"]},
        {"id": "shopping", "place": {"x": 0, "y": 0}, "times": ["1 am", "2 am"]},
        {"id": "late", "place": {"x": 0, "y": 0}, "times": ["1 am"], "skills": ["wire"], "crew": 3},
    ],
    "teams": [
        {"id": "wang", "place": {"x": 30, "y": 40}, "times": ["1 am"], "skills": ["wire"]},
        {"id": "li", "place": {"x": 0, "y": 10}, "times": ["2 am"], "load": 2},
    ],
}


@pytest.fixture
def problem(tmp_path: Path) -> Path:
    path = tmp_path / "problem.json"
    path.write_text(json.dumps(PROBLEM), encoding="utf-8")
    return path


@pytest.fixture
def result(problem: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    assert main(["match", str(problem), "--json"]) == 0
    path = problem.with_name("result.json")
    path.write_text(capsys.readouterr().out, encoding="utf-8")
    return path


def test_the_plan_is_shown_a_line_each(problem: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["match", str(problem)]) == 0

    shopping, wiring, late, sums = capsys.readouterr().out.splitlines()
    assert shopping == "shopping  2 am  li  10 m, 2 services before"
    assert wiring == "wiring  1 am  wang  50 m, 0 services before"
    assert late == "late  -  3 missing: too_few (time 1 am; most 1)"
    assert "the best there is" in sums


def test_the_project_is_not_set_up(problem: Path) -> None:
    said = wenming("match", str(problem), code=WHAT_IS_LOADED)

    assert said.returncode == 0
    assert said.stdout.endswith("loaded False\n")


def test_a_result_says_everything_and_holds(
    problem: Path, result: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    said = json.loads(result.read_text(encoding="utf-8"))

    assert set(said) >= {"assignments", "unassigned", "objective", "bound", "gap", "seconds"}
    assert said["seconds"] > 0
    assert main(["match", "--verify", str(problem), str(result)]) == 0
    assert capsys.readouterr().out.startswith("holds: 2 services, 1 requests left over, objective")


def test_a_result_that_was_changed_is_found_out(
    problem: Path, result: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    said = json.loads(result.read_text(encoding="utf-8"))
    said["assignments"][0]["team"] = "wang"
    result.write_text(json.dumps(said), encoding="utf-8")

    assert main(["match", "--verify", str(problem), str(result)]) == 1
    assert "the team is not free then" in capsys.readouterr().out


def test_a_problem_comes_in_by_the_pipe(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(json.dumps(PROBLEM)))

    assert main(["match", "-"]) == 0
    assert "wang" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (b'{"requests": [}', "problem.json:1:15: not JSON: Expecting value"),
        (b"\xff", "problem.json: not UTF-8 from byte 0 on"),
        (b'{"requests": [], "teams": [{"id": ""}]}', "problem.json: teams[0].place: is missing"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_with_the_place(
    problem: Path, text: bytes, fault: str, capsys: pytest.CaptureFixture[str]
) -> None:
    problem.write_bytes(text)

    assert main(["match", str(problem)]) == 1
    assert fault in capsys.readouterr().err


def test_a_file_that_is_not_there_is_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["match", str(tmp_path / "none.json")]) == 1
    assert "none.json" in capsys.readouterr().err


@pytest.mark.parametrize("words", [["--verify"], ["result.json"]])
def test_what_is_to_be_checked_needs_both_files(problem: Path, words: list[str]) -> None:
    assert main(["match", str(problem), *words]) == 2

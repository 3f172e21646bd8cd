"""Problems and results go through JSON unharmed, and what cannot be read is said with its place."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings

from tests.engines.matching.made_up import problems
from wenming.engines.matching import Place, Problem, Request, Result, Unfit, solve
from wenming.engines.matching.files import as_json, read_problem, read_result, schema

REQUEST = {"id": "r", "place": {"x": 0, "y": 0}, "times": ["1"]}
TEAM = {"id": "t", "place": {"x": 0, "y": 0}, "times": ["1"]}


def a_problem(**changes: object) -> dict[str, object]:
    return {"requests": [REQUEST], "teams": [TEAM], **changes}


@settings(max_examples=60, derandomize=True, deadline=None)
@given(problems())
def test_what_is_written_is_read_again(problem: Problem) -> None:
    result = solve(problem)

    assert read_problem(json.loads(json.dumps(as_json(problem)))) == problem
    assert read_result(json.loads(json.dumps(as_json(result)))) == result


def test_what_has_a_default_may_be_left_out() -> None:
    [request] = read_problem(a_problem()).requests

    assert request == Request("r", Place(0, 0), ("1",))


@pytest.mark.parametrize(
    ("data", "fault"),
    [
        ([], "the file: [] is no object"),
        ({"requests": [], "team": []}, "team: there is no such field; did you mean teams?"),
        (a_problem(xyz=1), "xyz: there is no such field; allowed: requests, teams"),
        ({"teams": []}, "requests: is missing"),
        (a_problem(requests=3), "requests: 3 is no list"),
        (a_problem(requests=["r"]), "requests[0]: 'r' is no object"),
        (a_problem(teams=[TEAM | {"load": 1.5}]), "teams[0].load: 1.5 is no whole number"),
        (a_problem(teams=[TEAM | {"load": True}]), "teams[0].load: True is no whole number"),
        (a_problem(teams=[TEAM | {"skills": [7]}]), "teams[0].skills[0]: 7 is no text"),
        (a_problem(requests=[REQUEST | {"divisible": 1}]), "requests[0].divisible: 1 is no true"),
        (a_problem(requests=[REQUEST | {"crew": 0}]), "requests[0].crew: 0 is too little"),
        (a_problem(teams=[TEAM | {"reach": -1}]), "teams[0].reach: -1 is too little"),
        (a_problem(costs={"keep": -1}), "costs.keep: -1 is too little"),
        (a_problem(nearest=0), "nearest: 0 is too little"),
    ],
)
def test_every_fault_is_said_with_its_place(data: object, fault: str) -> None:
    with pytest.raises(Unfit) as refused:
        read_problem(data)

    assert any(one.startswith(fault) for one in refused.value.faults), refused.value.faults


def test_all_faults_are_said_at_once() -> None:
    with pytest.raises(Unfit) as refused:
        read_problem(a_problem(requests=[{"id": 1}, REQUEST | {"crew": "two"}], nearest="all"))

    assert len(refused.value.faults) == 5


def test_a_word_that_no_result_knows_is_refused() -> None:
    result = as_json(solve(read_problem(a_problem(teams=[]))))
    assert isinstance(result, dict)
    result["unassigned"][0]["why"]["shortage"] = "lazy"

    with pytest.raises(Unfit, match="shortage: 'lazy' is unknown; allowed: no_skill, "):
        read_result(result)


def test_the_schema_names_every_field_and_its_least() -> None:
    problem, result = schema(Problem), schema(Result)

    assert problem["required"] == ["requests", "teams"]
    assert problem["$defs"]["Request"]["properties"]["crew"] == {
        "type": "integer",
        "minimum": 1,
        "default": 1,
    }
    assert result["properties"]["gap"] == {"type": "number"}

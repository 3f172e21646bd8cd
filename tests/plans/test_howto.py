"""Every example of the how-to is a plan without a fault."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.plans.offer import checked_text
from tests.plans.small import SMALL, with_rule

pytestmark = pytest.mark.clause("0.2")

HOWTO = Path(__file__).parents[2] / "docs" / "howto" / "write-a-plan.md"
EXAMPLES = re.findall(r"```yaml ?(\w*)\n(.*?)```", HOWTO.read_text(encoding="utf-8"), re.DOTALL)


def example(kind: str) -> list[str]:
    return [words for found, words in EXAMPLES if found == kind]


@pytest.mark.parametrize("words", example("rule"))
def test_a_rule_of_the_how_to_has_no_fault(words: str) -> None:
    found = checked_text(plan=with_rule(words))

    assert [fault.line("en") for fault in found.faults] == []


@pytest.mark.parametrize("words", example(""))
def test_a_whole_plan_of_the_how_to_has_no_fault(words: str) -> None:
    found = checked_text(plan=words)

    assert [fault.line("en") for fault in found.faults] == []


@pytest.mark.parametrize("words", example("readings"))
def test_the_readings_of_the_how_to_have_no_fault(words: str) -> None:
    found = checked_text(plan=SMALL.replace("rules:\n", words))

    assert [fault.line("en") for fault in found.faults] == []
    assert found.document is not None
    assert [rule.id for rule in found.document.active_rules()] == ["two-visits-a-pair"]


def test_the_how_to_has_examples_of_each_sort() -> None:
    assert [len(example(kind)) for kind in ("", "rule", "readings")] == [1, 13, 1]

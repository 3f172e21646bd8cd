"""Whatever code of the town's plan is flipped, the check says so on that line."""

from __future__ import annotations

from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.plans.offer import KINDS, ROSTERS, SECTIONS, checked
from tests.plans.test_town_plan import FOLDER
from wenming.plans.checking import check
from wenming.plans.files import Bundle, open_plan
from wenming.plans.nodes import Node, at, items
from wenming.plans.reading import read

pytestmark = pytest.mark.clause("0.2")

FILES = {path.name: path.read_bytes() for path in sorted(FOLDER.glob("*.yaml"))}


def below(node: Node | None) -> list[Node]:
    """All scalars under a node."""
    if node is None:
        return []
    if node.keyed is not None:
        return [one for value in node.keyed.values() for one in below(value)]
    return [one for item in items(node) for one in ([item] if item.text else below(item))]


@cache
def codes() -> tuple[Node, ...]:
    """Every scalar of the plan that means something by its code."""
    root = open_plan(Bundle(FILES)).root
    found = [at(pair, key) for pair in items(at(root, "pairs")) for key in ("unit", "leader")]
    for clause in items(at(root, "clauses")):
        found += [at(clause, "paragraph"), at(clause, "kind")]
        found += [*below(at(clause, "responsible")), *items(at(clause, "shows"))]
    for reading in items(at(root, "readings")):
        found += [at(reading, "chosen"), *items(at(reading, "clauses"))]
    for rule in items(at(root, "rules")):
        found += [at(rule, "clause"), at(rule, "each"), at(rule, "per")]
        for key in ("where", "with", "reading", "count", "exists"):
            found += below(at(rule, key))
        found += [at(rule, "covers", key) for key in ("of", "tag", "all")]
        found += below(at(rule, "ratio"))
    for unit in items(at(root, "units")):
        found += [at(unit, "kind"), at(unit, "host")]
    for party in items(at(root, "parties")):
        found += below(at(party, "where"))
    return tuple(node for node in found if node is not None and node.text)


def flipped(node: Node) -> dict[str, bytes]:
    """The files with one character more in front of that value."""
    file, line, column = node.place.file, node.place.line, node.place.column
    lines = FILES[file].decode().split("\n")
    row = lines[line - 1]
    start = column - 1 + (row[column - 1] in "\"'")
    lines[line - 1] = f"{row[:start]}zz{row[start:]}"
    return {**FILES, file: "\n".join(lines).encode()}


def test_the_plan_has_hundreds_of_codes() -> None:
    assert len(codes()) > 400


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_flipping_any_code_is_a_fault_on_its_line(data: st.DataObject) -> None:
    node = data.draw(st.sampled_from(codes()))

    found = checked(Bundle(flipped(node)))

    places = [(fault.place.file, fault.place.line) for fault in found.faults]
    assert (node.place.file, node.place.line) in places


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_a_line_lost_anywhere_never_breaks_the_check_itself(data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(sorted(FILES)))
    lines = FILES[name].decode().split("\n")
    del lines[data.draw(st.integers(0, len(lines) - 1))]

    found = checked(Bundle({**FILES, name: "\n".join(lines).encode()}))

    assert (found.document is None) == bool(found.faults)
    assert all(fault.words("zh") and fault.words("en") for fault in found.faults)


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    found = check(Bundle({"plan.yaml": data}), KINDS, ROSTERS, SECTIONS)

    assert found.document is None
    assert found.faults


@settings(max_examples=100, deadline=None)
@given(st.text("ab:-[]{}&*!#|>'\"%@` \n\t,?~01.", max_size=80))
def test_any_text_is_read_or_refused(words: str) -> None:
    found = read("plan.yaml", words.encode())

    assert all(fault.words("en") for fault in found.faults)

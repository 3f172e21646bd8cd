"""The published schema is current."""

from __future__ import annotations

import json

import pytest

from tests.plans.offer import SECTIONS
from tests.plans.test_town_plan import FOLDER
from wenming.plans.schema import schema_text

pytestmark = pytest.mark.clause("0.2")


def test_the_published_schema_is_the_grammar_of_today() -> None:
    published = (FOLDER.parent / "schema.json").read_text(encoding="utf-8")

    assert published == schema_text(SECTIONS), (
        "write it anew: wenming plan schema > plans/schema.json"
    )


def test_the_schema_knows_every_section_and_refuses_others() -> None:
    schema = json.loads(schema_text(SECTIONS))

    named = {"document", "town", "units", "leaders", "pairs", "clauses", "rules", "include"}
    assert named <= set(schema["properties"])
    assert schema["additionalProperties"] is False
    for reference in json.dumps(schema).split('"#/$defs/')[1:]:
        assert reference.split('"')[0] in schema["$defs"]

"""The JSON Schema of a plan file, for editors and for people who write plans with other tools."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import cast

from pydantic import TypeAdapter

from wenming.plans.document import Document
from wenming.plans.names import Schema
from wenming.plans.sections import Section

__all__ = ["plan_schema", "schema_text"]

DIALECT = "https://json-schema.org/draft/2020-12/schema"
TEMPLATE = "#/$defs/{model}"
INCLUDE = {
    "anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}],
    "description": "Files beside this one whose sections belong to the plan too.",
}


def plan_schema(sections: Iterable[Section]) -> Schema:
    """The schema of the plan's own sections and those of other packages."""
    whole = Document.model_json_schema(by_alias=True, ref_template=TEMPLATE)
    properties, definitions = whole["properties"], whole["$defs"]
    for section in sections:
        item = TypeAdapter(section.item).json_schema(by_alias=True, ref_template=TEMPLATE)
        definitions.update(item.pop("$defs", {}))
        definitions[section.item.__name__] = item
        reference = {"$ref": f"#/$defs/{section.item.__name__}"}
        properties[section.name] = {"type": "array", "items": reference}
    properties["include"] = INCLUDE
    return cast("Schema", {"$schema": DIALECT, "title": "Wenming plan", **_loose(whole)})


def _loose(whole: dict[str, object]) -> dict[str, object]:
    """Sections may stand in other files, so that no file needs all of them."""
    return {key: value for key, value in whole.items() if key not in ("required", "title")}


def schema_text(sections: Iterable[Section]) -> str:
    """The file as it is published."""
    return json.dumps(plan_schema(sections), ensure_ascii=False, indent=2, sort_keys=True) + "\n"

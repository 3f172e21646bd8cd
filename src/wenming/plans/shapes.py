"""What the grammar says about the values of a plan, told as faults at their lines."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from wenming.plans.faults import Fault, nearest
from wenming.plans.meanings import day, meant, number, whole, yes_no
from wenming.plans.names import Schema, forms, schemas
from wenming.plans.nodes import Node, Path, at, child, key_place, place_of

__all__ = ["faults_of"]

# The beginning of pydantic's code, ours.
CODES: tuple[tuple[str, str], ...] = (
    ("not_a_day", "not_a_day"),
    ("date", "no_such_day"),
    ("int_", "not_a_whole_number"),
    ("float_", "not_a_number"),
    ("finite_number", "not_a_number"),
    ("bool_", "not_yes_or_no"),
    ("greater_than", "too_little"),
    ("less_than", "too_much"),
    ("too_short", "too_short"),
    ("string_too_short", "too_short"),
    ("too_long", "too_long"),
    ("string_too_long", "too_long"),
    ("string_type", "not_a_text"),
    ("tuple_type", "not_a_list"),
    ("dict_type", "not_a_mapping_here"),
    ("mapping_type", "not_a_mapping_here"),
    ("model_", "not_a_mapping_here"),
)
FORMS = {
    "^[A-Za-z0-9][A-Za-z0-9_.-]*$": "not_a_code",
    "^[a-z0-9][a-z0-9-]*$": "not_a_small_code",
}
QUOTED = re.compile(r"'([^']*)'")
SEVERAL = re.compile("[，、；]")
# What may stand under a key beside the words it takes.
LONG_FORMS = {"per": ("{years: 3, from: 2024}",), "on": ("{day: 5}",)}
MEANT = {
    "not_a_number": number,
    "not_a_whole_number": whole,
    "not_a_day": day,
    "not_yes_or_no": yes_no,
}


def faults_of(error: ValidationError, root: Node, schema: Schema) -> Iterator[Fault]:
    """A fault for each thing that the grammar refuses; a key misspelt is not missing as well."""
    details = error.errors(include_url=False)
    strange = [detail["loc"] for detail in details if detail["type"] == "extra_forbidden"]
    meant = {(path[:-1], _unknown_key(path, root, schema).nearest) for path in strange}
    for detail in details:
        path = detail["loc"]
        if detail["type"] != "missing" or (path[:-1], path[-1]) not in meant:
            yield _fault(detail, root, schema)


def _fault(detail: ErrorDetails, root: Node, schema: Schema) -> Fault:
    path: Path = tuple(detail["loc"])
    kind = detail["type"]
    if kind == "extra_forbidden":
        return _unknown_key(path, root, schema)
    if kind == "missing":
        return _missing(path, root)
    if kind in ("enum", "literal_error"):
        return _not_one_of(path, root, str(detail["ctx"]["expected"]))
    if kind == "string_pattern_mismatch":
        return _wrong_form(path, root, str(detail["ctx"]["pattern"]))
    return _other(detail, path, root)


def _unknown_key(path: Path, root: Node, schema: Schema) -> Fault:
    key = str(path[-1])
    allowed = _keys_at(path[:-1], root, schema)
    near = nearest(key, allowed)
    return Fault(key_place(root, path), "unknown_key", key, "key", allowed, near)


def _missing(path: Path, root: Node) -> Fault:
    place = place_of(root, path[:-1])
    if isinstance(path[-1], int):
        return Fault(place, "too_short", _shown(_node(root, path[:-1])))
    return Fault(place, "missing_key", str(path[-1]))


def _not_one_of(path: Path, root: Node, expected: str) -> Fault:
    value = _shown(_node(root, path))
    allowed = (*QUOTED.findall(expected), *LONG_FORMS.get(_key(path, root), ()))
    near = meant(value, allowed) or nearest(value, allowed)
    return Fault(place_of(root, path), "not_one_of", value, "", allowed, near)


def _key(path: Path, root: Node) -> str:
    """The key that stands in the file: the last part of the path is the branch of a union."""
    node, key = root, ""
    for part in path:
        below = child(node, part)
        if below is not None:
            node, key = below, str(part)
    return key


def _wrong_form(path: Path, root: Node, pattern: str) -> Fault:
    value = _shown(_node(root, path))
    code = FORMS.get(pattern, "not_this_form")
    if code != "not_this_form" and SEVERAL.search(value):
        code = "not_one_list"
    return Fault(place_of(root, path), code, value, more={"form": pattern.strip("^$")})


def _other(detail: ErrorDetails, path: Path, root: Node) -> Fault:
    code = next((ours for theirs, ours in CODES if detail["type"].startswith(theirs)), "wrong")
    limits = detail.get("ctx", {})
    more = {"reason": detail["msg"], "least": _limit(limits, "g"), "most": _limit(limits, "l")}
    value = _shown(_node(root, path))
    near = MEANT[code](value) if code in MEANT else ""
    return Fault(place_of(root, path), code, value, nearest=near, more=more)


def _limit(limits: Mapping[str, object], side: str) -> str:
    return str(limits.get(f"{side}e", limits.get(f"{side}t", "")))


def _node(root: Node, path: Path) -> Node:
    node = root
    for part in path:
        node = child(node, part) or node
    return node


def _shown(node: Node) -> str:
    if node.keyed is not None:
        return "{" + ", ".join(node.keyed) + "}"
    if node.listed is not None:
        return "[" + ", ".join(item.text or "…" for item in node.listed) + "]"
    return "null" if node.text is None else node.text


def _keys_at(path: Iterable[str | int], root: Node, schema: Schema) -> tuple[str, ...]:
    """The keys that the grammar allows in the mapping at a path."""
    found: list[Schema] = list(forms(schema, schema))
    node: Node | None = root
    for part in path:
        below = [form for one in found for form in _descend(one, part, schema)]
        if at(node, part) is not None and below:
            node, found = at(node, part), below
    return tuple(dict.fromkeys(key for form in found for key in schemas(form.get("properties"))))


def _descend(form: Schema, part: str | int, schema: Schema) -> Iterator[Schema]:
    rest = form.get("items") if isinstance(part, int) else form.get("additionalProperties")
    below = schemas(form.get("properties")).get(str(part), rest)
    if isinstance(below, dict):
        yield from forms(below, schema)

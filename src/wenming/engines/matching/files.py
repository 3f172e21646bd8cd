"""Problems and results as JSON says them, and the JSON Schema of both: drawn from `values`.

A field is a field of the value, under its name; sets and tuples are arrays, values are objects.
Fields that have a default may be left out. Whatever cannot be read is said with its place.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import MISSING, fields, is_dataclass
from difflib import get_close_matches
from enum import StrEnum
from functools import cache
from inspect import cleandoc
from types import NoneType, UnionType
from typing import Any, TypeVar, cast, get_args, get_origin, get_type_hints

from .checking import LEAST, Unfit, check
from .values import Problem, Result

__all__ = ["as_json", "read_problem", "read_result", "schema"]

Value = TypeVar("Value")
Schema = dict[str, Any]
DIALECT = "https://json-schema.org/draft/2020-12/schema"
NAMES = {str: "string", int: "integer", bool: "boolean", float: "number"}
WORDS = {str: "a text", int: "a whole number", bool: "true or false", float: "a number"}


def read_problem(data: object) -> Problem:
    """The problem that a JSON document holds; `Unfit` with every fault if it holds none."""
    problem = _read(Problem, data)
    check(problem)
    return problem


def read_result(data: object) -> Result:
    """The result that a JSON document holds."""
    return _read(Result, data)


def as_json(value: object) -> object:
    """A value as JSON has it; sets in order, so that the same value gives the same text."""
    if is_dataclass(value):
        return {one.name: as_json(getattr(value, one.name)) for one in fields(value)}
    if isinstance(value, frozenset):
        return sorted(value)
    if isinstance(value, tuple):
        return [as_json(one) for one in value]
    return value


# Reading -------------------------------------------------------------------------------------


def _read(kind: type[Value], data: object) -> Value:
    faults: list[str] = []
    found = _value(kind, data, "", faults)
    if faults:
        raise Unfit(faults)
    return cast("Value", found)


def _value(kind: Any, data: object, at: str, faults: list[str]) -> object:
    """What `data` says, read as `kind`; where it says nothing of the kind, a fault and None."""
    origin, inner = get_origin(kind), get_args(kind)
    if origin is UnionType:
        return None if data is None else _value(inner[0], data, at, faults)
    if origin in (tuple, frozenset):
        return origin(_members(inner[0], data, at, faults))
    if is_dataclass(kind):
        return _object(cast("type", kind), data, at, faults)
    if issubclass(kind, StrEnum):
        return _word(kind, data, at, faults)
    fits = isinstance(data, kind) or (kind is float and isinstance(data, int))
    if not fits or (isinstance(data, bool) and kind is not bool):
        faults.append(f"{_at(at)}: {data!r} is no {_plain(WORDS[kind])}; allowed: {WORDS[kind]}")
        return None
    return data


def _members(kind: Any, data: object, at: str, faults: list[str]) -> Iterator[object]:
    if not isinstance(data, list):
        faults.append(f"{_at(at)}: {data!r} is no list; allowed: a list in square brackets")
        return
    for place, one in enumerate(data):
        yield _value(kind, one, f"{at}[{place}]", faults)


def _word(kind: type[StrEnum], data: object, at: str, faults: list[str]) -> StrEnum | None:
    words = [one.value for one in kind]
    if data in words:
        return kind(data)
    faults.append(f"{_at(at)}: {data!r} is unknown; allowed: {', '.join(words)}")
    return None


def _object(kind: type, data: object, at: str, faults: list[str]) -> object:
    if not isinstance(data, dict):
        faults.append(f"{_at(at)}: {data!r} is no object; allowed: fields in curly brackets")
        return None
    hints, before = _hints(kind), len(faults)
    for name in data:
        if name not in hints:
            faults.append(f"{_at(at, name)}: there is no such field{_meant(name, hints)}")
    given = {
        one.name: _value(hints[one.name], data[one.name], _under(at, one.name), faults)
        for one in fields(kind)
        if one.name in data
    }
    missing = [name for name in _needed(kind) if name not in data]
    faults.extend(f"{_at(at, name)}: is missing" for name in missing)
    return None if len(faults) > before else kind(**given)


def _needed(kind: Any) -> list[str]:
    """The fields that have no default."""
    return [one.name for one in fields(kind) if one.default is MISSING]


def _meant(name: str, known: Mapping[str, object]) -> str:
    near = get_close_matches(name, known, 1)
    return f"; did you mean {near[0]}?" if near else f"; allowed: {', '.join(known)}"


def _under(at: str, name: str) -> str:
    return f"{at}.{name}" if at else name


def _at(at: str, name: str = "") -> str:
    return _under(at, name) if name else at or "the file"


def _plain(words: str) -> str:
    return words.removeprefix("a ")


@cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)


# Schema --------------------------------------------------------------------------------------


def schema(kind: type) -> Schema:
    """The JSON Schema of `Problem` or `Result`."""
    definitions: dict[str, Schema] = {}
    _schema(kind, definitions)
    whole = definitions.pop(kind.__name__)
    return (
        {"$schema": DIALECT, "title": f"Wenming match {kind.__name__.lower()}"}
        | whole
        | {"$defs": dict(sorted(definitions.items()))}
    )


def _schema(kind: Any, known: dict[str, Schema]) -> Schema:
    origin, inner = get_origin(kind), get_args(kind)
    if origin is UnionType:
        assert inner[1] is NoneType
        return {"anyOf": [_schema(inner[0], known), {"type": "null"}]}
    if origin in (tuple, frozenset):
        only = {"uniqueItems": True} if origin is frozenset else {}
        return {"type": "array", "items": _schema(inner[0], known)} | only
    if is_dataclass(kind):
        return _reference(cast("type", kind), known)
    if issubclass(kind, StrEnum):
        return {"enum": [one.value for one in kind]}
    return {"type": NAMES[kind]}


def _reference(kind: type, known: dict[str, Schema]) -> Schema:
    if kind.__name__ not in known:
        known[kind.__name__] = {}
        hints, least = _hints(kind), LEAST.get(kind, {})
        known[kind.__name__] = {
            "type": "object",
            "description": cleandoc(kind.__doc__ or ""),
            "properties": {
                one.name: _schema(hints[one.name], known)
                | ({"minimum": least[one.name]} if one.name in least else {})
                | _default(one.default)
                for one in fields(kind)
            },
            "required": _needed(kind),
            "additionalProperties": False,
        }
    return {"$ref": f"#/$defs/{kind.__name__}"}


def _default(default: object) -> Schema:
    return {} if default is MISSING else {"default": as_json(default)}

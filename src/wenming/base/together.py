"""Several questions, one statement: for pages that show a little of many packages' records.

Each package says which rows it wants and which of their fields; `together` asks for all of them at
once. A row's fields come as one list, so that rows of different models stand in one result, and
become objects of their models again, as `QuerySet.only` would make them.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import lru_cache
from itertools import count
from typing import Any, Final, TypeVar, cast

from django.db import connection, models
from django.db.models import Aggregate, Field, ForeignKey, Func, Model, QuerySet, Value

__all__ = ["Answers", "Question", "Questions", "Union", "counted", "question", "together"]

LINK: Final = "__"


@dataclass(frozen=True, slots=True)
class Question:
    """Rows, and what is wanted of each: fields, fields of what they point to, annotations."""

    rows: QuerySet[Any, Any]
    wanted: tuple[str, ...]


Questions = Mapping[str, Question]
Answers = Mapping[str, list[Any]]


def question(rows: QuerySet[Any, Any], *wanted: str) -> Question:
    """Objects with these fields; of `.values(…)`, mappings. In no order; a slice is kept to."""
    return Question(rows, wanted)


def counted(rows: QuerySet[Any, Any], **numbers: Aggregate) -> Question:
    """One mapping with these numbers over all rows."""
    whole = rows.order_by().annotate(of_all=Value(1)).values("of_all")
    return question(whole.annotate(**numbers))


Name = TypeVar("Name")


def together(asked: Mapping[Name, Question]) -> dict[Name, list[Any]]:
    """What answers each question, in one statement for all."""
    if not asked:
        return {}
    union = Union(list(asked.values()))
    return dict(zip(asked, union.sorted(union.rows), strict=True))


class Union:
    """The one statement of several questions, and how its rows are read."""

    def __init__(self, asked: Sequence[Question]) -> None:
        self._readers = [_reader(one) for one in asked]
        first, *others = map(_part, count(), asked, self._readers)
        self.rows = first.union(*others, all=True)

    def sorted(self, rows: Iterable[tuple[int, Sequence[Any]]]) -> list[list[Any]]:
        """The rows of each question, made objects."""
        found: list[list[Any]] = [[] for _ in self._readers]
        for place, told in rows:
            found[place].append(self._readers[place].row(told))
        return found


def _part(place: int, asked: Question, reader: _Reader) -> QuerySet[Any, Any]:
    rows = asked.rows
    if rows.query.is_sliced:
        # Within a union a part has neither order nor end of its own.
        rows = rows.model._default_manager.filter(pk__in=rows.values("pk"))
    return rows.order_by().values_list(Value(place), _as_list(reader.paths))


def _as_list(paths: Sequence[str]) -> Func:
    """Django's own `JSONArray` would first try on every connection whether it can."""
    function = "JSONB_BUILD_ARRAY" if connection.vendor == "postgresql" else "JSON_ARRAY"
    return Func(*paths, function=function, output_field=models.JSONField())


# From a list back to a row ---------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Reader:
    """Where the fields of one question are, how each value is read, and what they make."""

    paths: Sequence[str]
    reads: Sequence[Callable[[Any], Any]]
    make: Callable[[Iterator[Any]], Any]

    def row(self, told: Sequence[Any]) -> Any:
        values = zip(self.reads, told, strict=True)
        return self.make(None if value is None else read(value) for read, value in values)


def _reader(asked: Question) -> _Reader:
    query, model = asked.rows.query, asked.rows.model
    if query.values_select or (query.annotation_select and not asked.wanted):
        names = (*query.values_select, *query.annotation_select)
        return _mapping(model, names, _outputs(query.annotation_select))
    more = {name: query.annotations[name] for name in asked.wanted if name in query.annotations}
    own = tuple(name for name in asked.wanted if name not in more)
    return _objects(model, own, _outputs(more))


Outputs = tuple[tuple[str, Field[Any, Any]], ...]


def _outputs(annotations: Mapping[str, Any]) -> Outputs:
    return tuple((name, one.output_field) for name, one in annotations.items())


def _mapping(model: type[Model], names: tuple[str, ...], outputs: Outputs) -> _Reader:
    known = dict(outputs)
    reads = [_read(known[name] if name in known else _field(model, name)) for name in names]
    return _Reader(names, reads, lambda values: dict(zip(names, values, strict=True)))


def _objects(model: type[Model], wanted: tuple[str, ...], outputs: Outputs) -> _Reader:
    shape, more = _shape(model, wanted), [name for name, _ in outputs]

    def make(values: Iterator[Any]) -> Model:
        row = shape.make(values)
        for name in more:
            setattr(row, name, next(values))
        return row

    reads = [*map(_read, shape.fields()), *(_read(field) for _, field in outputs)]
    return _Reader([*shape.paths(), *more], reads, make)


@dataclass(frozen=True, slots=True)
class _Shape:
    """A model's fields that are wanted, in the model's order, and the shapes of what it points to."""

    model: type[Model]
    own: Sequence[Field[Any, Any]]
    links: Mapping[str, _Shape]

    def paths(self, before: str = "") -> Iterator[str]:
        yield from (f"{before}{field.attname}" for field in self.own)
        for name, shape in self.links.items():
            yield from shape.paths(f"{before}{name}{LINK}")

    def fields(self) -> Iterator[Field[Any, Any]]:
        yield from self.own
        for shape in self.links.values():
            yield from shape.fields()

    def make(self, values: Iterator[Any]) -> Model:
        known = [next(values) for _ in self.own]
        row = self.model.from_db(connection.alias, [one.attname for one in self.own], known)
        for name, shape in self.links.items():
            linked = shape.make(values)
            setattr(row, name, None if linked.pk is None else linked)
        return row


@lru_cache(maxsize=256)
def _shape(model: type[Model], wanted: tuple[str, ...]) -> _Shape:
    links: dict[str, list[str]] = {}
    names = {model._meta.pk.attname}
    for path in wanted:
        name, _, rest = path.partition(LINK)
        names.add(_field(model, name).attname)
        if rest:
            links.setdefault(name, []).append(rest)
    own = [field for field in model._meta.concrete_fields if field.attname in names]
    shapes = {name: _shape(_linked(model, name), tuple(rest)) for name, rest in links.items()}
    return _Shape(model, own, shapes)


def _field(model: type[Model], path: str) -> Any:
    name, _, rest = path.partition(LINK)
    if name == "pk":
        return model._meta.pk
    return _field(_linked(model, name), rest) if rest else model._meta.get_field(name)


def _linked(model: type[Model], name: str) -> type[Model]:
    return cast("type[Model]", model._meta.get_field(name).related_model)


def _read(field: Any) -> Callable[[Any], Any]:
    """How a value that came within a list becomes what the field holds."""
    if isinstance(field, ForeignKey):
        return _read(field.target_field)
    if isinstance(field, models.JSONField):
        return _json
    if isinstance(field, models.DateTimeField):
        return _moment
    if isinstance(field, models.DateField):
        return date.fromisoformat
    if hasattr(field, "from_db_value"):
        return lambda value: field.from_db_value(value, None, connection)
    return cast("Callable[[Any], Any]", field.to_python)


def _json(value: Any) -> Any:
    """SQLite keeps it as text."""
    is_text = connection.vendor == "sqlite" and isinstance(value, str)
    return json.loads(value) if is_text else value


def _moment(value: str) -> datetime:
    """In UTC; SQLite does not say so."""
    told = datetime.fromisoformat(value)
    return told if told.tzinfo else told.replace(tzinfo=UTC)

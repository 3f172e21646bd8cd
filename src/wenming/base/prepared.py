"""Statements that are made once a process, and asked again and again with other values.

Most of what a page of many small questions costs is making their statement, which is the same
whoever asks. `Prepared` names a function that makes questions about somebody somewhere; it is called
once, with stand-ins for whom it is about and for the time, and from then on only the values are put
in. What it makes may depend on nothing else: a stand-in that is looked into says so at once.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from typing import Any, Final, cast

from django.db import connection
from django.db.models import DateField, DateTimeField, Expression, Field, IntegerField, Model

from wenming.base import clock
from wenming.base.together import Answers, Questions, Union

__all__ = ["Prepared", "answers"]

NOW: Final = "now"
TODAY: Final = "today"
FIELDS: Final[Mapping[str, Field[Any, Any]]] = {NOW: DateTimeField(), TODAY: DateField()}


# Name of a stand-in → its value, where it is not of a row.
Told = Mapping[str | int, object]


class Prepared:
    """Questions about these rows, whose statement is made once for all rows of their kind."""

    def __init__(self, questions: Callable[..., Questions], *about: Model) -> None:
        self.questions = questions
        self.about = about

    def made(self) -> Questions:
        """As they are for these rows, now."""
        return self.questions(*self.about)


class _StandIn(Expression):
    """A place in a statement where a value will be: the number of a row, the time."""

    def __init__(self, place: int, name: str | int) -> None:
        super().__init__(FIELDS.get(str(name), IntegerField()))
        self._place, self._name = place, name

    @property
    def pk(self) -> _StandIn:
        """Of a row, its number is all that may be asked."""
        return self

    def as_sql(self, _compiler: object, _connection: object) -> Any:
        return "%s", [self]

    def value(self, asked: Sequence[Prepared], told: Told) -> Any:
        """What belongs here."""
        known = told.get(self._name)
        value = asked[self._place].about[int(self._name)].pk if known is None else known
        return self.output_field.get_db_prep_value(value, connection)


class _Statement:
    """One statement for questions of several kinds."""

    def __init__(self, asked: Sequence[Prepared]) -> None:
        made = [_made(place, one) for place, one in enumerate(asked)]
        self._union = Union([one for told in made for one in told.values()])
        self._names = [list(told) for told in made]
        self._sql, self._values = self._union.rows.query.sql_with_params()

    def answers(self, asked: Sequence[Prepared]) -> list[Answers]:
        told: Told = {NOW: clock.now(), TODAY: clock.today()}
        with connection.cursor() as cursor:
            cursor.execute(self._sql, [_value(one, asked, told) for one in self._values])
            rows = [(place, json.loads(row)) for place, row in cursor.fetchall()]
        found = iter(self._union.sorted(rows))
        return [{name: next(found) for name in names} for names in self._names]


def _made(place: int, asked: Prepared) -> Questions:
    now, today = _StandIn(place, NOW), _StandIn(place, TODAY)
    with clock.left_open(cast("datetime", now), cast("date", today)):
        return asked.questions(*(_StandIn(place, number) for number in range(len(asked.about))))


def _value(value: Any, asked: Sequence[Prepared], told: Told) -> Any:
    return value.value(asked, told) if isinstance(value, _StandIn) else value


_kept: dict[tuple[Callable[..., Questions], ...], _Statement] = {}


def answers(asked: Sequence[Prepared]) -> list[Answers]:
    """What answers the questions of each, in one statement."""
    if not asked:
        return []
    key = tuple(one.questions for one in asked)
    if key not in _kept:
        _kept[key] = _Statement(asked)
    return _kept[key].answers(asked)

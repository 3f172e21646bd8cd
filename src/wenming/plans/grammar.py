"""The small words of the plan's grammar: codes, texts in two languages, days, references.

A field that names something carries a mark in its JSON Schema: `x-defines` where a code is given
to a thing, `x-refers` where a thing is meant by its code. The check reads these marks; so may an
editor.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints
from pydantic.fields import FieldInfo
from pydantic_core import PydanticCustomError

__all__ = [
    "Code",
    "Codes",
    "Day",
    "Grammar",
    "Tags",
    "Text",
    "Words",
    "defines",
    "one_or_many",
    "refers",
]

A_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


class Grammar(BaseModel):
    """Frozen, and nothing in it that the grammar does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)


def defines(what: str) -> FieldInfo:
    """The field gives a `what` its code; it must be the only one."""
    return _marked("x-defines", what)


def refers(what: str) -> FieldInfo:
    """The field means a `what` that stands elsewhere in the plan."""
    return _marked("x-refers", what)


def _marked(mark: str, what: str) -> FieldInfo:
    info: FieldInfo = Field(json_schema_extra={mark: what})
    return info


def one_or_many(value: object) -> object:
    """A list of one, where the short form is a word alone."""
    return [value] if isinstance(value, str) else value


def _both_languages(value: object) -> object:
    return {"zh": value} if isinstance(value, str) else value


def _iso_day(value: object) -> object:
    if isinstance(value, date) or (isinstance(value, str) and A_DAY.fullmatch(value)):
        return value
    raise PydanticCustomError("not_a_day", "a day is written 2022-07-06")


Code = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9_.-]*$", max_length=60)]
Codes = Annotated[
    tuple[Code, ...],
    BeforeValidator(one_or_many, json_schema_input_type=Code | tuple[Code, ...]),
    Field(min_length=1),
]
Day = Annotated[date, BeforeValidator(_iso_day)]
Tags = Mapping[str, Codes]


class Words(Grammar):
    """Words in Chinese, with their English; a bare string is the Chinese."""

    zh: str = Field(min_length=1)
    en: str = ""


Text = Annotated[Words, BeforeValidator(_both_languages, json_schema_input_type=str | Words)]

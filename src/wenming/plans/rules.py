"""The language in which a plan says how much of what each of whom owes, and when.

A rule reads like its clause: *each* team *where* shape is corps; *count* activities held *with*
kind concentrated; *at least* 12; *per* year.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import BeforeValidator, Discriminator, Field, Tag, WithJsonSchema

from wenming.engines.obligations.values import Every, Part, Rounding, Shift
from wenming.plans.grammar import (
    Code,
    Codes,
    Day,
    Grammar,
    Tags,
    Text,
    defines,
    one_or_many,
    refers,
)

__all__ = [
    "MEASURES",
    "Amount",
    "Amounts",
    "Bounds",
    "FormulaOf",
    "KindOf",
    "Kinds",
    "Responsible",
    "Rule",
    "codes_of",
]

MEASURES = ("count", "exists", "sum", "distinct", "covers", "ratio")

A_PERCENTAGE = re.compile(r"\d+(\.\d+)? *%")


def _percent(value: object) -> object:
    if isinstance(value, str) and A_PERCENTAGE.fullmatch(value):
        return float(Decimal(value[:-1].strip()) / 100)
    return value


def _shape(value: object) -> str:
    return "formula" if isinstance(value, dict | FormulaOf) else "number"


Number = Annotated[
    float,
    BeforeValidator(_percent),
    WithJsonSchema(
        {"anyOf": [{"type": "number"}, {"type": "string", "pattern": "^\\d+(\\.\\d+)? *%$"}]}
    ),
]
Positive = Annotated[Number, Field(gt=0)]


class FormulaOf(Grammar):
    """`plus` + `give` for each `every` of the subject's number `of`; within `min` and `max`."""

    of: str
    every: Positive = 1
    give: Number = 1
    round: Rounding = Rounding.UP
    plus: Number = 0
    min: Number | None = None
    max: Number | None = None


Amount = Annotated[
    Annotated[Number, Tag("number")] | Annotated[FormulaOf, Tag("formula")], Discriminator(_shape)
]


class Bounds(Grammar):
    """At least, at most, exactly, or between two amounts."""

    at_least: Amount | None = None
    at_most: Amount | None = None
    exactly: Amount | None = None
    between: Annotated[tuple[Amount, Amount] | None, Field(examples=[[2, 4]])] = None


def _own(value: object) -> str:
    return "bounds" if isinstance(value, Bounds) or _names_a_bound(value) else "amount"


def _names_a_bound(value: object) -> bool:
    return isinstance(value, dict) and any(key in Bounds.model_fields for key in value)


# A number alone is of the same side as the rule's own bound.
OwnAmount = Annotated[
    Annotated[Amount, Tag("amount")] | Annotated[Bounds, Tag("bounds")], Discriminator(_own)
]


class KindOf(Grammar):
    """Records of one kind, with conditions of their own beside the rule's."""

    of: Code
    with_: Tags = Field(default_factory=dict, alias="with")


def _counted(value: object) -> str:
    return "with" if isinstance(value, dict | KindOf) else "kind"


def _one_or_more(value: object) -> object:
    return [value] if isinstance(value, str | dict) else value


Counted = Annotated[
    Annotated[Code, Tag("kind")] | Annotated[KindOf, Tag("with")], Discriminator(_counted)
]
Kinds = Annotated[
    tuple[Counted, ...],
    BeforeValidator(_one_or_more, json_schema_input_type=Counted | tuple[Counted, ...]),
    Field(min_length=1),
]


def codes_of(counted: Kinds) -> tuple[str, ...]:
    """The kinds alone."""
    return tuple(one if isinstance(one, str) else one.of for one in counted)


class SumOf(Grammar):
    """The sum of a number that the facts carry."""

    of: Kinds
    number: str


class DistinctOf(Grammar):
    """How many different values of a tag."""

    of: Kinds
    tag: str


class Listed(Grammar):
    """Values of a tag: those listed, or `all` of a vocabulary, or those of a group of it."""

    tag: str
    values: Codes | None = None
    all: Annotated[Code, refers("vocabulary")] | None = None
    group: Code | None = None


class CoversOf(Listed):
    """How many of the values are covered; all of them unless a bound says less."""

    of: Kinds


class EachOfThem(Listed):
    """A minimum for each of the values, inside the total."""

    at_least: Number = 1


class Amounts(Grammar):
    """One side of a ratio."""

    count: Kinds | None = None
    sum: SumOf | None = None
    distinct: DistinctOf | None = None
    with_: Tags = Field(default_factory=dict, alias="with")


def _side(value: object) -> str:
    return "attribute" if isinstance(value, str) else "amounts"


class RatioOf(Grammar):
    """`part` over the subject's number of that name, or over another measure."""

    part: Amounts
    over: Annotated[
        Annotated[str, Tag("attribute")] | Annotated[Amounts, Tag("amounts")], Discriminator(_side)
    ]


class EveryYears(Grammar):
    """Terms of some years, the first from 1 January of `from`."""

    years: int = Field(ge=1, le=50)
    from_: int = Field(ge=1949, le=2200, alias="from")


class OnDayOf(Grammar):
    """A day of every month, where it goes on a day off, and how far before or after will do."""

    day: int = Field(ge=1, le=31)
    shift: Shift = Shift.STAY
    before: int = Field(default=0, ge=0, le=31)
    after: int = Field(default=0, ge=0, le=31)


def _period(value: object) -> str:
    return "years" if isinstance(value, dict | EveryYears) else "every"


def _on(value: object) -> str:
    return "day" if isinstance(value, dict | OnDayOf) else "named"


Per = Annotated[
    Annotated[Every, Tag("every")] | Annotated[EveryYears, Tag("years")], Discriminator(_period)
]
On = Annotated[
    Annotated[Literal["gathering_day"], Tag("named")] | Annotated[OnDayOf, Tag("day")],
    Discriminator(_on),
]


class PhaseOf(Bounds):
    """From one day to another the bound is this one."""

    from_: Day | None = Field(default=None, alias="from")
    to: Day | None = None


Party = Annotated[Code, refers("party")]
Parties = Annotated[
    tuple[Party, ...],
    BeforeValidator(one_or_many, json_schema_input_type=Party | tuple[Party, ...]),
]


class Responsible(Grammar):
    """Who leads, who works with them, who supervises, who receives the report."""

    lead: Parties = ()
    with_: Parties = Field(default=(), alias="with")
    supervised_by: Parties = ()
    reports_to: Parties = ()


Chosen = Mapping[str, Codes]
Subjects = Annotated[
    tuple[str, ...],
    BeforeValidator(one_or_many, json_schema_input_type=str | tuple[str, ...]),
]


class Rule(Bounds):
    """One countable duty of a clause. Exactly one measure, one time; the checks say the rest."""

    id: Annotated[Code, defines("rule")]
    clause: Annotated[Code, refers("clause")]
    title: Text
    note: Text | None = None
    reading: Chosen = Field(default_factory=dict)
    responsible: Responsible | None = None

    each: Code
    where: Tags = Field(default_factory=dict)
    except_: Subjects = Field(default=(), alias="except")
    only: Subjects = ()
    numbers: Mapping[str, OwnAmount] = Field(default_factory=dict)

    count: Kinds | None = None
    exists: Kinds | None = None
    sum: SumOf | None = None
    distinct: DistinctOf | None = None
    covers: CoversOf | None = None
    ratio: RatioOf | None = None
    with_: Tags = Field(default_factory=dict, alias="with")
    each_of: EachOfThem | None = None

    per: Per | None = None
    by: Day | None = None
    on: On | None = None
    from_: Day | None = Field(default=None, alias="from")
    to: Day | None = None
    grace: int = Field(default=0, ge=0, le=366)
    afterwards: bool = False
    part: Part | None = None
    soft: bool = False
    phases: tuple[PhaseOf, ...] = ()
